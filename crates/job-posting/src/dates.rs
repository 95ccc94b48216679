//! Parsing of dates in the forms that sites publish.

use chrono::{DateTime, Datelike, NaiveDate};
use serde_json::Value;
use vocabulary::{Date, calendar};

use crate::property;

/// Returns the day of a date or a date-time, in its own time zone; `None` when it can't be parsed or is ambiguous.
///
/// `03/04/2026` may be the third of April or the fourth of March, so it is ambiguous. Years before 1950, and those that are
/// taken from nowhere else ([`calendar::LAST_YEAR`]), are rejected: programs write them for "none".
pub(crate) fn parse_date(value: &Value) -> Option<Date> {
    let written = property::text(value)?;
    parse(written.trim()).filter(|day| (1950..=calendar::LAST_YEAR).contains(&day.year()))
}

fn parse(written: &str) -> Option<Date> {
    let mut start: String = written.chars().take(40).collect();
    if start.bytes().all(|byte| byte.is_ascii_digit()) {
        return match start.len() {
            8 => NaiveDate::parse_from_str(&start, "%Y%m%d").ok(),
            10 => Some(DateTime::from_timestamp(start.parse().ok()?, 0)?.date_naive()),
            13 => Some(DateTime::from_timestamp_millis(start.parse().ok()?)?.date_naive()),
            _ => None,
        };
    }
    start = start.replace(['/', '.'], "-");
    let date = start.split(['T', 't', ' ', '+', 'Z']).next().unwrap_or("");
    let parts: Vec<&str> = date.split('-').collect();
    if let [first, middle, last] = parts[..]
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()) && (1..=4).contains(&part.len()))
    {
        return match (first.len(), last.len()) {
            (4, 1 | 2) => NaiveDate::from_ymd_opt(first.parse().ok()?, middle.parse().ok()?, last.parse().ok()?),
            (1 | 2, 4) => unambiguous_date(first.parse().ok()?, middle.parse().ok()?, last.parse().ok()?),
            _ => None,
        };
    }
    DateTime::parse_from_rfc2822(written).ok().map(|date_time| date_time.date_naive()).or_else(|| {
        let formats = ["%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%B %d %Y"];
        formats.iter().find_map(|format| NaiveDate::parse_from_str(written, format).ok())
    })
}

/// Returns the date with day and month in either order, when only one order is possible or both give the same day.
fn unambiguous_date(first: u32, second: u32, year: i32) -> Option<Date> {
    let day_first = NaiveDate::from_ymd_opt(year, second, first);
    let month_first = NaiveDate::from_ymd_opt(year, first, second);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn dates_and_date_times_are_parsed() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 24);
        for written in [
            "2026-11-24",
            "2026-11-24T23:59:00+01:00",
            "2026-11-24T10:00:00.000Z",
            "2026-11-24 10:00",
            "20261124",
            "24/11/2026",
            "11/24/2026",
            "24-11-2026",
            "2026/11/24",
            "24.11.2026",
            "Tue, 24 Nov 2026 10:00:00 +0100",
            "November 24, 2026",
            "1795478400",
        ] {
            assert_eq!(parse_date(&json!(written)), expected, "{written}");
        }
    }

    #[test]
    fn ambiguous_and_invalid_dates_are_rejected() {
        for written in
            ["", "03/04/2026", "soon", "2026-13-01", "0001-01-01T00:00:00", "2026-02-30", "26-11-24", "-", "\u{0}"]
        {
            assert_eq!(parse_date(&json!(written)), None, "{written}");
        }
    }
}
