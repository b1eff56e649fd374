//! The README's picture: the walk as a real run draws it, written as SVG.
//!
//! `CONTINUUM_DRAW=1 cargo test --test integration picture` draws it anew.

use std::fmt::Write as _;
use std::path::Path;

use super::program::{Office, TODAY};
use super::terminal::Terminal;

const COLUMNS: u16 = 110;
const ROWS: u16 = 32;
/// A character's width and a line's height, in pixels.
const CELL: (u32, u32) = (8, 17);
const PAPER: &str = "#1b1e24";
const INK: &str = "#d6d9df";

/// The sixteen colours that a terminal names, as most draw them.
const NAMED: [&str; 16] = [
    "#2b2f37", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
    "#6b7280", "#ff8a8a", "#b5e890", "#ffd68a", "#8cc8ff", "#e0a0f5", "#80dbe6", "#ffffff",
];

fn colour(colour: vt100::Color, otherwise: &str) -> String {
    match colour {
        vt100::Color::Default => otherwise.to_owned(),
        vt100::Color::Idx(index @ 0..=15) => NAMED[usize::from(index)].to_owned(),
        vt100::Color::Idx(index @ 16..=231) => {
            let part = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let index = index - 16;
            let (red, green, blue) = (part(index / 36), part(index / 6 % 6), part(index % 6));
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
        vt100::Color::Idx(index) => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
    }
}

/// How a run of cells is drawn: ink, paper, weight and line.
fn look(cell: &vt100::Cell) -> (String, String, bool, bool) {
    let (ink, paper) = (colour(cell.fgcolor(), INK), colour(cell.bgcolor(), PAPER));
    let (ink, paper) = if cell.inverse() {
        (paper, ink)
    } else {
        (ink, paper)
    };
    (ink, paper, cell.bold(), cell.underline())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn drawn(screen: &vt100::Screen) -> String {
    let (width, height) = (u32::from(COLUMNS) * CELL.0, u32::from(ROWS) * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>\n"
    );
    for row in 0..ROWS {
        let mut column = 0;
        while column < COLUMNS {
            let start = column;
            let style = look(screen.cell(row, column).unwrap());
            let mut text = String::new();
            while let Some(cell) = screen
                .cell(row, column)
                .filter(|cell| column < COLUMNS && look(cell) == style)
            {
                text.push_str(if cell.has_contents() {
                    cell.contents()
                } else {
                    " "
                });
                column += 1;
            }
            run(&mut svg, (row, start), column - start, &text, &style);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn run(
    svg: &mut String,
    (row, column): (u16, u16),
    cells: u16,
    text: &str,
    look: &(String, String, bool, bool),
) {
    let (ink, paper, bold, underline) = look;
    let (x, y) = (u32::from(column) * CELL.0, u32::from(row) * CELL.1);
    let width = u32::from(cells) * CELL.0;
    if paper != PAPER {
        let height = CELL.1;
        writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>"
        )
        .unwrap();
    }
    if text.trim().is_empty() {
        return;
    }
    let weight = if *bold { " font-weight=\"bold\"" } else { "" };
    let line = if *underline {
        " text-decoration=\"underline\""
    } else {
        ""
    };
    writeln!(
        svg,
        "<text x=\"{x}\" y=\"{}\" fill=\"{ink}\"{weight}{line} textLength=\"{width}\" xml:space=\"preserve\">{}</text>",
        y + 13,
        escaped(text)
    )
    .unwrap();
}

#[test]
fn the_readmes_picture_is_what_the_program_draws() {
    let office = Office::with_demo(320, "0.3");
    let folder = office.workspace();
    let arguments = ["--workspace", folder.to_str().unwrap(), "--now", TODAY];
    let mut terminal = Terminal::start(office.home(), &arguments, (COLUMNS, ROWS));
    terminal.shows("Worklist");
    terminal.keys("n");
    terminal.shows("17 of 17 to settle");
    terminal.keys("45");
    terminal.shows("15 of 17 to settle");
    terminal.shows("saved");
    terminal.keys("[");
    terminal.keys("]");
    terminal.wait("a still picture", |text| {
        text.contains("saved") && text.contains("separates")
    });
    let picture = drawn(terminal.screen());
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/walk.svg");
    if std::env::var_os("CONTINUUM_DRAW").is_some() {
        std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
        std::fs::write(&kept, &picture).unwrap();
    }
    assert!(
        std::fs::read_to_string(&kept).unwrap() == picture,
        "the walk has changed: draw its picture anew"
    );
}
