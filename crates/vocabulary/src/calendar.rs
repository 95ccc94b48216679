//! Arithmetic with days that laws and formats define.

use crate::Date;

/// The day so many calendar months before `day`; 31 March less one is the last of February.
///
/// Before the first day that the calendar can hold, that first day.
pub fn months_before(day: Date, months: u32) -> Date {
    day.checked_sub_months(chrono::Months::new(months)).unwrap_or(Date::MIN)
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
}
