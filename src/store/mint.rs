//! The mint: names for records (UUIDv7) and salts, from the system's randomness or from a seed.

use uuid::{Builder, Uuid};

use super::fault::{Result, StoreError};
use crate::domain::day::Moment;
use crate::domain::draw::Draw;

/// The counter's width: twelve bits after the milliseconds.
const COUNTER_END: u16 = 0x0FFF;

/// Makes ids and salts. Ids of one mint grow, even when the clock stands still or goes back.
#[derive(Clone, Debug)]
pub struct Mint {
    draw: Draw,
    millis: u64,
    counter: u16,
}

impl Mint {
    /// Starts from the system's randomness.
    pub fn system() -> Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|fault| StoreError::Randomness(fault.to_string()))?;
        Ok(Self::over(Draw::from_bytes(seed)))
    }

    /// Starts from a number, so that an invented caseload has the same ids every time.
    pub fn seeded(seed: u64) -> Self {
        Self::over(Draw::from_seed(seed))
    }

    fn over(draw: Draw) -> Self {
        Self {
            draw,
            millis: 0,
            counter: 0,
        }
    }

    /// Makes a UUIDv7 of a moment.
    pub(crate) fn id(&mut self, now: Moment) -> String {
        let random: [u8; 10] = self.draw.bytes();
        let millis = u64::try_from(now.millis()).unwrap_or(0);
        if millis > self.millis {
            self.millis = millis;
            let [first, second, ..] = random;
            // The upper half stays free, so that a burst within the millisecond has room to count.
            self.counter = u16::from_be_bytes([first, second]) & (COUNTER_END >> 1);
        } else if self.counter < COUNTER_END {
            self.counter += 1;
        } else {
            self.millis += 1;
            self.counter = 0;
        }
        let mut bytes = random;
        for (byte, counted) in bytes.iter_mut().zip(self.counter.to_be_bytes()) {
            *byte = counted;
        }
        Builder::from_unix_timestamp_millis(self.millis, &bytes)
            .into_uuid()
            .to_string()
    }

    /// Goes on after an id that another process made: its clock may have stood where ours stands.
    pub(crate) fn follow(&mut self, id: &str) {
        let Ok(id) = Uuid::parse_str(id) else {
            return;
        };
        let (head, _) = id.as_u64_pair();
        // Forty-eight bits of milliseconds, four of the version, twelve of the counter.
        let millis = head >> 16;
        let counter = u16::try_from(head & u64::from(COUNTER_END)).unwrap_or(COUNTER_END);
        if (millis, counter) > (self.millis, self.counter) {
            (self.millis, self.counter) = (millis, counter);
        }
    }

    /// Makes a number that a person can write down, to draw from.
    pub(crate) fn seed(&mut self) -> u64 {
        u64::from(u32::from_be_bytes(self.draw.bytes()))
    }

    /// Makes thirty-two random bytes: a salt, or a key.
    pub(crate) fn salt(&mut self) -> [u8; 32] {
        self.draw.bytes()
    }
}

/// The sixteen bytes of an id as a mint spells it; nothing of a text that is spelt otherwise.
pub(crate) fn packed(id: &str) -> Option<[u8; 16]> {
    let bytes = Uuid::parse_str(id).ok()?.into_bytes();
    (unpacked(bytes) == id).then_some(bytes)
}

/// The id that sixteen bytes stand for.
pub(crate) fn unpacked(bytes: [u8; 16]) -> String {
    Uuid::from_bytes(bytes).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_mints_the_same() {
        let ids = |seed| {
            let mut mint = Mint::seeded(seed);
            let ids: Vec<_> = (0..5).map(|at| mint.id(Moment::from_millis(at))).collect();
            (ids, mint.salt())
        };
        assert_eq!(ids(7), ids(7));
        assert_ne!(ids(7), ids(8));
    }

    #[test]
    fn ids_grow_when_the_clock_stands_or_goes_back() {
        let mut mint = Mint::seeded(1);
        let mut last = mint.id(Moment::from_millis(1_768_210_200_000));
        for at in (0..10_000).map(|turn| 1_768_210_200_000 - turn) {
            let next = mint.id(Moment::from_millis(at));
            assert!(next > last, "{next} after {last}");
            last = next;
        }
    }

    #[test]
    fn ids_grow_from_mint_to_mint_in_one_moment() {
        let now = Moment::from_millis(1_768_210_200_000);
        let mut last = String::new();
        for turn in 0..10_000 {
            let mut mint = Mint::seeded(turn);
            mint.follow(&last);
            let next = mint.id(now);
            assert!(next > last, "{next} after {last}");
            last = next;
        }
    }

    #[test]
    fn an_id_is_a_version_7_of_its_moment() {
        let id = Mint::system()
            .unwrap()
            .id(Moment::from_millis(0x0190_1234_5678));
        assert!(id.starts_with("01901234-5678-7"), "{id}");
        assert!(
            matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b'),
            "{id}"
        );
    }
}
