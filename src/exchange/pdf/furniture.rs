//! Headers and footers: lines at the edge of most pages, the same but for the page's number.

use std::collections::{HashMap, HashSet};

use super::grid::{Grid, grids};
use super::ink::Ink;
use super::line::{Line, lines};

/// How much of a page's height its header or its footer may take.
const ZONE: f64 = 0.13;

/// How many lines a header or a footer may have.
const MOST_LINES: usize = 6;

/// How far apart in height the same line may stand on two pages.
const LEVEL: f64 = 4.0;

/// The header and the footer of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Furniture {
    /// The lines above its text.
    pub(super) head: Vec<String>,
    /// The lines below it.
    pub(super) foot: Vec<String>,
}

/// Takes the headers and footers off the pages.
pub(super) fn taken_off(pages: &mut [Ink]) -> Vec<Furniture> {
    let mut taken: Vec<Furniture> = pages.iter_mut().map(marked).collect();
    // A producer that marks its headers marks them all.
    if taken.iter().any(|page| *page != Furniture::default()) {
        return taken;
    }
    let grids: Vec<Vec<Grid>> = pages.iter().map(grids).collect();
    let lines: Vec<Vec<Line>> = pages
        .iter()
        .map(|page| lines(page.letters.iter().copied()))
        .collect();
    for head in [true, false] {
        let edges: Vec<Vec<&Line>> = pages
            .iter()
            .zip(&lines)
            .zip(&grids)
            .map(|((page, lines), grids)| edge(page, lines, grids, head))
            .collect();
        let repeated = repeated(&edges);
        for (at, page) in pages.iter_mut().enumerate() {
            let own = edges.get(at).map(Vec::as_slice).unwrap_or_default();
            let count = own
                .iter()
                .zip(0..)
                .take_while(|(_, place)| repeated.contains(&(at, *place)))
                .count();
            let count = set_apart(own, count, lines.get(at).map_or(&[], Vec::as_slice));
            let gone = own.get(..count).unwrap_or_default();
            page.letters.retain(|letter| {
                !gone
                    .iter()
                    .any(|line| (line.base - letter.base).abs() <= 0.4 * line.size)
            });
            let texts = gone.iter().map(|line| line.text());
            if let Some(taken) = taken.get_mut(at) {
                if head {
                    taken.head = texts.collect();
                } else {
                    taken.foot = texts.rev().collect();
                }
            }
        }
    }
    taken
}

/// Takes off what the producer marked as no part of the text.
fn marked(page: &mut Ink) -> Furniture {
    let aside: Vec<_> = page.letters.extract_if(.., |letter| letter.aside).collect();
    let middle = page.size.1 / 2.0;
    let (head, foot): (Vec<Line>, Vec<Line>) = lines(aside.into_iter())
        .into_iter()
        .partition(|line| line.base < middle);
    let texts = |lines: Vec<Line>| lines.iter().map(Line::text).collect();
    Furniture {
        head: texts(head),
        foot: texts(foot),
    }
}

/// The lines at the upper or the lower edge of a page, the outermost first.
fn edge<'a>(page: &Ink, lines: &'a [Line], grids: &[Grid], head: bool) -> Vec<&'a Line> {
    let zone = ZONE * page.size.1;
    let far = page.size.1 - zone;
    let stands = |line: &&Line| {
        let of_table = grids.iter().any(|grid| {
            let within = grid.top() < line.base && line.base < grid.bottom();
            // A header may stand in a frame of its own.
            within
                && if head {
                    grid.bottom() > zone * 1.3
                } else {
                    grid.top() < far * 0.97
                }
        });
        !of_table
            && if head {
                line.base < zone
            } else {
                line.base > far
            }
    };
    if head {
        lines.iter().take_while(stands).take(MOST_LINES).collect()
    } else {
        lines
            .iter()
            .rev()
            .take_while(stands)
            .take(MOST_LINES)
            .collect()
    }
}

/// How many of the outermost lines of a page stand apart from the text: the columns' names at the top
/// of every page of a table do not.
fn set_apart(edge: &[&Line], count: usize, lines: &[Line]) -> usize {
    let next = |line: &Line, inner: Option<&&Line>| {
        let inner = inner.map(|inner| inner.base);
        let beyond = || {
            let others = lines.iter().map(|other| other.base);
            let farther =
                others.filter(|base| edge.iter().all(|line| (line.base - *base).abs() > 0.01));
            farther.min_by(|one, other| {
                (one - line.base)
                    .abs()
                    .total_cmp(&(other - line.base).abs())
            })
        };
        inner.or_else(beyond)
    };
    let apart = |at: &usize| {
        let line = edge.get(at - 1);
        line.is_some_and(|line| {
            let near = next(line, edge.get(*at));
            near.is_none_or(|near| (near - line.base).abs() > 1.7 * line.size)
        })
    };
    let numbered = |line: &&&Line| !shape(line).1.is_empty();
    let bare = || edge.iter().take(count).take_while(numbered).count();
    (1..=count).rev().find(apart).unwrap_or_else(bare)
}

/// A line's words without its numbers, and its numbers.
fn shape(line: &Line) -> (String, Vec<usize>) {
    let text = line.text();
    let mut words = String::with_capacity(text.len());
    let mut numbers = Vec::new();
    let mut digits = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        if !digits.is_empty() {
            numbers.push(digits.parse().unwrap_or(usize::MAX));
            digits.clear();
            words.push('#');
        }
        words.push(letter);
    }
    (words.trim().to_owned(), numbers)
}

/// A line of a page's edge: which page, and the how manieth.
type Spot = (usize, usize);

/// The lines of the edges that most pages have.
fn repeated(edges: &[Vec<&Line>]) -> HashSet<Spot> {
    let mut alike: HashMap<String, Vec<(Spot, Vec<usize>, f64)>> = HashMap::new();
    for (page, lines) in edges.iter().enumerate() {
        for (place, line) in lines.iter().enumerate() {
            let (words, numbers) = shape(line);
            let spot = ((page, place), numbers, line.base);
            alike.entry(words).or_default().push(spot);
        }
    }
    let enough = (edges.len() * 2).div_ceil(5).max(2);
    let mut repeated = HashSet::new();
    for spots in alike.values() {
        for (_, numbers, base) in spots {
            let Some(first) = spots
                .iter()
                .find(|(_, _, other)| (other - base).abs() < LEVEL)
            else {
                continue;
            };
            let same: Vec<Spot> = spots
                .iter()
                .filter(|(spot, others, other)| {
                    (other - base).abs() < LEVEL && counts((first.0, &first.1), (*spot, others))
                })
                .map(|(spot, ..)| *spot)
                .collect();
            let pages: HashSet<usize> = same.iter().map(|(page, _)| *page).collect();
            if pages.len() >= enough && numbers.len() < 12 {
                repeated.extend(same);
            }
        }
    }
    repeated
}

/// Whether the numbers of two lines are the same, or count the pages.
fn counts(one: (Spot, &Vec<usize>), other: (Spot, &Vec<usize>)) -> bool {
    let (((page, _), numbers), ((other_page, _), others)) = (one, other);
    numbers.len() == others.len()
        && numbers.iter().zip(others).all(|(number, other)| {
            number == other || number.wrapping_add(other_page).wrapping_sub(page) == *other
        })
}
