//! Killed with SIGKILL at random moments: a scripted officer by commands and at the screens, and nothing acknowledged is lost.
//!
//! `CONTINUUM_KILLS` says how many kills (50 where it is not set, six of them at the screens in a pseudo-terminal; of
//! more one in twenty), `CONTINUUM_SEED` which chance. Each test prints its seed and what it counted.

mod chance;
mod deed;
mod desk;
mod faults;
mod frame;
mod kept;
pub(crate) mod killing;
mod ledger;
pub(crate) mod parts;
mod power;
mod sitting;

use self::chance::Chance;

/// How many kills are wanted by commands and at the screens.
fn wanted() -> (u32, u32) {
    let named = std::env::var("CONTINUUM_KILLS").ok();
    let all = named.map_or(50, |kills| {
        kills.parse().expect("CONTINUUM_KILLS is a number of kills")
    });
    let screens = (all / 20).max(6).min(all);
    (all - screens, screens)
}

/// The chance of a run: the seed that is named, or one of the clock's.
#[expect(clippy::print_stdout, reason = "a run is repeated by its seed")]
fn chance(what: &str) -> Chance {
    let named = std::env::var("CONTINUUM_SEED").ok();
    let seed = named.map_or_else(chance::of_the_clock, |seed| {
        seed.parse().expect("CONTINUUM_SEED is a number")
    });
    println!("{what}: CONTINUUM_SEED={seed}");
    Chance::new(seed)
}

#[test]
fn commands_killed_at_random_moments_lose_nothing_they_acknowledged() {
    let (wanted, _) = wanted();
    let mut chance = chance("commands");
    let mut told = desk::Told::default();
    while told.kills < wanted {
        let kills = (wanted - told.kills).min(desk::EPISODE);
        desk::episode(kills, &mut chance, &mut told);
        println!("{told}");
    }
    assert!(told.acknowledged > 0, "nothing was ever acknowledged");
}

#[test]
fn screens_killed_at_random_moments_lose_nothing_they_called_saved() {
    let (_, wanted) = wanted();
    let mut chance = chance("screens");
    let mut told = sitting::Told::default();
    while told.kills < wanted {
        let kills = (wanted - told.kills).min(sitting::EPISODE);
        sitting::episode(kills, &mut chance, &mut told);
        println!("{told}");
    }
    assert!(told.drafts > 0, "the screen never called anything saved");
}
