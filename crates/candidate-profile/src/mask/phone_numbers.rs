//! Phone numbers in a text.

use std::ops::Range;

/// A digit of any script as its value.
pub(super) fn digit(character: char) -> Option<u32> {
    match character {
        '0'..='9' => character.to_digit(10),
        '\u{660}'..='\u{669}' => Some(character as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(character as u32 - 0x6f0),
        '０'..='９' => Some(character as u32 - '０' as u32),
        _ => None,
    }
}

/// The fewest digits of a phone number, with and without the sign of an international one.
const LEAST_DIGITS: usize = 9;
const LEAST_DIGITS_ABROAD: usize = 8;

/// A group of digits in a text.
struct Digits {
    span: Range<usize>,
    number: String,
}

impl Digits {
    fn is_year(&self) -> bool {
        self.number.len() == 4 && (self.number.starts_with("19") || self.number.starts_with("20"))
    }

    fn is_day_or_month(&self) -> bool {
        self.number.len() <= 2
    }
}

/// Where phone numbers stand in a text: digits of any script, with spaces and signs between them. Years and dates are
/// none.
pub(super) fn phone_numbers(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Digits> = Vec::new();
    for (position, character) in text.char_indices() {
        let Some(value) = digit(character) else { continue };
        let number = char::from_digit(value, 10).unwrap_or('0');
        match groups.last_mut() {
            Some(group) if group.span.end == position => {
                group.span.end = position + character.len_utf8();
                group.number.push(number);
            }
            _ => groups.push(Digits { span: position..position + character.len_utf8(), number: number.to_string() }),
        }
    }
    let between = |one: &Digits, next: &Digits| &text[one.span.end..next.span.start];
    let joins = |one: &Digits, next: &Digits| {
        let between = between(one, next);
        between.chars().count() <= 3
            && between.chars().all(|character| character.is_whitespace() || " .-‐‑–_/()·".contains(character))
    };
    let mut spans = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        if let Some(count) = date_at(&groups[first..], joins) {
            first += count;
            continue;
        }
        let sign = text[..groups[first].span.start].trim_end_matches(['(', ' ']);
        let has_plus = sign.ends_with(['+', '＋']);
        let is_abroad = has_plus || groups[first].number.starts_with("00");
        let mut last = first;
        while last + 1 < groups.len() && joins(&groups[last], &groups[last + 1]) {
            let begins_date = date_at(&groups[last + 1..], joins).is_some();
            if begins_date && !is_abroad {
                break;
            }
            last += 1;
        }
        let count: usize = groups[first..=last].iter().map(|group| group.number.len()).sum();
        if count >= LEAST_DIGITS || is_abroad && count >= LEAST_DIGITS_ABROAD {
            let start = if has_plus {
                sign.len() - sign.chars().next_back().map_or(0, char::len_utf8)
            } else {
                groups[first].span.start
            };
            spans.push(start..groups[last].span.end);
        }
        first = last + 1;
    }
    spans
}

/// The number of groups of a date or of a year with which these begin.
fn date_at(groups: &[Digits], joins: impl Fn(&Digits, &Digits) -> bool) -> Option<usize> {
    match groups {
        [one, two, three, ..]
            if joins(one, two)
                && joins(two, three)
                && two.is_day_or_month()
                && (one.is_day_or_month() && three.is_year() || one.is_year() && three.is_day_or_month()) =>
        {
            Some(3)
        }
        [one, two, ..] if joins(one, two) && one.is_day_or_month() && two.is_year() => Some(2),
        [one, ..] if one.is_year() => Some(1),
        _ => None,
    }
}
