//! Pay thresholds for work permits by authority and date, and fees of procedures.

use std::collections::HashMap;

use vocabulary::{Code, Date, Euros};

use crate::catalogue::Catalogue;
use crate::config_problem::Problems;
use crate::csv_rows::{CsvRow, read_rows};
use crate::destination::AuthorityCodes;
use crate::files::Files;
use crate::grounds::{Certainty, Grounds, Validity};

/// The unit of a pay threshold. One authority's unit is never converted into another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PayUnit {
    /// Gross pay per year.
    Year,
    /// Base pay per month (code 1 of the DmfA declaration), without year-end bonus or double holiday pay.
    MonthBase,
}

impl PayUnit {
    /// The word in files: `year` or `month-base`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::MonthBase => "month-base",
        }
    }
}

/// The threshold of one authority for one group of workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The authority that sets the threshold.
    pub authority: Code,
    /// The category of permit: `highly-skilled`, `blue-card`, `manager`.
    pub category: String,
    /// The group of workers: `general`, `under-30`, …
    pub group: String,
    /// The titles whose holders the amount is for; empty where the title doesn't matter.
    pub titles: Vec<Code>,
    /// The amount; nothing when it is not known.
    pub amount: Option<Euros>,
    /// The unit of the amount; nothing when it is not known.
    pub unit: Option<PayUnit>,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

/// The thresholds of all authorities of a destination.
#[derive(Debug, Clone)]
pub struct PermitPay {
    thresholds: Vec<Threshold>,
    /// How many hundredths of a month's pay an authority counts as a year; authorities for which this is not known are
    /// absent.
    months: HashMap<Code, u32>,
}

/// How monthly pay compares with a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BesideThreshold {
    /// At or above it.
    Reaches,
    /// Below it.
    Below,
    /// The threshold is per year, and how the authority counts a year from months is not known.
    NotComparable,
}

impl PermitPay {
    /// The thresholds of an authority on a day, including those with an unknown amount, in the order of the file.
    pub fn thresholds(&self, authority: &Code, on: Date) -> Vec<&Threshold> {
        let applies =
            |threshold: &&Threshold| threshold.authority == *authority && threshold.grounds.validity.holds_on(on);
        self.thresholds.iter().filter(applies).collect()
    }

    /// How gross pay of a month stands beside a threshold, in the authority's own unit.
    ///
    /// A year is compared only as the authority itself counts it. Where that isn't known, twelve months alone may
    /// reach the threshold; when they don't, nothing can be said.
    pub fn compare(&self, pay: Euros, threshold: &Threshold) -> BesideThreshold {
        let (Some(amount), Some(unit)) = (threshold.amount, threshold.unit) else {
            return BesideThreshold::NotComparable;
        };
        let year = |hundredths: u32| u64::from(pay.cents()) * u64::from(hundredths) / 100;
        let amount = u64::from(amount.cents());
        match (unit, self.months.get(&threshold.authority)) {
            (PayUnit::MonthBase, _) if u64::from(pay.cents()) >= amount => BesideThreshold::Reaches,
            (PayUnit::MonthBase, _) => BesideThreshold::Below,
            (PayUnit::Year, Some(months)) if year(*months) >= amount => BesideThreshold::Reaches,
            (PayUnit::Year, Some(_)) => BesideThreshold::Below,
            (PayUnit::Year, None) if year(1_200) >= amount => BesideThreshold::Reaches,
            (PayUnit::Year, None) => BesideThreshold::NotComparable,
        }
    }

    /// All thresholds, of all dates.
    pub fn all(&self) -> &[Threshold] {
        &self.thresholds
    }

    /// Reads the thresholds of a destination, which may have none.
    pub(crate) fn read(
        files: &Files,
        folder: &str,
        authorities: &AuthorityCodes<'_>,
        titles: &Catalogue,
        problems: &Problems,
    ) -> Self {
        let path = format!("{folder}/permit-pay.csv");
        if !files.has(&path) {
            return Self { thresholds: Vec::new(), months: HashMap::new() };
        }
        let columns = [
            "authority",
            "category",
            "group",
            "titles",
            "valid_from",
            "valid_to",
            "amount_eur",
            "period",
            "certainty",
            "source",
        ];
        let thresholds = read_rows(&path, files.text(&path, problems), &columns, problems, |row| {
            let authority = row.read("authority", &authorities.expected(), |cell| authorities.parse(cell));
            let written = row.cell("titles").split('|').filter(|title| !title.is_empty());
            let of_titles = written.filter_map(|title| match titles.code(title) {
                Ok(code) => Some(code),
                Err(unknown) => {
                    row.note("titles", unknown.to_string());
                    None
                }
            });
            let of_titles: Vec<Code> = of_titles.collect();
            let name = |column| row.read(column, "a name", |cell| (!cell.is_empty()).then(|| cell.to_owned()));
            let (category, group) = (name("category"), name("group"));
            let amount: Option<Option<Euros>> = row.optional_parsed("amount_eur");
            let unit = row.read("period", "year, month-base or nothing", |cell| match cell {
                "" => Some(None),
                "year" => Some(Some(PayUnit::Year)),
                "month-base" => Some(Some(PayUnit::MonthBase)),
                _ => None,
            });
            if let (Some(Some(_)), Some(None)) = (amount, unit) {
                row.note("period", "an amount needs its unit: year or month-base");
            }
            let grounds = row_grounds(row);
            Some(Threshold {
                authority: authority?,
                category: category?,
                group: group?,
                titles: of_titles,
                amount: amount?,
                unit: unit?,
                grounds: grounds?,
            })
        });
        Self { thresholds, months: read_months(files, folder, authorities, problems) }
    }
}

fn read_months(
    files: &Files,
    folder: &str,
    authorities: &AuthorityCodes<'_>,
    problems: &Problems,
) -> HashMap<Code, u32> {
    let path = format!("{folder}/permit-pay-months.csv");
    if !files.has(&path) {
        return HashMap::new();
    }
    let columns = ["authority", "months", "certainty", "source"];
    let rows = read_rows(&path, files.text(&path, problems), &columns, problems, |row| {
        let authority = row.read("authority", &authorities.expected(), |cell| authorities.parse(cell));
        // A number of months has two decimals (13.92), as an amount of euros does.
        let months: Option<Option<Euros>> = row.optional_parsed("months");
        row.read("certainty", "V, K or ?", Certainty::parse)?;
        row.read("source", "a source", |cell| (!cell.is_empty()).then(|| cell.to_owned()))?;
        Some((authority?, months?.map(|months| months.cents())))
    });
    rows.into_iter().filter_map(|(authority, months)| Some((authority, months?))).collect()
}

/// The fee of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// The procedure: `single-permit`, `equivalence-naric-specific`.
    pub procedure: String,
    /// The amount; nothing when it is not known.
    pub amount: Option<Euros>,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

pub(crate) fn read_fees(files: &Files, folder: &str, problems: &Problems) -> Vec<Fee> {
    let path = format!("{folder}/procedure-fees.csv");
    if !files.has(&path) {
        return Vec::new();
    }
    let columns = ["procedure", "valid_from", "valid_to", "amount_eur", "certainty", "source"];
    read_rows(&path, files.text(&path, problems), &columns, problems, |row| {
        let procedure = row.read("procedure", "a name", |cell| (!cell.is_empty()).then(|| cell.to_owned()));
        let (amount, grounds) = (row.optional_parsed("amount_eur"), row_grounds(row));
        Some(Fee { procedure: procedure?, amount: amount?, grounds: grounds? })
    })
}

fn row_grounds(row: &CsvRow<'_>) -> Option<Grounds> {
    let source = row.read("source", "a source", |cell| (!cell.is_empty()).then(|| cell.to_owned()));
    let certainty = row.read("certainty", "V, K or ?", Certainty::parse);
    let (from, to) = (row.optional_date("valid_from"), row.optional_date("valid_to"));
    if let (Some(Some(from)), Some(Some(to))) = (from, to)
        && to < from
    {
        row.note("valid_to", format!("{to} is before valid_from, {from}"));
    }
    let validity = Validity { from: from?, to: to? };
    Some(Grounds { source: source?, certainty: certainty?, validity, note: String::new() })
}
