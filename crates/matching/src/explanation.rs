//! Reasons as text, in the four languages that we speak. Nothing is decided here.

use chrono::Locale;
use reference_data::{Catalogue, ReferenceData};
use vocabulary::{Code, Date, Euros, Evidence, Hours, Level, Outcome, RequiredBy, TextLanguage, WorkPermission};

use crate::plan::Plan;
use crate::reason::{Reason, Value};
use crate::requirements::LanguageAlternative;

/// One sentence for one reason.
pub fn sentence(reason: &Reason, reference: &ReferenceData, language: TextLanguage) -> String {
    let words = Words { reference, language };
    words.told(&format!("reason-{}-{}", rule_of(reason), reason.outcome), reason)
}

/// What to ask whom, for a reason that waits for a fact.
pub fn question(reason: &Reason, reference: &ReferenceData, language: TextLanguage) -> Option<String> {
    let words = Words { reference, language };
    (reason.outcome == Outcome::Unknown).then(|| words.told(&format!("ask-{}", rule_of(reason)), reason))
}

/// The name of a rule by its code: `language.nl.writing` is the language rule's, with its entry.
pub fn rule_name(code: &str, reference: &ReferenceData, language: TextLanguage) -> String {
    let texts = reference.texts();
    match code.strip_prefix("language.") {
        None => texts.format(language, &format!("rule-{code}"), &[]),
        Some(entry) => {
            let names = entry.split('/').map(|ask| match ask.split_once('.') {
                Some((name, skill)) => {
                    let skill = texts.format(language, &format!("skill-{skill}"), &[]);
                    format!("{} ({skill})", texts.language_name(language, name))
                }
                None => texts.language_name(language, ask),
            });
            names.collect::<Vec<_>>().join(" / ")
        }
    }
}

/// A plan's steps, a sentence each, and when it ends.
pub fn plan(plan: &Plan, reference: &ReferenceData, language: TextLanguage) -> Vec<String> {
    let words = Words { reference, language };
    let texts = reference.texts();
    let courses = plan.courses.iter().map(|course| {
        let invented = if course.invented { " *" } else { "" };
        format!(
            "{}{invented}: {} – {}, {} h, € {}",
            course.id,
            words.date(course.starts),
            words.date(course.ends),
            course.hours,
            words.euros(course.price),
        )
    });
    let procedures = plan.procedures.iter().map(|step| {
        let procedure = format!("{} → {}", texts.status(language, step.from), texts.status(language, step.to));
        texts.format(language, "plan-procedure", &[("procedure", &procedure), ("days", &step.days.to_string())])
    });
    let ends = texts.format(language, "plan-ends", &[("ends", &words.date(plan.ends))]);
    courses.chain(procedures).chain([ends]).collect()
}

/// A day as people write it.
pub fn date(date: Date, language: TextLanguage) -> String {
    let locale = match language {
        TextLanguage::Nl => Locale::nl_BE,
        TextLanguage::Fr => Locale::fr_BE,
        TextLanguage::En => Locale::en_GB,
        TextLanguage::Ar => Locale::ar_MA,
    };
    date.format_localized("%-d %B %Y", locale).to_string()
}

/// The rule of a reason, without a language's entry.
fn rule_of(reason: &Reason) -> &str {
    reason.code.split('.').next().unwrap_or(&reason.code)
}

/// The words of one language.
struct Words<'a> {
    reference: &'a ReferenceData,
    language: TextLanguage,
}

impl Words<'_> {
    /// A text with everything that a reason has to say in it.
    fn told(&self, key: &str, reason: &Reason) -> String {
        let texts = self.reference.texts();
        let mut arguments: Vec<(&str, String)> = Vec::new();
        let known = |datum: Option<&Value>| datum.map_or_else(String::new, |datum| self.datum(datum));
        arguments.push(("found", known(reason.found.as_ref())));
        arguments.push(("max", String::new()));
        match &reason.required {
            Value::Title(title, status) => {
                arguments.push(("required", label(self.reference.titles(), title, self.language)));
                let word = status.map(|status| texts.status(self.language, status));
                arguments.push(("required_status", word.unwrap_or_default()));
            }
            Value::Levels(asks, evidence) => self.levels(asks, *evidence, &mut arguments),
            Value::MonthsIn(months, codes) => {
                arguments.push(("required", months.to_string()));
                arguments.push(("specialisms", self.labels(self.reference.specialisms(), codes)));
            }
            Value::Pay(from, to) => {
                arguments.push(("required", self.euros(*from)));
                if from != to {
                    arguments.push(("max", self.euros(*to)));
                }
            }
            required => arguments.push(("required", self.datum(required))),
        }
        match &reason.found {
            Some(Value::Title(_, Some(status))) => {
                arguments.push(("found_status", texts.status(self.language, *status)));
            }
            _ => arguments.push(("found_status", String::new())),
        }
        let evidence = reason.evidence.map(|word| texts.format(self.language, &format!("evidence-{word}"), &[]));
        arguments.push(("evidence", evidence.unwrap_or_default()));
        let by = reason.by.map_or("", RequiredBy::word);
        arguments.push(("by", by.to_owned()));
        let arguments: Vec<(&str, &str)> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        texts.format(self.language, key, &arguments)
    }

    /// Which language is asked, how well, and with what evidence. Alternatives of one level share it.
    fn levels(&self, asks: &[LanguageAlternative], evidence: Evidence, arguments: &mut Vec<(&str, String)>) {
        let texts = self.reference.texts();
        let same_level = asks.windows(2).all(|pair| pair[0].level == pair[1].level);
        let name = |(position, ask): (usize, &LanguageAlternative)| {
            let name = texts.language_name(self.language, ask.language.as_str());
            let skill = ask.skill.filter(|_| asks.len() > 1);
            let skill = skill.map_or_else(String::new, |skill| format!(" ({})", texts.skill(self.language, skill)));
            // The last one's level follows in the sentence.
            let last = position + 1 == asks.len();
            let level = if same_level || last { String::new() } else { format!(" {}", self.level(ask.level)) };
            format!("{name}{skill}{level}")
        };
        let names: Vec<String> = asks.iter().enumerate().map(name).collect();
        arguments.push(("language", names.join(" / ")));
        let only = match asks {
            [only] => only.skill.map(|skill| texts.skill(self.language, skill)),
            _ => None,
        };
        arguments.push(("skill", only.unwrap_or_default()));
        arguments.push(("required", asks.last().map_or_else(String::new, |ask| self.level(ask.level))));
        let evidence = match evidence {
            Evidence::Declared => String::new(),
            evidence => texts.evidence(self.language, evidence),
        };
        arguments.push(("required_evidence", evidence));
    }

    /// A value as people read it.
    fn datum(&self, datum: &Value) -> String {
        let texts = self.reference.texts();
        let word = |key: &str| texts.format(self.language, key, &[]);
        match datum {
            Value::Nothing => String::new(),
            Value::NoLevel => String::new(),
            Value::Any => word("word-any"),
            Value::Title(title, _) => label(self.reference.titles(), title, self.language),
            Value::Titles(titles) => self.labels(self.reference.titles(), titles),
            Value::Settings(codes) => self.labels(self.reference.settings(), codes),
            Value::Level(language, skill, level) => match skill {
                Some(skill) => {
                    let name = texts.language_name(self.language, language.as_str());
                    format!("{name} ({}) {}", texts.skill(self.language, *skill), self.level(*level))
                }
                None => self.level(*level),
            },
            Value::Date(day) => self.date(*day),
            Value::Regions(regions) => {
                let names = regions.iter().map(|code| self.reference.regions().name(code, self.language));
                self.list(names)
            }
            Value::Shifts(shifts) => {
                let names = shifts.iter().map(|shift| texts.shift(self.language, shift));
                self.list(names)
            }
            Value::Hours(from, to) => match (from, to) {
                (Some(from), Some(to)) if from == to => self.number(&from.to_string()),
                (from, to) => {
                    let side = |hours: &Option<Hours>| match hours {
                        Some(hours) => self.number(&hours.to_string()),
                        None => "?".to_owned(),
                    };
                    format!("{}–{}", side(from), side(to))
                }
            },
            Value::Pay(from, _) => self.euros(*from),
            Value::YesNo(yes) => word(if *yes { "word-yes" } else { "word-no" }),
            Value::Permission(permission) => match permission {
                WorkPermission::Free => word("word-yes"),
                WorkPermission::Held | WorkPermission::Needed => word("word-no"),
            },
            Value::Levels(..) | Value::Months(_) | Value::MonthsSum(_) | Value::MonthsIn(..) => {
                datum.cell().unwrap_or_default()
            }
        }
    }

    fn labels(&self, catalogue: &Catalogue, codes: &[Code]) -> String {
        self.list(codes.iter().map(|code| label(catalogue, code, self.language)))
    }

    /// The parts of a list with what the language puts between them.
    fn list(&self, parts: impl Iterator<Item: Into<String>>) -> String {
        let separator = self.reference.texts().format(self.language, "list-separator", &[]);
        parts.map(Into::into).collect::<Vec<String>>().join(&separator)
    }

    fn level(&self, level: Level) -> String {
        match level {
            Level::Native => self.reference.texts().format(self.language, "level-native", &[]),
            level => level.to_string(),
        }
    }

    fn date(&self, day: Date) -> String {
        date(day, self.language)
    }

    fn euros(&self, amount: Euros) -> String {
        euros(amount, self.language)
    }

    fn number(&self, written: &str) -> String {
        number(written, self.language)
    }
}

/// An amount as people write it, without the sign of the currency.
pub fn euros(amount: Euros, language: TextLanguage) -> String {
    number(&amount.to_string(), language)
}

/// A decimal number with the sign that the language puts before decimals.
fn number(written: &str, language: TextLanguage) -> String {
    match language {
        TextLanguage::Nl | TextLanguage::Fr => written.replace('.', ","),
        TextLanguage::En | TextLanguage::Ar => written.to_owned(),
    }
}

/// The label of a code in a language; the code itself where configuration doesn't know it any more.
pub fn label(catalogue: &Catalogue, code: &Code, language: TextLanguage) -> String {
    match catalogue.find(code.as_str()) {
        Ok(entry) => entry.label.get(language).to_owned(),
        Err(_) => code.to_string(),
    }
}
