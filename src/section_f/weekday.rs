//! Days of the week: `on Mondays and Thursdays`, `Mon/Wed/Fri`, `every Tuesday`.

use super::list::List;
use super::token::Words;

/// The days, whole and cut short.
pub(crate) const DAYS: List = List::of(&[
    "monday",
    "mondays",
    "tuesday",
    "tuesdays",
    "wednesday",
    "wednesdays",
    "thursday",
    "thursdays",
    "friday",
    "fridays",
    "mon",
    "mons",
    "tue",
    "tues",
    "tu",
    "wed",
    "weds",
    "thu",
    "thur",
    "thurs",
    "th",
    "fri",
    "fris",
]);

/// On how many days of the week, and the token after them.
///
/// One day alone counts where it is said to come again: `on Mondays`, `every Friday`.
pub(crate) fn days(words: Words<'_>, at: usize) -> Option<(u32, usize)> {
    let led = words.any(at, &["on", "every", "each"]);
    let first = at + usize::from(led);
    let first = first + usize::from(led && words.word(first) == "a");
    if !words.among(first, &DAYS) {
        return None;
    }
    let (mut next, mut count) = (first, 0);
    loop {
        count += 1;
        next += 1;
        let joint = usize::from(words.any(next, &["and", ",", "&", "/", "+"]));
        let joint = joint + usize::from(joint == 1 && words.word(next + joint) == "and");
        if joint == 0 || !words.among(next + joint, &DAYS) {
            break;
        }
        next += joint;
    }
    let plural = words.word(first).ends_with("days");
    // "on Friday 3 May" is a date; "Monday to Friday" is read as every day.
    let dated = count == 1 && words.is_number(next)
        || words.any(next, &["to", "-"]) && words.among(next + 1, &DAYS);
    ((led || plural || count > 1) && !dated).then_some((count, next))
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ids, Sheet};
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<u32>) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        assert_eq!(
            days(sheet.words(), 0).map(|(count, _)| count),
            expected,
            "{text}"
        );
    }

    #[test]
    fn days_of_the_week_are_counted() {
        case("on Mondays and Thursdays", Some(2));
        case("Mon/Wed/Fri 30 mins", Some(3));
        case("Mon, Wed and Fri", Some(3));
        case("Tu + Th, 25 mins", Some(2));
        case("every Tuesday for 45 minutes", Some(1));
        case("on a Tuesday", Some(1));
        case("Wednesdays", Some(1));
        case("Friday", None);
        case("on Friday 3 May", None);
        case("Monday to Friday", None);
        case("the", None);
    }
}
