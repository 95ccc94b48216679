//! Parsing of decimal numbers in text: `3.350,00`, `3 350 EUR`, `19-38 uur/week`.

use serde_json::Value;
use vocabulary::folding::fold;

/// Words that join the two ends of a range, and words around a number that don't change it.
const FILLER_WORDS: &[&str] = &[
    "to", "tot", "a", "en", "et", "and", "tussen", "between", "entre", "van", "from", "de", "per", "par", "up", "au",
];

/// Returns the numbers of a text in hundredths, in order. Returns `None` when the text contains a word that is neither
/// in `accepted_words` nor a filler word, so that no number is misinterpreted.
pub(crate) fn hundredths(text: &str, accepted_words: &[&str]) -> Option<Vec<u64>> {
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
            if !accepted_words.contains(&word.as_str()) && !FILLER_WORDS.contains(&word.as_str()) {
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

/// Returns the end of a number. Separators belong to it when digits follow, a space or apostrophe only before exactly
/// three digits.
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

/// Returns the value of digits and separators in hundredths. A single dot or comma before exactly three digits separates
/// thousands, since pay and hours have at most two decimals.
fn value(characters: &[char]) -> Option<u64> {
    let separators: Vec<usize> = characters
        .iter()
        .enumerate()
        .filter(|(_, character)| ".,".contains(**character))
        .map(|(index, _)| index)
        .collect();
    let decimals = match separators.as_slice() {
        [] => None,
        [separator] => {
            let (before, after) = (*separator, characters.len() - separator - 1);
            (after != 3 || before > 3 || characters[0] == '0').then_some(*separator)
        }
        [others @ .., last] => {
            let is_repeated = others.iter().any(|position| characters[*position] == characters[*last]);
            (!is_repeated).then_some(*last)
        }
    };
    let whole_part = &characters[..decimals.unwrap_or(characters.len())];
    let digits =
        |characters: &[char]| characters.iter().filter(|character| character.is_ascii_digit()).collect::<String>();
    let whole: u64 = digits(whole_part).parse().ok().filter(|whole| *whole < 1_000_000_000)?;
    let mut hundredths = whole * 100;
    if let Some(separator) = decimals {
        let mut thousandths = digits(&characters[separator + 1..]);
        thousandths.truncate(3);
        let padded: u64 = format!("{thousandths:0<3}").parse().ok()?;
        hundredths += (padded + 5) / 10;
    }
    Some(hundredths)
}

/// Returns a JSON number in hundredths; `None` when it is negative or not below 10⁹.
pub(crate) fn hundredths_of_number(value: &Value) -> Option<u64> {
    let number = value.as_f64().filter(|number| (0.0..1e9).contains(number))?;
    Some((number * 100.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_the_notations_of_three_languages_are_parsed() {
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
    fn unknown_words_times_and_percentages_are_rejected() {
        for written in ["8:00-17:00", "50%", "38 uren", "-5", "2500+", "99999999999"] {
            assert_eq!(hundredths(written, &[]), None, "{written}");
        }
    }
}
