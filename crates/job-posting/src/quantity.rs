//! Numbers as people write them: `3.350,00`, `3 350 EUR`, `19-38 uur/week`.

use serde_json::Value;

use crate::words::fold;

/// Words that join the two ends of a range, and those that stand around a number without changing it.
const FILLING: &[&str] = &[
    "to", "tot", "a", "en", "et", "and", "tussen", "between", "entre", "van", "from", "de", "per", "par", "up", "au",
];

/// The numbers of a text in hundredths, in order; nothing when anything else stands there that isn't in `around`, so
/// that no number is taken for what it isn't.
pub(crate) fn hundredths(text: &str, around: &[&str]) -> Option<Vec<u64>> {
    let characters: Vec<char> = text.chars().collect();
    let mut numbers = Vec::new();
    let mut index = 0;
    while let Some(&character) = characters.get(index) {
        if character.is_ascii_digit() {
            let end = number_end(&characters, index);
            let minus = index > 0 && characters[index - 1] == '-' && numbers.is_empty();
            numbers.push(value(&characters[index..end]).filter(|_| !minus)?);
            index = end;
        } else if character.is_alphabetic() {
            let end = characters[index..]
                .iter()
                .position(|character| !character.is_alphabetic())
                .map_or(characters.len(), |at| index + at);
            let word = fold(&characters[index..end].iter().collect::<String>());
            if !around.contains(&word.as_str()) && !FILLING.contains(&word.as_str()) {
                return None;
            }
            index = end;
        } else if ":%+".contains(character) {
            return None;
        } else {
            index += 1;
        }
    }
    Some(numbers)
}

/// Where a number ends: separators belong to it when digits follow, a blank only before exactly three of them.
fn number_end(characters: &[char], start: usize) -> usize {
    let digits = |from: usize| {
        characters[from.min(characters.len())..].iter().take_while(|character| character.is_ascii_digit()).count()
    };
    let mut end = start + digits(start);
    while let Some(character) = characters.get(end) {
        let follow = digits(end + 1);
        match character {
            '.' | ',' if follow > 0 => end += 1 + follow,
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' if follow == 3 => end += 1 + follow,
            _ => break,
        }
    }
    end
}

/// What digits and separators say, in hundredths: a single dot or comma before exactly three digits parts thousands,
/// since pay and hours have at most two decimals.
fn value(characters: &[char]) -> Option<u64> {
    let marks: Vec<usize> = characters
        .iter()
        .enumerate()
        .filter(|(_, character)| ".,".contains(**character))
        .map(|(index, _)| index)
        .collect();
    let decimals = match marks.as_slice() {
        [] => None,
        [mark] => {
            let (before, after) = (*mark, characters.len() - mark - 1);
            (after != 3 || before > 3 || characters[0] == '0').then_some(*mark)
        }
        [others @ .., last] => {
            let same = others.iter().any(|mark| characters[*mark] == characters[*last]);
            (!same).then_some(*last)
        }
    };
    let whole_signs = &characters[..decimals.unwrap_or(characters.len())];
    let digits =
        |characters: &[char]| characters.iter().filter(|character| character.is_ascii_digit()).collect::<String>();
    let whole: u64 = digits(whole_signs).parse().ok().filter(|whole| *whole < 1_000_000_000)?;
    let mut hundredths = whole * 100;
    if let Some(mark) = decimals {
        let mut thousandths = digits(&characters[mark + 1..]);
        thousandths.truncate(3);
        let padded: u64 = format!("{thousandths:0<3}").parse().ok()?;
        hundredths += (padded + 5) / 10;
    }
    Some(hundredths)
}

/// A JSON number in hundredths; nothing when it is negative or beyond measure.
pub(crate) fn of_number(value: &Value) -> Option<u64> {
    let number = value.as_f64().filter(|number| (0.0..1e9).contains(number))?;
    Some((number * 100.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_the_ways_of_three_languages() {
        for (written, cents) in [
            ("3.350,00", 335_000),
            ("3 350 EUR", 335_000),
            ("€3,350.50", 335_050),
            ("3350.5", 335_050),
            ("3.350", 335_000),
            ("3\u{a0}350", 335_000),
            ("3'350", 335_000),
            ("€ 3.350,-", 335_000),
            ("36,5", 3_650),
            ("1.234.567,89", 123_456_789),
            ("0.375", 38),
        ] {
            assert_eq!(hundredths(written, &["eur"]), Some(vec![cents]), "{written}");
        }
        assert_eq!(hundredths("2.500 tot 3.000", &[]), Some(vec![250_000, 300_000]));
        assert_eq!(hundredths("2500-3000", &[]), Some(vec![250_000, 300_000]));
    }

    #[test]
    fn other_words_times_and_shares_make_it_no_amount() {
        for written in ["8:00-17:00", "50%", "38 uren", "-5", "2500+", "99999999999"] {
            assert_eq!(hundredths(written, &[]), None, "{written}");
        }
    }
}
