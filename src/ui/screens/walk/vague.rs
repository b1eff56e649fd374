//! Vague words: gone through one after the other, each with its reason and the question to ask.

use super::work::Work;
use crate::domain::provision::Vague;

impl Work {
    /// The vague words that are being looked at, with their place and how many the provision has.
    pub(super) fn vague_at_hand(&self) -> Option<(&Vague, usize, usize)> {
        let vague = &self.item()?.provision.vague;
        let at = self.vague?;
        Some((vague.get(at)?, at + 1, vague.len()))
    }

    /// Goes to the next vague words: of this provision, then of the next that has any, around the end.
    pub(super) fn next_vague(&mut self) {
        let next = self.vague.map_or(0, |at| at + 1);
        let has = |at: usize| {
            let item = self.working.items.get(at);
            item.map_or(0, |item| item.provision.vague.len())
        };
        if next < has(self.at) {
            self.vague = Some(next);
            self.scrolled.0 = 0;
            return;
        }
        let places = self.places();
        let here = places.iter().position(|at| *at == self.at).unwrap_or(0);
        let around = places.iter().cycle().skip(here + 1).take(places.len());
        let found = around.copied().find(|at| has(*at) > 0);
        match found {
            Some(at) => {
                self.go_to(at);
                self.vague = Some(0);
            }
            None => self.say("No words of these provisions are too vague to count."),
        }
    }
}
