//! A plan on the page, piece by piece.

use crate::demo::plan::Plan;
use crate::demo::world::World;
use crate::domain::draw::Draw;

/// A piece of a plan as it stands on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::demo) enum Piece {
    /// A heading of this level, 1 the highest.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// An item of a list: its number or bullet, and its words.
    Item(String, String),
    /// A table, its first row the headings.
    Table(Vec<Vec<String>>),
    /// A header or footer that a plain text carries along.
    Furniture(String),
}

/// A plan being laid out.
pub(in crate::demo) struct Page<'a> {
    pub(in crate::demo) world: &'a World,
    pub(in crate::demo) plan: &'a Plan<'a>,
    pub(in crate::demo) draw: Draw,
    pieces: Vec<Piece>,
}

impl<'a> Page<'a> {
    pub(in crate::demo) fn new(world: &'a World, plan: &'a Plan<'a>, draw: Draw) -> Self {
        Self {
            world,
            plan,
            draw,
            pieces: Vec::new(),
        }
    }

    /// Gives what was laid out.
    pub(in crate::demo) fn take(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.pieces)
    }

    pub(in crate::demo) fn push(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    /// The heading of a section of the plan.
    pub(in crate::demo) fn section(&mut self, text: impl Into<String>) {
        self.push(Piece::Heading(1, text.into()));
    }

    /// A heading within Section F.
    pub(in crate::demo) fn heading(&mut self, text: impl Into<String>) {
        self.push(Piece::Heading(2, text.into()));
    }

    pub(in crate::demo) fn text(&mut self, text: impl Into<String>) {
        self.push(Piece::Text(text.into()));
    }

    pub(in crate::demo) fn item(&mut self, label: impl Into<String>, text: impl Into<String>) {
        self.push(Piece::Item(label.into(), text.into()));
    }

    /// Chooses one of several lines and fills it.
    pub(in crate::demo) fn any(&mut self, lines: &[String]) -> String {
        let line = self.draw.pick(lines).map_or("", String::as_str);
        let band = self.draw.between(1, 6).to_string();
        let slots = [("band", band.as_str())].into();
        self.plan.voice.say(line, &slots)
    }

    /// The heading of Section F, sometimes with a header above and a funding statement below.
    pub(in crate::demo) fn opening(&mut self) {
        let filler = &self.world.filler;
        if self.draw.chance(1, 3) {
            let header = self.any(&filler.furniture.headers);
            self.push(Piece::Furniture(header));
        }
        let heading = self.any(&filler.whole.section_f);
        self.section(heading);
        if self.draw.chance(1, 5) {
            let funding = self.any(&filler.furniture.funding);
            self.text(funding);
        }
    }

    /// The line that closes a Section F, and sometimes the foot of a page.
    pub(in crate::demo) fn closing(&mut self) {
        let furniture = &self.world.filler.furniture;
        if self.draw.chance(1, 8) {
            let review = self.any(&furniture.review);
            self.text(review);
        }
        if self.draw.chance(1, 6) {
            let home = self.any(&furniture.home);
            self.text(home);
        }
        self.footer();
    }

    /// The foot of a page, in some plans.
    pub(in crate::demo) fn footer(&mut self) {
        if !self.draw.chance(1, 3) {
            return;
        }
        let footers = &self.world.filler.furniture.footers;
        let line = self.draw.pick(footers).map_or("", String::as_str);
        let page = self.draw.between(2, 6);
        let (page, pages) = (page.to_string(), (page + 3).to_string());
        let slots = [("page", page.as_str()), ("pages", pages.as_str())].into();
        let footer = self.plan.voice.say(line, &slots);
        self.push(Piece::Furniture(footer));
    }
}
