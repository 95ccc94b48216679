//! Arithmetic with days as laws and formats define it.

use crate::{Date, ParseError};

/// Returns the day `months` calendar months before `day`; one month before 31 March is the last day of February.
///
/// Returns the first day of the calendar type when the result would lie before it.
pub fn months_before(day: Date, months: u32) -> Date {
    day.checked_sub_months(chrono::Months::new(months)).unwrap_or(Date::MIN)
}

/// Parses a day in the full form of ISO 8601, `2027-02-01`; every other form is an error.
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
        .ok_or_else(|| ParseError::new(written, "a date that exists, like 2027-02-01"))
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
}
