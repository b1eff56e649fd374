//! What protection costs, and who pays for it.

use super::super::super::apportion::apportion;
use super::super::super::exact::{Money, Quantity};
use super::super::protection::{Payer, ProtectionKind};

/// A total that is held against today's: a school's in one setting, or a pupil's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The school, by its number in the cohort.
    pub school: Option<usize>,
    /// The pupil, by their number in the cohort, where each is held by themselves.
    pub pupil: Option<usize>,
    /// The limits that hold for it, in a hundred of today's.
    pub limits: Vec<(ProtectionKind, Quantity)>,
    /// How many pupils make it up.
    pub pupils: u64,
    /// Today's.
    pub before: Money,
    /// The new, before protection.
    pub new: Money,
    /// What a guarantee or floor brings.
    pub brought: Money,
    /// Whether it was a guarantee or a floor that brought it.
    pub by: Option<ProtectionKind>,
    /// How far it lies above its cap.
    pub above_cap: Money,
    /// What is taken of that.
    pub taken: Money,
}

impl Held {
    /// What protection moves it by.
    pub fn moved(&self) -> Money {
        self.brought - self.taken
    }

    /// What is paid in the end.
    pub fn after(&self) -> Money {
        self.new + self.moved()
    }

    /// The least that it may be, and by what.
    fn least(&self) -> Option<(Money, ProtectionKind)> {
        let floors = self
            .limits
            .iter()
            .filter(|(kind, _)| *kind != ProtectionKind::Cap);
        let (kind, limit) = floors.max_by_key(|(_, limit)| *limit)?;
        Some((self.of_today(*limit)?, *kind))
    }

    /// The most that it may be.
    fn most(&self) -> Option<Money> {
        let caps = self
            .limits
            .iter()
            .filter(|(kind, _)| *kind == ProtectionKind::Cap);
        let (_, limit) = caps.min_by_key(|(_, limit)| *limit)?;
        self.of_today(*limit)
    }

    fn of_today(&self, limit: Quantity) -> Option<Money> {
        let rounded = self.before.part(limit, 100_u32.into())?;
        Some(rounded.money)
    }
}

/// What protection costs, and who pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    /// What guarantees bring.
    pub guarantees: Money,
    /// What floors bring beyond them.
    pub floors: Money,
    /// What caps take.
    pub taken: Money,
    /// What lies above caps and is not taken, for it is not needed.
    pub left: Money,
    /// What the envelope pays on top of the rates: what is brought less what is taken; below nothing where caps save it.
    pub envelope: Money,
    /// How many totals are brought up.
    pub brought_up: u64,
    /// How many are brought down.
    pub brought_down: u64,
}

impl Bill {
    /// What guarantees and floors bring together.
    pub fn brought(&self) -> Money {
        self.guarantees + self.floors
    }
}

/// Brings every total within its limits, and says who pays.
///
/// A guarantee or floor brings a total up to it in full. Where the envelope pays, caps take all above them. Where those
/// above their cap pay, caps take together what is brought and no more, each in proportion to how far it lies above (to
/// the penny, by largest remainder); what they cannot pay the envelope does.
pub(super) fn settle<'a>(totals: impl Iterator<Item = &'a mut Held>, payer: Payer) -> Bill {
    let mut totals: Vec<&mut Held> = totals.collect();
    let mut bill = Bill::default();
    for total in &mut totals {
        let least = total.least();
        if let Some((least, kind)) = least.filter(|(least, _)| *least > total.new) {
            total.brought = least - total.new;
            total.by = Some(kind);
            let sum = match kind {
                ProtectionKind::Guarantee => &mut bill.guarantees,
                ProtectionKind::Floor | ProtectionKind::Cap => &mut bill.floors,
            };
            *sum = *sum + total.brought;
            bill.brought_up += 1;
        }
        // A cap below the least would take what has just been brought.
        let most = total
            .most()
            .map(|most| least.map_or(most, |(least, _)| most.max(least)));
        total.above_cap =
            most.map_or_else(Money::default, |most| (total.new - most).above_nothing());
    }
    let above: Money = totals.iter().map(|total| total.above_cap).sum();
    let take = match payer {
        Payer::Envelope => above,
        Payer::Caps => above.min(bill.brought()),
    };
    let weights: Vec<Quantity> = (totals.iter())
        .map(|total| Quantity::signed(total.above_cap.pence()))
        .collect();
    for (total, taken) in totals
        .iter_mut()
        .zip(apportion(take, &weights).into_iter().flatten())
    {
        total.taken = taken;
        bill.taken = bill.taken + taken;
        bill.brought_down += u64::from(!taken.is_zero());
    }
    bill.left = above - bill.taken;
    bill.envelope = bill.brought() - bill.taken;
    bill
}
