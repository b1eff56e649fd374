//! What leaves the office of the distribution: the counts, the estimate, the equality assessment, as files.

use crate::domain::day::Moment;
use crate::domain::distribution::disclosure::{Release, Rounding, Rule};
use crate::domain::distribution::equality::{Audience, Equality};
use crate::domain::distribution::estimate::{EstimateRelease, Laid};
use crate::domain::distribution::{
    Content, Dimension, Distribution, Format, Provenance, SettingOf, Wanted,
};
use crate::exchange;

use super::problem::{Problem, Result};
use super::{Workspace, files};

impl Workspace {
    /// Writes a distribution in a format, as it may be shown.
    ///
    /// # Errors
    ///
    /// [`Problem::TooFine`] where it is for everyone and crossed so finely that hardly a number could be shown.
    pub fn released(
        &self,
        format: Format,
        rule: Rule,
        counted: &Distribution,
        from: &Provenance,
    ) -> Result<Vec<u8>> {
        let release = Release::of(counted, rule)?;
        let mut bytes = Vec::new();
        let written = exchange::distribution::write(format, counted, &release, from, &mut bytes);
        written.map_err(|error| files::unwritten(&self.folder, error))?;
        Ok(bytes)
    }

    /// Writes an estimate in a format, as it may be shown; by dimensions that its strata are told apart by.
    ///
    /// # Errors
    ///
    /// [`Problem::NotStratified`] for others, [`Problem::TooFine`] where it is crossed too finely to be published.
    pub fn estimate_released(
        &self,
        format: Format,
        (by, rule): (&[Dimension], Rule),
        laid: &Laid,
        from: &Provenance,
    ) -> Result<Vec<u8>> {
        let Some(release) = EstimateRelease::of(laid, by, rule) else {
            let codes: Vec<&str> = laid.by.iter().map(|by| by.code()).collect();
            return Err(Problem::NotStratified(codes.join(", ")));
        };
        let mut bytes = Vec::new();
        let written = exchange::estimate::write(format, laid, &release?, from, &mut bytes);
        written.map_err(|error| files::unwritten(&self.folder, error))?;
        Ok(bytes)
    }

    /// Writes an equality assessment in a format.
    ///
    /// # Errors
    ///
    /// [`Problem::NoWorkbook`] for a workbook.
    pub fn equality_released(
        &self,
        format: Format,
        assessed: &Equality,
        from: &Provenance,
    ) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let written = match format {
            Format::Md => return Ok(exchange::equality::markdown(assessed, from).into_bytes()),
            Format::Html => return Ok(exchange::equality::page(assessed, from).into_bytes()),
            Format::Xlsx => return Err(Problem::NoWorkbook),
            Format::Csv => exchange::equality::csv(assessed, from, &mut bytes),
            Format::Json => exchange::equality::json(assessed, from, &mut bytes),
        };
        written.map_err(|error| files::unwritten(&self.folder, error))?;
        Ok(bytes)
    }

    /// Writes what there is of the distribution into the workspace's folder; gives the file's path.
    ///
    /// # Errors
    ///
    /// [`Problem::AsItStands`] for an estimate on other terms than as it stands.
    pub fn export(
        &mut self,
        wanted: &Wanted,
        content: Content,
        (format, rule): (Format, Rule),
        now: Moment,
    ) -> Result<String> {
        let bytes = match content {
            Content::Counts => {
                let (from, counted) = self.distribution(wanted, now)?;
                self.released(format, rule, &counted, &from)?
            }
            Content::Estimate if !wanted.is_plain() => return Err(Problem::AsItStands),
            Content::Estimate => {
                let (from, laid) = self.estimate(&wanted.by, now)?;
                self.estimate_released(format, (&wanted.by, rule), &laid, &from)?
            }
            Content::Equality => {
                let audience = match rule {
                    Rule::Office => Audience::Office,
                    Rule::Public(_) => Audience::Everyone,
                };
                let (from, assessed) = self.equality(wanted, audience, now)?;
                self.equality_released(format, &assessed, &from)?
            }
        };
        let whose = match rule {
            Rule::Office => "",
            Rule::Public(Rounding::Exact) => "-public",
            Rule::Public(Rounding::ToFive) => "-public-rounded",
        };
        let (day, named, end) = (now.day(), named(wanted, content), format.code());
        let name = format!("{}-{day}{named}{whose}.{end}", content.code());
        let path = self.folder.join("exports").join(name);
        files::write(&path, &bytes)?;
        Ok(path.display().to_string())
    }
}

/// What is wanted, for the name of a file: `-setting-phase-as-at-2026-11-03`; the equality assessment has its own dimensions.
fn named(wanted: &Wanted, content: Content) -> String {
    let by = wanted.by.iter().filter(|_| content != Content::Equality);
    let mut parts: Vec<String> = by.map(|dimension| dimension.code().to_owned()).collect();
    if parts.is_empty() && content != Content::Equality {
        parts.push("all".to_owned());
    }
    parts.extend(wanted.terms.as_at.map(|day| format!("as-at-{day}")));
    if wanted.terms.setting == SettingOf::September {
        parts.push("september".to_owned());
    }
    if wanted.terms.schools {
        parts.push("with-schools".to_owned());
    }
    let under = wanted.under.as_ref();
    parts.extend(under.map(|under| format!("under-{}-{}", under.id, under.version)));
    parts.insert(0, String::new());
    parts.join("-")
}
