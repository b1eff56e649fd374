//! The walk: one pupil's plan, provision by provision, then area by area, then the tariff.

mod amended;
mod answering;
mod asking;
mod bounds;
mod cutting;
mod ending;
mod fresh;
mod judging;
mod keys;
mod leaving;
mod leftout;
mod moving;
mod naming;
mod scale;
mod settling;
mod state;
mod update;
mod vague;
mod view;
mod work;

pub(crate) use state::Walk;

#[cfg(test)]
mod tests;
