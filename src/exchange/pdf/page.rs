//! The pages of a file, in order, each drawn.

use std::collections::{HashMap, HashSet};

use super::content::Drawing;
use super::fault::NotPdf;
use super::file::File;
use super::font::Font;
use super::ink::Ink;
use super::matrix::Matrix;
use super::object::{Dict, Object};

/// The most pages of a plan.
const MOST_PAGES: usize = 2_000;

/// How deep the tree of pages may be.
const DEEPEST: usize = 64;

/// What pages have of the branches they stand on.
const INHERITED: [&str; 4] = ["Resources", "MediaBox", "CropBox", "Rotate"];

/// A4, where a page does not say how large it is.
const USUAL: [f64; 4] = [0.0, 0.0, 595.0, 842.0];

/// What sets an annotation that is shown on no screen (ISO 32000-1, 12.5.3).
const HIDDEN: usize = 2 | 32;

/// Draws every page of a file.
pub(super) fn pages(file: &mut File<'_>) -> Result<Vec<Ink>, NotPdf> {
    let catalogue = file.catalogue()?;
    let root = catalogue.get(b"Pages".as_slice()).cloned();
    let mut leaves = Vec::new();
    let mut seen = HashSet::new();
    let root = root.ok_or(NotPdf::Damaged)?;
    branch(file, &root, &Dict::new(), &mut seen, 0, &mut leaves)?;
    let (mut fonts, mut known) = (Vec::new(), HashMap::new());
    let mut pages = Vec::new();
    for leaf in &leaves {
        pages.push(drawn(file, leaf, &mut fonts, &mut known)?);
    }
    Ok(pages)
}

/// Walks a branch of the tree; every page that it names must be there.
fn branch(
    file: &mut File<'_>,
    node: &Object,
    above: &Dict,
    seen: &mut HashSet<u32>,
    depth: usize,
    leaves: &mut Vec<Dict>,
) -> Result<(), NotPdf> {
    if let Object::Reference(id) = node
        && !seen.insert(*id)
    {
        return Err(NotPdf::Damaged);
    }
    let Object::Dict(mut dict) = file.resolved(node)? else {
        return Err(NotPdf::Damaged);
    };
    for key in INHERITED {
        if let Some(value) = above.get(key.as_bytes()) {
            dict.entry(key.as_bytes().to_vec())
                .or_insert_with(|| value.clone());
        }
    }
    let Object::List(kids) = file.get(&dict, "Kids")? else {
        if leaves.len() >= MOST_PAGES {
            return Err(NotPdf::TooLarge);
        }
        leaves.push(dict);
        return Ok(());
    };
    if depth > DEEPEST {
        return Err(NotPdf::TooLarge);
    }
    for kid in &kids {
        branch(file, kid, &dict, seen, depth + 1, leaves)?;
    }
    Ok(())
}

fn drawn(
    file: &mut File<'_>,
    page: &Dict,
    fonts: &mut Vec<Font>,
    known: &mut HashMap<u32, usize>,
) -> Result<Ink, NotPdf> {
    let (matrix, size) = standing(file, page)?;
    let resources = file.dict(page, "Resources")?;
    let content = content(file, page)?;
    let annotations = file.get(page, "Annots")?;
    let annotations = annotations.list().unwrap_or_default().to_vec();
    let mut shown = Vec::new();
    for annotation in &annotations {
        shown.extend(appearance(file, annotation)?);
    }
    let mut drawing = Drawing::new(file, fonts, known, size);
    drawing.draw(&content, &resources, matrix)?;
    for (form, placed) in shown {
        drawing.form(&form, &resources, placed.then(matrix))?;
    }
    let ink = drawing.ink;
    file.budget.letters(ink.across.len() + ink.down.len())?;
    Ok(ink)
}

/// The content of a page: one stream, or several that read as one.
fn content(file: &mut File<'_>, page: &Dict) -> Result<Vec<u8>, NotPdf> {
    let contents = file.get(page, "Contents")?;
    let parts = contents
        .list()
        .map_or_else(|| vec![contents.clone()], <[_]>::to_vec);
    let mut content = Vec::new();
    for part in &parts {
        let part = file.resolved(part)?;
        if let Object::Stream(dict, range) = part {
            content.extend(file.stream(&dict, range)?);
            content.push(b'\n');
        } else if part != Object::Null {
            return Err(NotPdf::Damaged);
        }
    }
    Ok(content)
}

/// How a page is shown: from its places to those from its upper left corner, and its size.
fn standing(file: &mut File<'_>, page: &Dict) -> Result<(Matrix, (f64, f64)), NotPdf> {
    let mut corners = USUAL;
    for key in ["MediaBox", "CropBox"] {
        let numbers = file.numbers(page, key)?;
        if let [x, y, to_x, to_y] = numbers.as_slice() {
            let own = [x.min(*to_x), y.min(*to_y), x.max(*to_x), y.max(*to_y)];
            if own[2] - own[0] > 1.0 && own[3] - own[1] > 1.0 {
                corners = own;
            }
        }
    }
    let [left, bottom, right, top] = corners;
    let (wide, high) = (right - left, top - bottom);
    let turns = file.get(page, "Rotate")?.number().unwrap_or(0.0) / 90.0;
    let turned = turns.rem_euclid(4.0);
    Ok(if turned < 0.5 {
        (Matrix([1.0, 0.0, 0.0, -1.0, -left, top]), (wide, high))
    } else if turned < 1.5 {
        (Matrix([0.0, 1.0, 1.0, 0.0, -bottom, -left]), (high, wide))
    } else if turned < 2.5 {
        (Matrix([-1.0, 0.0, 0.0, 1.0, right, -bottom]), (wide, high))
    } else {
        (Matrix([0.0, -1.0, -1.0, 0.0, top, right]), (high, wide))
    })
}

/// What is shown of a form's field, of words typed onto the page, or of a reader's line through
/// words: its drawing, and where it stands.
fn appearance(
    file: &mut File<'_>,
    annotation: &Object,
) -> Result<Option<(Object, Matrix)>, NotPdf> {
    let annotation = file.resolved(annotation)?;
    let Some(dict) = annotation.dict() else {
        return Ok(None);
    };
    let kind = file.get(dict, "Subtype")?;
    let hidden = file.get(dict, "F")?.whole().unwrap_or(0) & HIDDEN != 0;
    if hidden || !matches!(kind.name(), Some(b"Widget" | b"FreeText" | b"StrikeOut")) {
        return Ok(None);
    }
    let looks = file.dict(dict, "AP")?;
    let mut form = file.get(&looks, "N")?;
    if let Object::Dict(states) = &form {
        let state = file.get(dict, "AS")?;
        let chosen = state.name().and_then(|name| states.get(name)).cloned();
        form = file.resolved(&chosen.unwrap_or(Object::Null))?;
    }
    let Object::Stream(own, _) = &form else {
        return Ok(None);
    };
    let (rect, inner) = (file.numbers(dict, "Rect")?, file.numbers(own, "BBox")?);
    let (Ok([x, y, to_x, to_y]), Ok([left, bottom, right, top])) =
        (<[f64; 4]>::try_from(rect), <[f64; 4]>::try_from(inner))
    else {
        return Ok(None);
    };
    let scale = |of: f64, within: f64| if within == 0.0 { 1.0 } else { of / within };
    let (wide, high) = (
        scale((to_x - x).abs(), (right - left).abs()),
        scale((to_y - y).abs(), (top - bottom).abs()),
    );
    let (from_x, from_y) = (left.min(right), bottom.min(top));
    let placed = Matrix([
        wide,
        0.0,
        0.0,
        high,
        x.min(to_x) - from_x * wide,
        y.min(to_y) - from_y * high,
    ]);
    Ok(Some((form.clone(), placed)))
}
