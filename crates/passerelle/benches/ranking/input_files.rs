//! The two input files of `passerelle rank`, for timing the whole program.

use std::borrow::Cow;
use std::path::Path;

use passerelle::demo::invented_data::{self, Cells};
use vocabulary::Date;

use crate::material::{Failed, SEED, csv};

/// Writes the demonstration's candidates and vacancies as the two input files of `passerelle rank`.
pub(crate) fn write_files(folder: &Path, people: usize, vacancies: usize, as_of: Date) -> Result<(), Failed> {
    std::fs::create_dir_all(folder)?;
    // One sentence per candidate, in a stated language.
    let short = |cells: Cells| -> Cells {
        let line = |text: &str| {
            let end = text.find(['.', '؟', '!']).map_or(text.len(), |end| end + 1);
            text.get(..end).unwrap_or(text).to_owned()
        };
        let short = |(column, cell): (&'static str, Cow<'static, str>)| match column {
            "text" => (column, Cow::Owned(line(&cell))),
            _ => (column, cell),
        };
        cells.into_iter().map(short).collect()
    };
    let people: Vec<Cells> = invented_data::candidates(SEED, people, as_of).map(short).collect();
    let vacancies: Vec<Cells> = invented_data::vacancies(SEED, vacancies, as_of).collect();
    std::fs::write(folder.join("people.csv"), csv(candidate_profile::COLUMNS, &people)?)?;
    std::fs::write(folder.join("vacancies.csv"), csv(employer::COLUMNS, &vacancies)?)?;
    std::fs::create_dir_all(folder.join("courses"))?;
    std::fs::write(folder.join("courses").join("courses.toml"), invented_data::courses(as_of))?;
    Ok(())
}
