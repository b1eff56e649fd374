//! Inventing ahead: two threads make what a third one takes, in order.

use std::sync::mpsc::sync_channel;
use std::thread;

/// How many pieces may wait to be taken, of each thread.
const WAITING: usize = 2;

/// How many threads make.
const MAKERS: usize = 2;

/// Makes so many pieces, on threads of their own, and hands them on here in their order until somebody wants no more.
///
/// A piece is best a lot of work and one allocation: what one thread allocates another frees.
pub(super) fn in_order<T: Send, E>(
    count: usize,
    make: &(dyn Fn(usize) -> T + Sync),
    take: &mut dyn FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let maker = |turn: usize| {
            let (to, made) = sync_channel(WAITING);
            scope.spawn(move || {
                let mut own = (turn..count).step_by(MAKERS);
                // Where nobody takes them any more, no more are made.
                own.try_for_each(|number| to.send(make(number)))
            });
            made
        };
        let makers: [_; MAKERS] = std::array::from_fn(maker);
        for made in makers.iter().cycle() {
            // By turns, so that the first who has no more is the last of all.
            let Ok(piece) = made.recv() else {
                break;
            };
            take(piece)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_come_in_order_however_many() {
        for count in [0, 1, 2, 3, 40] {
            let mut taken = Vec::new();
            let done = in_order(count, &|n| n * 2, &mut |made| {
                taken.push(made);
                Ok::<_, ()>(())
            });
            assert_eq!(done, Ok(()));
            assert_eq!(taken, (0..count).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn whoever_wants_no_more_gets_no_more() {
        let mut taken = 0;
        let done = in_order(100, &|n| n, &mut |made| {
            taken += 1;
            if made == 30 { Err(made) } else { Ok(()) }
        });
        assert_eq!((done, taken), (Err(30), 31));
    }
}
