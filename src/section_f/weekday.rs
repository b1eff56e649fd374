//! Days of the week: `on Mondays and Thursdays`, `Mon/Wed/Fri`, `every Tuesday`.

use super::key::these;
use super::list::List;
use super::token::Words;

/// On how many days of the week, and the token after them.
///
/// One day alone counts where it is said to come again: `on Mondays`, `every Friday`, `Friday afternoons`.
pub(crate) fn days(words: Words<'_>, at: usize) -> Option<(u32, usize)> {
    if !words.among(at, List::Days) && !words.among(at, List::OnDays) {
        return None;
    }
    if let Some((count, next)) = except(words, at) {
        return Some((count, next));
    }
    let led = words.any(at, these!["on", "every", "each"]);
    let first = at + usize::from(led);
    let first = first + usize::from(led && words.is(first, "a"));
    if !words.among(first, List::Days) {
        return None;
    }
    if words.any(first + 1, these!["to", "-"]) && words.among(first + 2, List::Days) {
        return range(words.word(first), words.word(first + 2)).map(|count| (count, first + 3));
    }
    let (mut next, mut count) = (first, 0);
    loop {
        count += 1;
        next += 1;
        let mut joint = usize::from(words.any(next, these!["and", ",", "&", "/", "+"]));
        for word in ["and", "every", "each", "on"] {
            joint += usize::from(joint > 0 && words.word(next + joint) == word);
        }
        if joint == 0 || !words.among(next + joint, List::Days) {
            break;
        }
        next += joint;
    }
    let halves = words.any(next, these!["afternoons", "mornings"]);
    let plural = words.word(first).ends_with("days") || halves;
    // "on Friday 3 May" is a date.
    let dated = count == 1 && words.is_number(next) && !plural;
    let told = led || plural || count > 1;
    (told && !dated).then_some((count, next + usize::from(halves)))
}

/// `except Fridays`, `apart from on a Monday`: the days that are left of the five.
fn except(words: Words<'_>, at: usize) -> Option<(u32, usize)> {
    let next = match words.word(at) {
        "except" | "excluding" | "bar" => at + 1,
        "apart" if words.is(at + 1, "from") => at + 2,
        "other" if words.is(at + 1, "than") => at + 2,
        _ => return None,
    };
    let next = next + usize::from(words.any(next, these!["for", "on"]));
    let next = next + usize::from(words.any(next, these!["on", "a"]));
    if !words.among(next, List::Days) {
        return None;
    }
    let (gone, after) = days(words, next).unwrap_or((1, next + 1));
    Some((5u32.checked_sub(gone).filter(|left| *left > 0)?, after))
}

/// How many days lie from one to another; all five are every day, which is read elsewhere.
fn range(from: &str, to: &str) -> Option<u32> {
    const STARTS: [&str; 5] = ["mo", "tu", "we", "th", "fr"];
    let place = |day: &str| STARTS.iter().position(|start| day.starts_with(start));
    let days = place(to)?.checked_sub(place(from)?)? + 1;
    u32::try_from(days)
        .ok()
        .filter(|days| (2..5).contains(days))
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
        case("Monday to Thursday", Some(4));
        case("every Monday and every Friday", Some(2));
        case("Friday afternoons", Some(1));
        case("the", None);
        case("except Friday", Some(4));
        case("apart from on Mondays and Tuesdays", Some(3));
        case("except on Monday to Thursday", Some(1));
    }
}
