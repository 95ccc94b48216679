//! People, vacancies and courses for the demonstration and for measurements: invented, plausible, and the same for
//! the same seed on every machine.
//!
//! Each record is made from the seed and its own number alone, so that the first thousand people are the same
//! whether a thousand or a million are asked for. Cells are named and written as in the formats, every column in a
//! fixed order; an empty cell is unknown. Amounts of pay and months are made up for the demonstration and say
//! nothing of the field.

mod chance;
mod courses;
mod people;
mod posts;
mod stock;

use std::borrow::Cow;

use vocabulary::Date;

pub use courses::courses;
pub use people::person;
pub use posts::vacancy;

/// One record: each column with its cell.
pub type Cells = Vec<(&'static str, Cow<'static, str>)>;

/// The first `count` people of a seed, seen from a day.
pub fn people(seed: u64, count: usize, as_of: Date) -> impl Iterator<Item = Cells> {
    (0..count).map(move |number| person(seed, number, as_of))
}

/// The first `count` vacancies of a seed, seen from a day. The first of all is always the same post in intensive
/// care in Ghent, which shows every part of a ranking.
pub fn vacancies(seed: u64, count: usize, as_of: Date) -> impl Iterator<Item = Cells> {
    (0..count).map(move |number| vacancy(seed, number, as_of))
}

/// A day so many days later (or earlier, when negative), as a cell.
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
    fn the_same_seed_gives_the_same_people_however_many_are_asked_for() {
        let few: Vec<Cells> = people(7, 20, as_of()).collect();
        let many: Vec<Cells> = people(7, 200, as_of()).take(20).collect();
        assert_eq!(few, many);
        assert_ne!(few, people(8, 20, as_of()).collect::<Vec<_>>());
    }

    #[test]
    fn every_record_has_the_same_columns_in_the_same_order() {
        let columns = |cells: Cells| cells.into_iter().map(|(column, _)| column).collect::<Vec<_>>();
        let of_people: BTreeSet<_> = people(1, 300, as_of()).map(columns).collect();
        let of_posts: BTreeSet<_> = vacancies(1, 300, as_of()).map(columns).collect();
        assert_eq!((of_people.len(), of_posts.len()), (1, 1));
    }

    #[test]
    fn some_cells_are_unknown_and_most_are_known() {
        for column in ["titles", "languages", "regions", "shifts", "available_from", "minimum_pay", "text"] {
            let unknown = people(3, 2_000, as_of()).filter(|cells| cell(cells, column).is_empty()).count();
            assert!((60..300).contains(&unknown), "{column}: {unknown} of 2000 are unknown");
        }
        let agreed = people(3, 2_000, as_of()).filter(|cells| cell(cells, "consent") == "yes").count();
        assert!((1_600..1_800).contains(&agreed), "{agreed} of 2000 agreed to be shown");
    }

    #[test]
    fn texts_come_in_four_languages_and_have_about_forty_words() {
        let texts: Vec<Cells> = people(5, 1_000, as_of()).filter(|cells| !cell(cells, "text").is_empty()).collect();
        let languages: BTreeSet<&str> = texts.iter().map(|cells| cell(cells, "text_language")).collect();
        assert_eq!(languages, BTreeSet::from(["ar", "en", "fr", "nl"]));
        let words: usize = texts.iter().map(|cells| cell(cells, "text").split_whitespace().count()).sum();
        assert!((32..48).contains(&(words / texts.len())), "{} words on average", words / texts.len());
    }

    #[test]
    fn employers_say_that_they_are_invented_and_their_numbers_pass_the_check() {
        for post in vacancies(2, 200, as_of()) {
            assert!(cell(&post, "employer").ends_with("(invented)"));
            let number = cell(&post, "employer_number");
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
    fn every_cell_is_one_that_the_formats_allow() {
        let reference = reference_data::ReferenceData::built_in().expect("the shipped configuration");
        let bytes = csv(people(4, 3_000, as_of()));
        let sheet = sheets::Sheet::read("people.csv", &bytes, candidate_profile::COLUMNS).expect("a sheet");
        let people = candidate_profile::parse(&sheet, &reference).expect("people");
        let bytes = csv(vacancies(4, 1_000, as_of()));
        let sheet = sheets::Sheet::read("posts.csv", &bytes, employer::COLUMNS).expect("a sheet");
        let posts = employer::VacancyRow::parse(&sheet, &reference).expect("vacancies");
        assert_eq!((people.len(), posts.len()), (3_000, 1_000));
    }

    #[test]
    fn courses_can_be_read_as_a_folder_of_courses() {
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
