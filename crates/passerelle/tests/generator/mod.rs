//! Generates valid files full of edge cases: empty cells, every status and none, skills without a general level, dates
//! one day around the limits, regions of every level, months that just suffice. Equal seeds give equal files.

mod candidate_generator;
mod vacancy_generator;

use std::fmt::Write;

pub(crate) use candidate_generator::generate_candidates;
pub(crate) use vacancy_generator::generate_vacancies;

/// The contents of a file: columns, and rows of cells in the same order.
#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The style of CSV. All styles have the same contents.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) separator: char,
    pub(crate) byte_order_mark: bool,
    pub(crate) line_end: &'static str,
}

impl Style {
    /// Commas and LF.
    pub(crate) const PLAIN: Self = Self { separator: ',', byte_order_mark: false, line_end: "\n" };
    /// The style of spreadsheets with Belgian settings.
    pub(crate) const SPREADSHEET: Self = Self { separator: ';', byte_order_mark: true, line_end: "\r\n" };
    /// Tabs.
    pub(crate) const TABS: Self = Self { separator: '\t', byte_order_mark: false, line_end: "\n" };
}

impl Table {
    /// Returns the table as CSV, with quotes only where needed.
    pub(crate) fn csv(&self, style: Style) -> String {
        let mut file = String::from(if style.byte_order_mark { "\u{feff}" } else { "" });
        let header = self.columns.iter().map(|column| (*column).to_owned()).collect();
        for row in std::iter::once(&header).chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|cell| quoted(cell, style.separator)).collect();
            file.push_str(&cells.join(&style.separator.to_string()));
            file.push_str(style.line_end);
        }
        file
    }

    /// Returns the table as an array of objects: several values as arrays of strings, empty cells omitted.
    pub(crate) fn json(&self) -> String {
        let list_columns = [
            "titles",
            "titles_document",
            "titles_decision",
            "languages_document",
            "languages",
            "specialisms",
            "experience",
            "regions",
            "settings",
            "shifts",
            "wishes",
        ];
        let mut file = String::from("[");
        for (index, row) in self.rows.iter().enumerate() {
            let cells = self.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            let object: serde_json::Map<String, serde_json::Value> = cells
                .map(|(column, cell)| match list_columns.contains(column) {
                    true => ((*column).to_owned(), cell.split('|').collect()),
                    false => ((*column).to_owned(), cell.as_str().into()),
                })
                .collect();
            let comma = if index == 0 { "" } else { "," };
            write!(file, "{comma}\n{}", serde_json::Value::Object(object)).expect("a string takes everything");
        }
        file + "\n]\n"
    }

    /// Returns the cells of one column.
    pub(crate) fn column_mut(&mut self, column: &str) -> impl Iterator<Item = &mut String> {
        let index = self.columns.iter().position(|name| *name == column).expect("a column of the table");
        self.rows.iter_mut().map(move |row| &mut row[index])
    }
}

fn quoted(cell: &str, separator: char) -> String {
    let plain = !cell.contains([separator, '"', '\n', '\r']);
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

/// A reproducible random number generator: xorshift (Marsaglia 2003) with a mixed seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    /// Returns a number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % count
    }

    /// Returns `true` with a probability of `percentage` percent.
    pub(crate) fn percent(&mut self, percentage: usize) -> bool {
        self.below(100) < percentage
    }

    /// Returns one of several values.
    pub(crate) fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }

    /// Returns one to `most` different values in random order.
    pub(crate) fn some<T: Copy>(&mut self, among: &[T], most: usize) -> Vec<T> {
        let mut left = among.to_vec();
        let count = 1 + self.below(most.min(among.len()));
        (0..count).map(|_| left.swap_remove(self.below(left.len()))).collect()
    }

    /// Shuffles values.
    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last + 1));
        }
    }
}

pub(crate) const TITLES: [&str; 6] =
    ["care-assistant", "nurse-basic", "nurse-general-care", "midwife", "pharmacy-assistant", "pharmacist"];
pub(crate) const STATUSES: [&str; 5] = ["declared", "documented", "certified", "equivalent", "licensed"];
pub(crate) const FIELDS: [&str; 6] =
    ["general", "intensive-care", "geriatrics", "operating-theatre", "dialysis", "home-nursing"];
pub(crate) const LANGUAGES: [&str; 4] = ["nl", "fr", "en", "ar"];
pub(crate) const SKILLS: [&str; 5] = ["listening", "reading", "interaction", "production", "writing"];
pub(crate) const LEVELS: [&str; 6] = ["A1", "A2", "B1", "B2", "C1", "C2"];
pub(crate) const EVIDENCE: [&str; 3] = ["declared", "attested", "tested"];
pub(crate) const SETTINGS: [&str; 6] =
    ["hospital", "care-home", "home-care", "rehabilitation", "primary-care", "pharmacy"];
pub(crate) const SHIFTS: [&str; 4] = ["day", "evening", "night", "weekend"];
pub(crate) const REGIONS: [&str; 16] = [
    "BE1", "BE2", "BE3", "BE10", "BE21", "BE23", "BE33", "BE100", "BE211", "BE231", "BE234", "BE235", "BE332",
    "BE336", "BE32A", "BE352",
];
/// Days around the limits of vacancies, relative to [`AS_OF`].
pub(crate) const PRACTISED: [&str; 9] = [
    "2027-03-30",
    "2027-02-28",
    "2027-02-27",
    "2026-09-30",
    "2026-09-29",
    "2024-03-31",
    "2024-03-30",
    "2026-03-31",
    "2019-05-05",
];
pub(crate) const STARTS: [&str; 6] =
    ["2027-03-31", "2027-05-31", "2027-06-01", "2027-08-31", "2027-09-01", "2028-01-01"];
pub(crate) const AMOUNTS: [&str; 8] = ["0", "2800", "2900", "2900.01", "2900.1", "3100.50", "3350", "3350.5"];
pub(crate) const HOURS: [&str; 7] = ["19", "19.25", "24", "30.4", "30.40", "36", "38"];

/// The day of the rankings: 31 March, from which one or six months back lead to shorter months.
pub(crate) const AS_OF: &str = "2027-03-31";
