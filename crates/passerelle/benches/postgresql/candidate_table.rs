//! The table of candidates in PostgreSQL, with the indexes that its users would create.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use matching::Segment;
use matching::columns::{Column, Columns, UNKNOWN_DISTRICTS, unlisted_byte};
use vocabulary::{Evidence, LanguageCode};

use crate::material::Failed;

/// The column of a title's status.
pub(crate) fn title_column(position: usize) -> String {
    format!("title_{position}")
}

/// The column of months in a specialism.
pub(crate) fn months_column(position: usize) -> String {
    format!("months_{position}")
}

/// The column of one aspect of a language with a least evidence.
pub(crate) fn language_column(language: LanguageCode, aspect: usize, evidence: Evidence) -> String {
    format!("{language}_{aspect}_{}", evidence as u8)
}

/// All columns but those that depend on the lists of configuration and on the vacancies.
const FIXED: &str = "id text NOT NULL, lowest_title smallint NOT NULL, \
    months_total int NOT NULL, experience_known smallint NOT NULL, last_practised int NOT NULL, \
    districts bigint NOT NULL, district_list int[], settings int NOT NULL, shifts smallint NOT NULL, \
    hours_min int NOT NULL, hours_max int NOT NULL, available_from int NOT NULL, minimum_pay bigint NOT NULL, \
    contract_min int NOT NULL, driving_licence smallint NOT NULL, work_permission smallint NOT NULL, \
    consent smallint NOT NULL, specialisms_wanted bigint NOT NULL";

/// The statement that creates the table.
pub(crate) fn create(titles: usize, specialisms: usize, languages: &[Column]) -> String {
    let mut table = format!("CREATE UNLOGGED TABLE people ({FIXED}");
    for position in 0..titles {
        let _ = write!(table, ", {} smallint NOT NULL", title_column(position));
    }
    for position in 0..specialisms {
        let _ = write!(table, ", {} int NOT NULL", months_column(position));
    }
    for column in languages {
        if let Column::Language(language, aspect, evidence) = column {
            let _ = write!(table, ", {} smallint NOT NULL", language_column(*language, *aspect, *evidence));
        }
    }
    table.push(')');
    table
}

/// The statements that create the indexes.
pub(crate) const INDEXES: &str = "CREATE UNIQUE INDEX ON people (id); CREATE INDEX ON people (title_0); \
    CREATE INDEX ON people (consent, available_from); CREATE INDEX ON people (minimum_pay); \
    CREATE INDEX ON people (months_total); CREATE INDEX ON people USING gin (district_list)";

/// Writes all candidates into a file for `COPY`.
pub(crate) fn write(file: &Path, people: &[Segment], languages: &[Column]) -> Result<(), Failed> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for segment in people {
        for row in 0..segment.len() {
            writeln!(out, "{}", line(segment, &segment.columns, row, languages))?;
        }
    }
    Ok(out.flush()?)
}

fn line(people: &Segment, columns: &Columns, row: usize, languages: &[Column]) -> String {
    let districts = columns.districts[row];
    let list = match districts {
        UNKNOWN_DISTRICTS => "\\N".to_owned(),
        mask => {
            let held = (0..63).filter(|bit| mask & (1 << bit) != 0).map(|bit| bit.to_string());
            format!("{{{}}}", held.collect::<Vec<_>>().join(","))
        }
    };
    let mut line = format!(
        "{}\t{}\t{}\t{}\t{}\t{}\t{list}",
        String::from_utf8_lossy(people.identifier(row)),
        columns.lowest_title[row],
        columns.months_total[row],
        columns.experience_known[row],
        columns.last_practised[row],
        districts as i64,
    );
    let fixed = [
        u64::from(columns.settings[row]),
        u64::from(columns.shifts[row]),
        u64::from(columns.hours_min[row]),
        u64::from(columns.hours_max[row]),
        u64::from(columns.available_from[row]),
        u64::from(columns.minimum_pay[row]),
        u64::from(columns.contract_min[row]),
        u64::from(columns.driving_licence[row]),
        u64::from(columns.work_permission[row]),
        u64::from(columns.consent[row]),
        columns.specialisms_wanted[row],
    ];
    let titles = columns.status.iter().map(|status| u64::from(status[row]));
    let months = columns.months_in.iter().map(|months| u64::from(months[row]));
    let languages = languages.iter().filter_map(|column| match column {
        Column::Language(language, aspect, evidence) => {
            let none = unlisted_byte(columns.languages_complete[row] == 1);
            let bytes = columns.language(*language, *aspect, *evidence);
            Some(u64::from(bytes.map_or(none, |bytes| bytes[row])))
        }
        _ => None,
    });
    for value in fixed.into_iter().chain(titles).chain(months).chain(languages) {
        let _ = write!(line, "\t{value}");
    }
    line
}
