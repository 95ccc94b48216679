//! Parsing of the pay of a posting.

use serde_json::Value;
use vocabulary::Euros;
use vocabulary::folding::fold;

use crate::decimal_numbers;
use crate::property::{self, Properties, items};

/// The pay of a posting in euros a month, with a note on it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Pay {
    pub(crate) from: Option<Euros>,
    pub(crate) up_to: Option<Euros>,
    /// The reason why the pay is unknown, or how it was converted.
    pub(crate) note: Option<String>,
}

/// The parts of a stated pay, which can be nested at any depth.
#[derive(Debug, Default)]
struct StatedPay {
    currency: Option<String>,
    unit: Option<String>,
    from: Option<u64>,
    up_to: Option<u64>,
    unreadable: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Month,
    Year,
    Other,
}

/// Words around an amount that don't change it.
const ACCEPTED_WORDS: &[&str] = &[
    "eur",
    "euro",
    "euros",
    "usd",
    "gbp",
    "chf",
    "mad",
    "bruto",
    "brut",
    "bruts",
    "brute",
    "gross",
    "salaris",
    "salaire",
    "salary",
    "loon",
    "vanaf",
    "month",
    "months",
    "monthly",
    "maand",
    "maandelijks",
    "mois",
    "mensuel",
    "mensuels",
    "mensuelle",
    "year",
    "yearly",
    "annual",
    "annually",
    "annum",
    "jaar",
    "jaarlijks",
    "an",
    "annee",
    "annuel",
    "annuels",
    "ans",
    "hour",
    "hourly",
    "uur",
    "heure",
    "day",
    "dag",
    "jour",
    "week",
    "semaine",
    "uurloon",
    "maandloon",
    "minimum",
    "maximum",
    "min",
    "max",
    "tussen",
    "le",
    "la",
    "the",
    "l",
];

const MONTH: &[&str] = &[
    "month",
    "months",
    "monthly",
    "mon",
    "maand",
    "maandelijks",
    "maandloon",
    "mois",
    "mensuel",
    "mensuels",
    "mensuelle",
];
const YEAR: &[&str] = &[
    "year",
    "years",
    "yearly",
    "annual",
    "annually",
    "ann",
    "annum",
    "jaar",
    "jaarlijks",
    "an",
    "ans",
    "annee",
    "annuel",
    "annuels",
];
const OTHER: &[&str] = &[
    "hour", "hours", "hourly", "hur", "uur", "uurloon", "heure", "heures", "day", "days", "daily", "dag", "jour",
    "jours", "week", "weeks", "weekly", "wee", "semaine",
];

/// Parses `baseSalary`: euros a month, or euros a year divided by 12. Any other pay is unknown, with a note.
pub(crate) fn pay(posting: Properties<'_>) -> Pay {
    let Some(written) = posting.get("baseSalary") else { return Pay::default() };
    let mut stated = StatedPay::default();
    items(Some(written)).for_each(|value| stated.add(value, 8));
    if stated.currency.is_none() {
        stated.currency = posting.get("salaryCurrency").and_then(property::text).map(|written| currency(&written));
    }
    let excerpt = property::value_excerpt(written);
    stated.into_pay().unwrap_or_else(|note| Pay { note: Some(format!("`{excerpt}`: {note}")), ..Pay::default() })
}

impl StatedPay {
    fn add(&mut self, value: &Value, depth: usize) {
        let Some(deeper) = depth.checked_sub(1) else { return };
        match value {
            Value::Number(_) => match decimal_numbers::hundredths_of_number(value) {
                Some(amount) => self.from = self.from.or(Some(amount)),
                None => self.unreadable = true,
            },
            Value::String(written) => self.add_text(written),
            Value::Array(list) => list.iter().take(1).for_each(|item| self.add(item, deeper)),
            Value::Object(map) => {
                let object = Properties(map);
                let named = |names: &[&str]| names.iter().find_map(|name| property::text(object.get(name)?));
                if let Some(written) = named(&["currency", "priceCurrency", "salaryCurrency"]) {
                    self.currency.get_or_insert_with(|| currency(&written));
                }
                if let Some(written) = named(&["unitText", "unitCode", "duration"]) {
                    self.unit.get_or_insert(written);
                }
                let mut end = |name| {
                    let mut inner = Self::default();
                    inner.add(object.get(name)?, deeper);
                    self.unreadable |= inner.unreadable;
                    self.currency = self.currency.take().or(inner.currency);
                    inner.from
                };
                let (least, most) = (end("minValue"), end("maxValue"));
                if let Some(value) = object.get("value").or_else(|| object.get("price")) {
                    self.add(value, deeper);
                }
                self.from = least.or(self.from);
                self.up_to = most.or(self.up_to);
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn add_text(&mut self, written: &str) {
        let written = written.trim();
        if written.is_empty() {
            return;
        }
        if written.contains('€') {
            self.currency.get_or_insert_with(|| "EUR".to_owned());
        }
        for word in written.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
            let folded = fold(word);
            if ["eur", "euro", "euros", "usd", "gbp", "chf", "mad"].contains(&folded.as_str()) {
                self.currency.get_or_insert_with(|| currency(word));
            } else if unit(word).is_some() {
                self.unit.get_or_insert_with(|| word.to_owned());
            }
        }
        match decimal_numbers::hundredths(written, ACCEPTED_WORDS).as_deref() {
            Some([amount]) => self.from = self.from.or(Some(*amount)),
            Some([least, most]) => (self.from, self.up_to) = (Some(*least), Some(*most)),
            _ => self.unreadable = true,
        }
    }

    /// Returns euros a month, or the reason why the pay is unknown.
    fn into_pay(self) -> Result<Pay, String> {
        let amounts = [self.from, self.up_to].into_iter().flatten().filter(|amount| *amount > 0).count();
        if self.unreadable || (amounts > 0 && self.from.is_none_or(|from| from == 0)) {
            return Err("no amount that can be read as pay from, up to; pay is unknown".to_owned());
        }
        let from = self.from.filter(|from| *from > 0).ok_or("no amount above 0; pay is unknown")?;
        match self.currency.as_deref() {
            Some("EUR") => {}
            Some(other) => {
                return Err(format!("in {}, which is not converted; pay is unknown", property::excerpt(other)));
            }
            None => return Err("no currency is said; pay is unknown".to_owned()),
        }
        let stated_unit = self.unit.as_deref().ok_or("not said whether a month or a year; pay is unknown")?;
        let per_month = |amount: u64| match unit(stated_unit) {
            Some(Unit::Month) => Ok(amount),
            Some(Unit::Year) => Ok((amount + 6) / 12),
            Some(Unit::Other) | None => {
                Err(format!("by `{}`, neither a month nor a year; pay is unknown", property::excerpt(stated_unit)))
            }
        };
        let euros = |amount: u64| -> Result<Euros, String> {
            let cents = u32::try_from(per_month(amount)?).ok().filter(|cents| *cents < u32::MAX && *cents > 0);
            cents.map(Euros::from_cents).ok_or_else(|| "beyond measure; pay is unknown".to_owned())
        };
        let from = euros(from)?;
        let up_to = self.up_to.filter(|up_to| *up_to > 0).map(euros).transpose()?;
        if up_to.is_some_and(|up_to| up_to < from) {
            return Err("its end is below its beginning; pay is unknown".to_owned());
        }
        let note = (unit(stated_unit) == Some(Unit::Year)).then(|| {
            format!(
                "a year's pay, divided by 12: {from} a month{}",
                up_to.map_or(String::new(), |up_to| format!(", up to {up_to}"))
            )
        });
        Ok(Pay { from: Some(from), up_to: up_to.filter(|up_to| *up_to != from), note })
    }
}

fn currency(written: &str) -> String {
    let name = written.rsplit(['/', ':']).next().unwrap_or(written).trim();
    match fold(name).as_str() {
        "eur" | "euro" | "euros" | "€" => "EUR".to_owned(),
        _ => name.to_uppercase(),
    }
}

/// Returns the unit that a text names; `None` when it names none or several.
fn unit(written: &str) -> Option<Unit> {
    if written.eq_ignore_ascii_case("P1M") {
        return Some(Unit::Month);
    }
    if written.eq_ignore_ascii_case("P1Y") {
        return Some(Unit::Year);
    }
    let mut units = written.split(|character: char| !character.is_alphabetic()).filter_map(|word| {
        let word = fold(word);
        let is_in = |words: &[&str]| words.contains(&word.as_str());
        [(MONTH, Unit::Month), (YEAR, Unit::Year), (OTHER, Unit::Other)].into_iter().find(|(words, _)| is_in(words))
    });
    let (_, first) = units.next()?;
    units.all(|(_, other)| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(salary: Value) -> Pay {
        let posting = json!({ "baseSalary": salary });
        pay(Properties(posting.as_object().expect("an object")))
    }

    fn range(from: u32, up_to: Option<u32>) -> (Option<Euros>, Option<Euros>) {
        (Some(Euros::from_cents(from)), up_to.map(Euros::from_cents))
    }

    #[test]
    fn euros_per_month_are_parsed_in_every_usual_form() {
        for salary in [
            json!({ "currency": "EUR", "value": { "value": 3350, "unitText": "MONTH" } }),
            json!({ "currency": "eur", "value": { "value": "3.350,00", "unitText": "maand" } }),
            json!({ "currency": "EUR", "value": "3350", "unitText": "Month" }),
            json!([{ "currency": "EUR", "value": [{ "minValue": "3 350 EUR", "unitText": "MONTH" }] }]),
            json!("€ 3.350 bruto per maand"),
            json!({ "currency": "EUR", "minValue": 3350, "maxValue": 3350, "unitText": "mois" }),
        ] {
            let pay = read(salary.clone());
            assert_eq!((pay.from, pay.up_to), range(335_000, None), "{salary}");
        }
        let both = read(
            json!({ "currency": "EUR", "value": { "minValue": 2500, "maxValue": 3000.5, "unitText": "MONTH" } }),
        );
        assert_eq!((both.from, both.up_to), range(250_000, Some(300_050)));
    }

    #[test]
    fn pay_per_year_is_divided_by_12_with_a_note() {
        let pay = read(json!({ "currency": "EUR", "value": { "value": 42000, "unitText": "YEAR" } }));
        assert_eq!((pay.from, pay.up_to), range(350_000, None));
        assert!(pay.note.expect("a note").contains("divided by 12"));
    }

    #[test]
    fn unsupported_pay_is_unknown_with_a_note() {
        for (salary, message) in [
            (json!({ "currency": "USD", "value": { "value": 3350, "unitText": "MONTH" } }), "not converted"),
            (
                json!({ "currency": "EUR", "value": { "value": 17, "unitText": "HOUR" } }),
                "neither a month nor a year",
            ),
            (json!({ "currency": "EUR", "value": 3350 }), "not said whether"),
            (json!(3350), "no currency"),
            (json!({ "value": { "value": 3350, "unitText": "MONTH" } }), "no currency"),
            (json!({ "currency": "EUR", "value": { "maxValue": 3350, "unitText": "MONTH" } }), "no amount"),
            (
                json!({ "currency": "EUR", "value": { "minValue": 4000, "maxValue": 3350, "unitText": "MONTH" } }),
                "below",
            ),
            (json!("competitive"), "no amount"),
            (json!({ "currency": "EUR", "value": { "value": 0, "unitText": "MONTH" } }), "no amount"),
            (json!(-5), "no amount"),
        ] {
            let pay = read(salary.clone());
            assert_eq!((pay.from, pay.up_to), (None, None), "{salary}");
            assert!(pay.note.as_ref().is_some_and(|note| note.contains(message)), "{salary}: {pay:?}");
        }
    }
}
