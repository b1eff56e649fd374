//! Bar charts on a sheet: names in its first column, numbers in another, intervals' distances in two more.

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
    /// The column of their numbers.
    pub(in crate::exchange) numbers: u16,
    /// The columns of how far intervals go below and above the numbers, where there are any.
    pub(in crate::exchange) ends: Option<(u16, u16)>,
    /// The column that it stands over.
    pub(in crate::exchange) place: u16,
}

/// The column of the names.
const NAME: u16 = 0;

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
        .set_values(&column(bars.numbers))
        .set_name(bars.title);
    if let Some((below, above)) = bars.ends {
        let ends = ChartErrorBarsType::Custom(column(above), column(below));
        series.set_x_error_bars(ChartErrorBars::new().set_type(ends));
    }
    chart.title().set_name(bars.title);
    chart.legend().set_hidden();
    // A bar chart counts from below; the first tariff belongs at the top.
    chart.y_axis().set_name("tariff").set_reverse();
    chart.x_axis().set_name("pupils");
    page.insert_chart(1, bars.place, &chart)?;
    Ok(())
}
