//! Invented language courses, for the plans of the demonstration.

use std::fmt::Write;
use std::sync::LazyLock;

use figment::providers::{Format, Toml};
use serde::Deserialize;
use vocabulary::Date;

use super::day;

#[derive(Deserialize)]
struct Courses {
    course: Vec<Course>,
}

#[derive(Deserialize)]
struct Course {
    id: String,
    language: String,
    from: Option<String>,
    to: String,
    starts_after_days: i64,
    weeks: i64,
    hours_per_week: String,
    seats: u32,
    price: String,
    place: String,
}

static COURSES: LazyLock<Courses> = LazyLock::new(|| {
    Toml::from_str(include_str!("courses.toml")).expect("a file built into the program, which the tests read")
});

/// Returns the courses of the demonstration as one file for a folder of courses. Each is marked as invented, and its
/// dates are relative to `as_of`.
pub fn courses(as_of: Date) -> String {
    let mut file = String::from("# Invented for the demonstration: nobody offers these courses.\n");
    for course in &COURSES.course {
        let Course { id, language, to, hours_per_week, seats, price, place, .. } = course;
        let (starts, ends) = (course.starts_after_days, course.starts_after_days + 7 * course.weeks - 3);
        let hours = course.weeks * hours_per_week.parse::<i64>().unwrap_or(0);
        let from = course.from.iter().map(|level| format!("from = \"{level}\"\n")).collect::<String>();
        let (starts, ends) = (day(as_of, starts), day(as_of, ends));
        // Writing to a string can't fail.
        let _ = write!(
            file,
            "\n[[course]]\nid = \"{id}\"\nlanguage = \"{language}\"\n{from}to = \"{to}\"\nstarts = {starts}\n\
             ends = {ends}\nhours = {hours}\nhours_per_week = \"{hours_per_week}\"\nseats = {seats}\n\
             price = \"{price}\"\nplace = \"{place}\"\ninvented = true\nsource = \"invented for the demonstration\"\n",
        );
    }
    file
}
