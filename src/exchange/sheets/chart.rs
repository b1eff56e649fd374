//! Bar charts on a sheet: names in its first column, numbers in its second, intervals' distances in its last two.

use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsType, ChartRange, ChartType, Worksheet, XlsxError,
};

/// A bar chart of a sheet's rows, the first of which are heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Bars {
    /// Its title.
    pub(in crate::exchange) title: &'static str,
    /// How many bars it has.
    pub(in crate::exchange) count: usize,
    /// Whether the fifth column has how far the interval goes below, and the sixth how far above.
    pub(in crate::exchange) with_intervals: bool,
}

/// The columns of the names and the numbers, and of how far intervals go below and above.
const NAME: u16 = 0;
const NUMBER: u16 = 1;
const BELOW: u16 = 4;
const ABOVE: u16 = 5;

/// Puts a chart beside its numbers.
pub(super) fn put(page: &mut Worksheet, sheet: &str, bars: &Bars) -> Result<(), XlsxError> {
    let Some(last) = u32::try_from(bars.count).ok().filter(|count| *count > 0) else {
        return Ok(());
    };
    let column = |column: u16| ChartRange::new_from_range(sheet, 1, column, last, column);
    let mut chart = Chart::new(ChartType::Bar);
    let series = chart.add_series();
    series
        .set_categories(&column(NAME))
        .set_values(&column(NUMBER))
        .set_name(bars.title);
    if bars.with_intervals {
        let ends = ChartErrorBarsType::Custom(column(ABOVE), column(BELOW));
        series.set_x_error_bars(ChartErrorBars::new().set_type(ends));
    }
    chart.title().set_name(bars.title);
    chart.legend().set_hidden();
    // A bar chart counts from below; the first tariff belongs at the top.
    chart.y_axis().set_name("tariff").set_reverse();
    chart.x_axis().set_name("pupils");
    page.insert_chart(1, ABOVE + 2, &chart)?;
    Ok(())
}
