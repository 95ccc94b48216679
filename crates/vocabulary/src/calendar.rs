//! Arithmetic with days as laws and formats define it.

use crate::{Date, ParseError};

/// Returns the day `months` calendar months before `day`; one month before 31 March is the last day of February.
///
/// Returns the first day of the calendar type when the result would lie before it.
pub fn months_before(day: Date, months: u32) -> Date {
    day.checked_sub_months(chrono::Months::new(months)).unwrap_or(Date::MIN)
}

/// The first year of days that are taken from outside.
///
/// Matching compares days as numbers of 16 bits, counted from 1 January 1930, which reach into the year 2109. A day beyond
/// them would be compared as if it were another one, so it is refused wherever a day comes in: in a request, a file, an
/// argument. No worker was born earlier, and no contract lasts longer.
pub const FIRST_YEAR: i32 = 1930;

/// The last year of days that are taken from outside, for the reason of [`FIRST_YEAR`].
pub const LAST_YEAR: i32 = 2109;

/// What is expected of a day, as a phrase that follows "expected".
pub const EXPECTED_DAY: &str = "a date as 2027-02-01, from 1930-01-01 to 2109-12-31";

/// Whether a day lies in the years that are taken from outside.
pub fn is_in_range(day: Date) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&chrono::Datelike::year(&day))
}

/// Parses a day from outside in the full form of ISO 8601, `2027-02-01`. Every other form, a day that doesn't exist and one
/// out of range is an error.
pub fn day(written: &str) -> Result<Date, ParseError> {
    let number = |range: std::ops::Range<usize>| {
        let digits = written.as_bytes().get(range)?;
        digits
            .iter()
            .try_fold(0u32, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
    };
    let shape = written.len() == 10 && written.as_bytes()[4] == b'-' && written.as_bytes()[7] == b'-';
    let parts = shape.then(|| Some((number(0..4)?, number(5..7)?, number(8..10)?))).flatten();
    parts
        .and_then(|(year, month, day)| Date::from_ymd_opt(year as i32, month, day))
        .filter(|day| is_in_range(*day))
        .ok_or_else(|| ParseError::new(written, EXPECTED_DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_month_before_the_last_day_of_march_is_the_last_day_of_february() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        assert_eq!(months_before(day("2027-03-31"), 1), day("2027-02-28"));
        assert_eq!(months_before(day("2028-03-31"), 1), day("2028-02-29"));
        assert_eq!(months_before(day("2027-03-15"), 36), day("2024-03-15"));
    }

    #[test]
    fn only_existing_days_in_full_form_are_parsed() {
        assert_eq!(day("2028-02-29"), Ok(Date::from_ymd_opt(2028, 2, 29).expect("a date")));
        for wrong in
            ["", "2027-02-29", "2027-2-1", "01/02/2027", "2027-02-01T00:00", "+027-02-01", "=2027-02-0", "٢٠٢٧-"]
        {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_that_no_column_holds_are_refused_with_the_bounds() {
        for bound in [Date::from_ymd_opt(FIRST_YEAR, 1, 1), Date::from_ymd_opt(LAST_YEAR, 12, 31)] {
            let written = bound.expect("a date").to_string();
            assert_eq!(day(&written).ok(), bound);
            assert!(EXPECTED_DAY.contains(&written), "{written}");
        }
        for wrong in ["1929-12-31", "2110-01-01", "0001-01-01", "9999-12-31"] {
            assert_eq!(day(wrong).expect_err(wrong).expected, EXPECTED_DAY);
        }
    }
}
