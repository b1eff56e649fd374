//! Signs in the text: what opens and closes a dose, a role, vague words, so that no colour is needed.

use crate::domain::mark::{Mark, Says};
use crate::domain::provision::Span;
use crate::ui::parts::wrap::Run;
use crate::ui::theme::Meaning;

/// What a place of the text says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The dose or role that it is part of.
    pub(super) mark: Option<Mark>,
    /// The vague words that it is part of, and whether they are being looked at.
    pub(super) vague: Option<(Span, bool)>,
}

impl Said {
    /// What the place means over its ground.
    pub(super) fn meaning(self, ground: Meaning) -> Meaning {
        match (self.vague, self.mark.map(|mark| mark.says)) {
            (Some((_, true)), _) => Meaning::Focus,
            (Some((_, false)), _) => Meaning::Vague,
            (None, Some(Says::Dose)) => Meaning::Dose,
            (None, Some(Says::Role)) => Meaning::Role,
            (None, None) => ground,
        }
    }
}

fn span(vague: Option<(Span, bool)>) -> Option<Span> {
    vague.map(|(span, _)| span)
}

fn meant(mark: Mark) -> Meaning {
    match mark.says {
        Says::Dose => Meaning::Dose,
        Says::Role => Meaning::Role,
    }
}

/// Runs of a text being written, with the signs around what carries one.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub(super) done: Vec<Run>,
    said: Said,
    new: Option<Span>,
}

impl Runs {
    /// Closes the signs of what ends where this is said.
    pub(super) fn close(&mut self, said: Said) {
        let before = self.said;
        let vague = (before
            .vague
            .filter(|_| span(before.vague) != span(said.vague)))
        .map(|_| Meaning::Vague);
        let mark = before.mark.filter(|mark| said.mark != Some(*mark));
        // Of two that end together the inner one, which began later, closes first.
        let began = |span: Option<Span>| span.map_or(0, |span| span.start);
        let vague_is_inner = began(span(before.vague)) >= began(before.mark.map(|mark| mark.span));
        let mark = mark.map(meant);
        let closing = if vague_is_inner {
            [vague, mark]
        } else {
            [mark, vague]
        };
        for meaning in closing.into_iter().flatten() {
            self.push(meaning.signs().1, meaning);
        }
    }

    /// Opens the signs of what begins where this is said; what ended is closed before.
    pub(super) fn open(&mut self, said: Said) {
        let before = std::mem::replace(&mut self.said, said);
        let mark = (said.mark)
            .filter(|mark| before.mark != Some(*mark))
            .map(meant);
        let vague = (said
            .vague
            .filter(|_| span(before.vague) != span(said.vague)))
        .map(|_| Meaning::Vague);
        // Of two that begin together the longer one is the outer.
        let ends = |span: Option<Span>| span.map_or(0, |span| span.end);
        let vague_is_outer = ends(span(said.vague)) > ends(said.mark.map(|mark| mark.span));
        let opening = if vague_is_outer {
            [vague, mark]
        } else {
            [mark, vague]
        };
        for meaning in opening.into_iter().flatten() {
            self.push(meaning.signs().0, meaning);
        }
    }

    /// Closes the signs of what ends where this is said, and opens those of what begins.
    fn signs(&mut self, said: Said) {
        self.close(said);
        self.open(said);
    }

    /// Sets the signs of words that an amendment brought, after what ends here and before what begins; inside
    /// a dose that goes on after them.
    pub(super) fn new_words(&mut self, new: Option<Span>, said: Said) {
        let ended = std::mem::replace(&mut self.new, new);
        if ended == new {
            return;
        }
        let on = Said {
            mark: self.said.mark.filter(|mark| said.mark == Some(*mark)),
            vague: self.said.vague.filter(|vague| said.vague == Some(*vague)),
        };
        self.signs(on);
        let (before, after) = Meaning::New.signs();
        if ended.is_some() {
            self.push(after, Meaning::New);
        }
        if let Some(new) = new {
            if said.mark.is_some_and(|mark| mark.span.end > new.end) {
                self.signs(said);
            }
            self.push(before, Meaning::New);
        }
    }

    /// Writes a sign.
    pub(super) fn push(&mut self, text: &str, meaning: Meaning) {
        if !text.is_empty() {
            self.done.push(Run::new(text, meaning));
        }
    }

    /// Writes a character of the text.
    pub(super) fn character(&mut self, character: char, meaning: Meaning) {
        match self.done.last_mut() {
            Some(run) if run.meaning == meaning => run.text.push(character),
            Some(_) | None => self.done.push(Run::new(character, meaning)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, mark: Option<[usize; 2]>, vague: &[[usize; 2]], expected: &str) {
        let mut runs = Runs::default();
        for (at, character) in text.chars().enumerate() {
            let is_in = |span: &Span| span.start <= at && at < span.end;
            let mark = mark.map(Span::from).filter(is_in);
            let vague = vague.iter().map(|span| Span::from(*span)).find(is_in);
            let said = Said {
                mark: mark.map(|span| Mark {
                    span,
                    says: Says::Dose,
                }),
                vague: vague.map(|span| (span, false)),
            };
            runs.close(said);
            runs.open(said);
            runs.character(character, said.meaning(Meaning::Text));
        }
        runs.close(Said::default());
        let shown: String = runs.done.into_iter().map(|run| run.text).collect();
        assert_eq!(shown, expected);
    }

    #[track_caller]
    fn new(text: &str, mark: Option<[usize; 2]>, new: [usize; 2], expected: &str) {
        let mut runs = Runs::default();
        for (at, character) in text.chars().enumerate() {
            let is_in = |span: &Span| span.start <= at && at < span.end;
            let mark = mark.map(Span::from).filter(is_in);
            let says = Says::Dose;
            let said = Said {
                mark: mark.map(|span| Mark { span, says }),
                vague: None,
            };
            runs.new_words(Some(Span::from(new)).filter(is_in), said);
            runs.signs(said);
            runs.character(character, said.meaning(Meaning::Text));
        }
        runs.new_words(None, Said::default());
        runs.signs(Said::default());
        let shown: String = runs.done.into_iter().map(|run| run.text).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn new_words_have_a_sign_of_their_own_around_or_inside_a_dose() {
        new("for 15 min", Some([4, 10]), [4, 6], "for ‹+15+ min›");
        new("for 15 min", Some([4, 10]), [7, 10], "for ‹15 +min›+");
        new("for 15 min", Some([4, 10]), [4, 10], "for +‹15 min›+");
        new("for 15 min", Some([4, 10]), [0, 10], "+for ‹15 min›+");
        new("for 15 min", None, [0, 3], "+for+ 15 min");
    }

    #[test]
    fn signs_nest_and_stand_around_each_of_two_that_touch() {
        case(
            "for 20-30 min weekly",
            Some([4, 20]),
            &[[4, 13]],
            "for ‹~20-30 min~ weekly›",
        );
        case(
            "weekly 20-30 min",
            Some([0, 16]),
            &[[7, 16]],
            "‹weekly ~20-30 min~›",
        );
        case(
            "up to 20 min",
            Some([6, 12]),
            &[[0, 12]],
            "~up to ‹20 min›~",
        );
        case("may e.g.", None, &[[0, 3], [4, 8]], "~may~ ~e.g.~");
        case("ab", None, &[[0, 1], [1, 2]], "~a~~b~");
        case("20 min", Some([0, 6]), &[[0, 6]], "‹~20 min~›");
    }
}
