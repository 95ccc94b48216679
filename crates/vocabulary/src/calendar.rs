//! Arithmetic with days that laws and formats define.

use crate::{Date, ParseError};

/// The day so many calendar months before `day`; 31 March less one is the last of February.
///
/// Before the first day that the calendar can hold, that first day.
pub fn months_before(day: Date, months: u32) -> Date {
    day.checked_sub_months(chrono::Months::new(months)).unwrap_or(Date::MIN)
}

/// Reads a day as ISO 8601 writes it in full, `2027-02-01`, and in no other way.
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
    fn the_last_of_march_less_a_month_is_the_last_of_february() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        assert_eq!(months_before(day("2027-03-31"), 1), day("2027-02-28"));
        assert_eq!(months_before(day("2028-03-31"), 1), day("2028-02-29"));
        assert_eq!(months_before(day("2027-03-15"), 36), day("2024-03-15"));
    }

    #[test]
    fn a_day_is_read_in_full_and_has_to_exist() {
        assert_eq!(day("2028-02-29"), Ok(Date::from_ymd_opt(2028, 2, 29).expect("a date")));
        for wrong in
            ["", "2027-02-29", "2027-2-1", "01/02/2027", "2027-02-01T00:00", "+027-02-01", "=2027-02-0", "٢٠٢٧-"]
        {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
