//! Language courses for plans. None is built in, since none may be invented.

use std::path::Path;

use serde::Serialize;
use vocabulary::{Code, Date, Euros, Hours, LanguageCode, Level};

use crate::config_problem::{ConfigErrors, Problems};
use crate::files::Files;
use crate::toml_table::TomlTable;

/// A language course from one level to a higher one, with its dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Course {
    /// The identifier, unique among all courses.
    pub id: Code,
    /// The language taught.
    pub language: LanguageCode,
    /// The entry level; nothing for beginners.
    pub from: Option<Level>,
    /// The level reached, in all skills.
    pub to: Level,
    /// The first day.
    pub starts: Date,
    /// The last day.
    pub ends: Date,
    /// Total hours of teaching.
    pub hours: u32,
    /// Hours of teaching a week.
    pub hours_per_week: Hours,
    /// The number of seats.
    pub seats: u32,
    /// The total price per participant, paid by the participant or by a sponsor.
    pub price: Euros,
    /// The location.
    pub place: String,
    /// Whether it is invented for a demonstration; shown with the course everywhere.
    pub invented: bool,
    /// The publisher and the publication of the announcement.
    pub source: String,
}

/// Reads the tables `[[course]]` of all `*.toml` files in a folder. Other files are ignored.
///
/// # Errors
///
/// When the folder or a file can't be read, or a course is invalid; the error has all problems.
pub fn load_courses(folder: &Path) -> Result<Vec<Course>, ConfigErrors> {
    let problems = Problems::default();
    let mut courses = Vec::new();
    for (name, text) in texts_in(folder, &problems) {
        read_file(&name, &text, &mut courses, &problems);
    }
    problems.into_result(Some(courses))
}

/// The names and texts of the TOML files of a folder, in alphabetical order.
fn texts_in(folder: &Path, problems: &Problems) -> Vec<(String, String)> {
    let shown = folder.display().to_string();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.note(&shown, "", format!("the folder of courses can't be read: {error}"));
            return Vec::new();
        }
    };
    let mut texts = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        match std::fs::read_to_string(&path) {
            Ok(text) => texts.push((name, text)),
            Err(error) => problems.note(&name, "", format!("can't be read as UTF-8: {error}")),
        }
    }
    texts.sort();
    texts
}

/// Reads the courses in the folder `courses/` of the configuration.
pub(crate) fn read_courses(files: &Files, problems: &Problems) -> Vec<Course> {
    let mut courses = Vec::new();
    for path in files.in_folder("courses/", ".toml") {
        read_file(path, files.text(path, problems), &mut courses, problems);
    }
    courses
}

fn read_file(name: &str, text: &str, courses: &mut Vec<Course>, problems: &Problems) {
    let mut file = TomlTable::parse(name, text, problems);
    for table in file.tables("course") {
        let Some(course) = read_course(table, courses) else { continue };
        courses.push(course);
    }
}

fn read_course(mut table: TomlTable<'_>, others: &[Course]) -> Option<Course> {
    let id: Option<Code> = table.parsed("id");
    let (language, from, to) = (table.parsed("language"), table.optional_parsed::<Level>("from"), table.parsed("to"));
    let (starts, ends) = (table.date("starts"), table.date("ends"));
    let (hours, hours_per_week) = (table.number("hours"), table.parsed("hours_per_week"));
    let (seats, price, place) = (table.number("seats"), table.parsed("price"), table.text("place"));
    let (invented, source) = (table.optional_boolean("invented").unwrap_or(false), table.text("source"));
    if let Some(id) = &id
        && others.iter().any(|course| course.id == *id)
    {
        table.note("id", format!("`{id}` is the id of another course too"));
    }
    if from.is_some() && from >= to {
        table.note("to", "expected a level above `from`");
    }
    if to == Some(Level::Native) {
        table.note("to", "no course ends at `native`");
    }
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends < starts
    {
        table.note("ends", format!("{ends} is before the start, {starts}"));
    }
    Some(Course {
        id: id?,
        language: language?,
        from,
        to: to?,
        starts: starts?,
        ends: ends?,
        hours: hours?,
        hours_per_week: hours_per_week?,
        seats: seats?,
        price: price?,
        place: place?,
        invented,
        source: source?,
    })
}
