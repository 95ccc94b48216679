//! Invented candidates, vacancies, courses and curricula for the demonstration and for benchmarks: plausible, and equal for the
//! same seed on every machine.
//!
//! Each record depends only on the seed and its number, so that the first thousand candidates are the same whether a
//! thousand or a million are generated. Cells have the names and forms of the file formats, in a fixed order of columns;
//! an empty cell is unknown. Amounts of pay and months are invented and carry no information about the field.

mod invented_candidates;
mod invented_courses;
mod invented_vacancies;
mod names_and_sentences;
mod random;

use std::borrow::Cow;

use vocabulary::Date;

pub use invented_candidates::candidate;
pub use invented_courses::courses;
pub use invented_vacancies::vacancy;

/// One record: the name and cell of each column.
pub type Cells = Vec<(&'static str, Cow<'static, str>)>;

/// Returns the first `count` candidates of a seed; dates are relative to `as_of`.
pub fn candidates(seed: u64, count: usize, as_of: Date) -> impl Iterator<Item = Cells> {
    (0..count).map(move |number| candidate(seed, number, as_of))
}

/// Returns the first `count` vacancies of a seed; dates are relative to `as_of`. The first is always a vacancy in
/// intensive care in Ghent, whose ranking has every kind of entry.
pub fn vacancies(seed: u64, count: usize, as_of: Date) -> impl Iterator<Item = Cells> {
    (0..count).map(move |number| vacancy(seed, number, as_of))
}

/// Two invented curricula, each with the name of its file: a licence in Morocco and a bachelor in Belgium.
pub const CURRICULA: [(&str, &str); 2] = [
    ("school-in-morocco.csv", include_str!("invented_data/school-in-morocco.csv")),
    ("school-in-belgium.csv", include_str!("invented_data/school-in-belgium.csv")),
];

/// Returns the day `days` after `from` (before, when negative), as a cell.
fn day(from: Date, days: i64) -> String {
    from.checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or(from).to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn as_of() -> Date {
        "2026-12-01".parse().expect("a date")
    }

    fn cell<'a>(cells: &'a Cells, column: &str) -> &'a str {
        cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell)
    }

    #[test]
    fn a_record_depends_only_on_seed_and_number() {
        let few: Vec<Cells> = candidates(7, 20, as_of()).collect();
        let many: Vec<Cells> = candidates(7, 200, as_of()).take(20).collect();
        assert_eq!(few, many);
        assert_ne!(few, candidates(8, 20, as_of()).collect::<Vec<_>>());
    }

    #[test]
    fn all_records_have_the_same_columns_in_the_same_order() {
        let columns = |cells: Cells| cells.into_iter().map(|(column, _)| column).collect::<Vec<_>>();
        let candidate_columns: BTreeSet<_> = candidates(1, 300, as_of()).map(columns).collect();
        let vacancy_columns: BTreeSet<_> = vacancies(1, 300, as_of()).map(columns).collect();
        assert_eq!((candidate_columns.len(), vacancy_columns.len()), (1, 1));
    }

    #[test]
    fn few_cells_are_unknown() {
        for column in ["titles", "languages", "regions", "shifts", "available_from", "minimum_pay", "text"] {
            let unknown = candidates(3, 2_000, as_of()).filter(|cells| cell(cells, column).is_empty()).count();
            assert!((60..300).contains(&unknown), "{column}: {unknown} of 2000 are unknown");
        }
        let agreed = candidates(3, 2_000, as_of()).filter(|cells| cell(cells, "consent") == "yes").count();
        assert!((1_600..1_800).contains(&agreed), "{agreed} of 2000 agreed to be shown");
    }

    #[test]
    fn texts_are_in_four_languages_and_have_about_forty_words() {
        let texts: Vec<Cells> =
            candidates(5, 1_000, as_of()).filter(|cells| !cell(cells, "text").is_empty()).collect();
        let languages: BTreeSet<&str> = texts.iter().map(|cells| cell(cells, "text_language")).collect();
        assert_eq!(languages, BTreeSet::from(["ar", "en", "fr", "nl"]));
        let words: usize = texts.iter().map(|cells| cell(cells, "text").split_whitespace().count()).sum();
        assert!((32..48).contains(&(words / texts.len())), "{} words on average", words / texts.len());
    }

    #[test]
    fn employers_are_marked_as_invented_and_their_numbers_are_valid() {
        for vacancy in vacancies(2, 200, as_of()) {
            assert!(cell(&vacancy, "employer").ends_with("(invented)"));
            let number = cell(&vacancy, "employer_number");
            assert!(number.starts_with("1999.90"), "{number}");
            number.parse::<vocabulary::EnterpriseNumber>().expect(number);
        }
    }

    fn csv(records: impl Iterator<Item = Cells>) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for (number, record) in records.enumerate() {
            if number == 0 {
                writer.write_record(record.iter().map(|(column, _)| column)).expect("a header");
            }
            writer.write_record(record.iter().map(|(_, cell)| cell.as_bytes())).expect("a record");
        }
        writer.into_inner().expect("all records")
    }

    #[test]
    fn all_records_are_valid_in_the_file_formats() {
        let reference = reference_data::ReferenceData::built_in().expect("the shipped configuration");
        let bytes = csv(candidates(4, 3_000, as_of()));
        let sheet = sheets::Sheet::read("candidates.csv", &bytes, candidate_profile::COLUMNS).expect("a sheet");
        let candidates = candidate_profile::parse(&sheet, &reference).expect("candidates");
        let bytes = csv(vacancies(4, 1_000, as_of()));
        let sheet = sheets::Sheet::read("vacancies.csv", &bytes, employer::COLUMNS).expect("a sheet");
        let vacancies =
            employer::VacancyRow::parse(&sheet, &reference, reference.corridor(None).expect("one corridor"))
                .expect("vacancies");
        assert_eq!((candidates.len(), vacancies.len()), (3_000, 1_000));
    }

    #[test]
    fn courses_load_as_a_folder_of_courses() {
        let folder = tempfile::TempDir::new().expect("a folder");
        std::fs::write(folder.path().join("courses.toml"), courses(as_of())).expect("a file");
        let read = reference_data::load_courses(folder.path()).expect("courses");
        assert!(read.len() >= 10 && read.iter().all(|course| course.invented && course.starts > as_of()));
    }

    #[test]
    fn courses_are_marked_as_invented() {
        let file = courses(as_of());
        assert_eq!(file.matches("[[course]]").count(), file.matches("invented = true").count());
        assert_eq!(file.matches("[[course]]").count(), file.matches("(invented)\"").count());
    }
}
