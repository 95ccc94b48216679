//! Language courses that a plan can count on. None is shipped, since none may be invented.

use std::path::Path;

use serde::Serialize;
use vocabulary::{Code, Date, Euros, Hours, LanguageCode, Level};

use crate::config_problem::{ConfigErrors, Problems};
use crate::files::Files;
use crate::toml_table::TomlTable;

/// A language course from one level to a higher one, with its dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Course {
    /// Its identifier, unique among all courses.
    pub id: Code,
    /// The language that is taught.
    pub language: LanguageCode,
    /// The level one needs to enter; nothing when it is open to beginners.
    pub from: Option<Level>,
    /// The level it ends at, in all skills.
    pub to: Level,
    /// The first day.
    pub starts: Date,
    /// The last day.
    pub ends: Date,
    /// Hours of teaching in all.
    pub hours: u32,
    /// Hours of teaching a week.
    pub hours_per_week: Hours,
    /// How many people can take part.
    pub seats: u32,
    /// What it costs a person or whoever pays for them, in all.
    pub price: Euros,
    /// Where it is given.
    pub place: String,
    /// Whether it is made up for a demonstration; shown wherever the course is.
    pub invented: bool,
    /// Who announced it, and where.
    pub source: String,
}

/// Reads every `*.toml` of a folder: tables `[[course]]`. Other files in it are left alone.
pub fn load_courses(folder: &Path) -> Result<Vec<Course>, ConfigErrors> {
    let problems = Problems::default();
    let mut courses = Vec::new();
    for (name, text) in texts_in(folder, &problems) {
        read_file(&name, &text, &mut courses, &problems);
    }
    problems.into_result(Some(courses))
}

/// The TOML files of a folder by name, in order.
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

/// The courses of the configuration's own folder.
pub(crate) fn read_courses(files: &Files, problems: &Problems) -> Vec<Course> {
    let mut courses = Vec::new();
    for path in files.in_folder("courses/") {
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
    let (invented, source) = (table.optional_truth("invented").unwrap_or(false), table.text("source"));
    if let Some(id) = &id
        && others.iter().any(|course| course.id == *id)
    {
        table.wrong("id", format!("`{id}` is the id of another course too"));
    }
    if from.is_some() && from >= to {
        table.wrong("to", "expected a level above `from`");
    }
    if to == Some(Level::Native) {
        table.wrong("to", "no course ends at `native`");
    }
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends < starts
    {
        table.wrong("ends", format!("{ends} is before the start, {starts}"));
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
