//! The pack as one page that needs nothing beside itself.

use std::fmt::Write as _;

use crate::exchange::distribution::picture;
use crate::exchange::html::{escaped, framed};
use crate::exchange::rates::Cell;

use super::Contents;
use super::headline::bars;
use super::pieces::{Piece, Section, Table};

/// Looks beside those of every page: figures end on the right, sums stand out, the numbers have a page to themselves.
const LOOKS: &str = "body{max-width:64rem}.n{text-align:right}td.n{white-space:nowrap}tr.sum td{font-weight:bold;border-top:2px solid #333}\
table{font-size:.9rem}.wide{font-size:.78rem}.wide th,.wide td{padding:.25rem .3rem}td{overflow-wrap:anywhere}.wide td{overflow-wrap:normal}nav ol{columns:2}.left{color:#555;font-style:italic}\
@media print{section#unmapped{break-before:page}h2,h3{break-after:avoid}nav{display:none}.wide{font-size:.62rem}}";

/// How many columns make a table wide: it is set smaller, to fit a page.
const WIDE: usize = 8;

/// Writes the page; the same contents give the same bytes.
pub fn html(pack: &Contents) -> String {
    let sections = pack.sections();
    let mut body = format!(
        "<h1>{}</h1>\n<p>{}</p>\n",
        escaped(&pack.title()),
        escaped(&about(pack))
    );
    body += "<nav><ol>\n";
    for section in &sections {
        let _ = writeln!(
            body,
            "<li><a href=\"#{}\">{}</a></li>",
            section.code,
            escaped(section.title)
        );
    }
    body += "</ol></nav>\n";
    for section in &sections {
        written(&mut body, section, pack);
    }
    framed(&pack.title(), LOOKS, &body)
}

/// What the pack is of, in a sentence.
pub(super) fn about(pack: &Contents) -> String {
    let framework = &pack.framework;
    format!(
        "{}, version {}. As of {}. {}",
        framework.title,
        framework.key.version,
        pack.from.as_of.long(),
        framework.notice
    )
}

fn written(body: &mut String, section: &Section, pack: &Contents) {
    let _ = write!(
        body,
        "<section id=\"{}\">\n<h2>{}</h2>\n",
        section.code,
        escaped(section.title)
    );
    let mut lists = false;
    for piece in &section.pieces {
        let is_point = matches!(piece, Piece::Point(_));
        if is_point != lists {
            body.push_str(if is_point { "<ul>\n" } else { "</ul>\n" });
            lists = is_point;
        }
        match piece {
            Piece::Under(words) => {
                let _ = writeln!(body, "<h3>{}</h3>", escaped(words));
            }
            Piece::Words(words) => {
                let class = if section.left_out.as_ref() == Some(words) {
                    " class=\"left\""
                } else {
                    ""
                };
                let _ = writeln!(body, "<p{class}>{}</p>", escaped(words));
            }
            Piece::Point(words) => {
                let _ = writeln!(body, "<li>{}</li>", escaped(words));
            }
            Piece::Table(table) => self::table(body, table),
            Piece::Chart => body.push_str(&picture(&bars(pack))),
        }
    }
    if lists {
        body.push_str("</ul>\n");
    }
    body.push_str("</section>\n");
}

fn table(body: &mut String, table: &Table) {
    // A column ends on the right where none but figures and marks stand in it.
    let is_figures = |at: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(at));
        at > 0
            && cells
                .all(|cell| !cell.is_text() || matches!(cell, Cell::Text(text) if is_mark(text)))
    };
    let figures: Vec<bool> = (0..table.head.len()).map(is_figures).collect();
    let class = |is_figure: &bool| if *is_figure { " class=\"n\"" } else { "" };
    let is_wide = table.head.len() >= WIDE;
    body.push_str(if is_wide {
        "<table class=\"wide\">\n"
    } else {
        "<table>\n"
    });
    body.push_str("<thead><tr>");
    for (words, is_figure) in table.head.iter().zip(&figures) {
        let _ = write!(body, "<th{}>{}</th>", class(is_figure), escaped(words));
    }
    body.push_str("</tr></thead>\n<tbody>\n");
    let last = table.rows.len();
    for (row, number) in table.rows.iter().zip(1..) {
        let sums = table.has_sums && number == last;
        body.push_str(if sums { "<tr class=\"sum\">" } else { "<tr>" });
        for (cell, is_figure) in row.iter().zip(&figures) {
            let _ = write!(
                body,
                "<td{}>{}</td>",
                class(is_figure),
                escaped(&cell.shown())
            );
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody>\n</table>\n");
}

/// Whether a text stands in a figure's place: a mark, a range of amounts, or nothing.
fn is_mark(text: &str) -> bool {
    text.is_empty() || text.starts_with('[') || text.starts_with(['£', '+', '−'])
}
