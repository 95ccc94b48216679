//! Explains reasons and plans as text in four languages. Nothing is decided here.

use chrono::Locale;
use reference_data::{Catalogue, ReferenceData, TextFamily, TextKey, UsedKey};
use vocabulary::{
    Code, Date, Euros, Evidence, Hours, Outcome, RequiredBy, Skill, SourceKind, TextLanguage, WorkPermission,
};

use crate::plan::Plan;
use crate::reason::{Reason, Value};
use crate::requirements::LanguageAlternative;
use crate::rules::RULES;

/// A sentence for each rule and outcome: `reason-<rule>-<outcome>`.
const REASON: TextFamily = TextFamily::new("reason-");
/// On what kind of source an outcome rests: `source-<kind>`.
const SOURCE: TextFamily = TextFamily::new("source-");
/// The question to put when a fact is missing: `ask-<rule>`.
const QUESTION: TextFamily = TextFamily::new("ask-");
/// The name of a rule: `rule-<rule>`.
const RULE_NAME: TextFamily = TextFamily::new("rule-");
const PLAN_PROCEDURE: TextKey<2> = TextKey::new("plan-procedure", ["procedure", "days"]);
const PLAN_ENDS: TextKey<1> = TextKey::new("plan-ends", ["ends"]);
const LIST_SEPARATOR: TextKey = TextKey::new("list-separator", []);
const ANY: TextKey = TextKey::new("word-any", []);
const YES: TextKey = TextKey::new("word-yes", []);
const NO: TextKey = TextKey::new("word-no", []);

/// The rules that a plan can meet: courses raise languages, procedures raise titles and so permit an earlier start.
const RULES_MET_BY_PLAN: [&str; 3] = ["title", "language", "start"];

/// The arguments of a rule's sentences and question.
fn arguments_of(rule: &str) -> &'static [&'static str] {
    match rule {
        "title" => &["required", "required_status", "found", "found_status"],
        "language" => &["language", "skill", "required", "required_evidence", "found", "evidence", "by"],
        "specialism" => &["required", "specialisms", "found"],
        "pay" => &["required", "max", "found"],
        _ => &["required", "found"],
    }
}

/// The keys of the texts that this module can use.
pub fn text_keys() -> Vec<UsedKey> {
    let mut keys =
        vec![PLAN_PROCEDURE.used(), PLAN_ENDS.used(), LIST_SEPARATOR.used(), ANY.used(), YES.used(), NO.used()];
    keys.extend(SOURCE.used_by_all(SourceKind::ALL));
    for rule in RULES.iter().map(|rule| rule.code()) {
        keys.push(RULE_NAME.used(rule, &[]));
        keys.push(QUESTION.used(rule, arguments_of(rule)));
        let outcomes =
            Outcome::ALL.iter().filter(|outcome| **outcome != Outcome::ByPlan || RULES_MET_BY_PLAN.contains(&rule));
        keys.extend(outcomes.map(|outcome| REASON.used(format!("{rule}-{outcome}"), arguments_of(rule))));
    }
    keys
}

/// Explains one reason in a sentence, and says on what kind of source it rests, if on any.
pub fn sentence(reason: &Reason, reference: &ReferenceData, language: TextLanguage) -> String {
    let explainer = Explainer { reference, language };
    let mut sentence = explainer.explain(&REASON, &format!("{}-{}", rule_of(reason), reason.outcome), reason);
    if let Some(source) = reason.source {
        sentence.push(' ');
        sentence.push_str(&reference.texts().format_member(language, &SOURCE, source, &[]));
    }
    sentence
}

/// The question to put, with its addressee, for a reason with a fact missing; nothing for any other outcome.
pub fn question(reason: &Reason, reference: &ReferenceData, language: TextLanguage) -> Option<String> {
    let explainer = Explainer { reference, language };
    (reason.outcome == Outcome::Unknown).then(|| explainer.explain(&QUESTION, rule_of(reason), reason))
}

/// The name of a rule by its code; for `language.nl.writing`, the names of the language and the skill.
pub fn rule_name(code: &str, reference: &ReferenceData, language: TextLanguage) -> String {
    let texts = reference.texts();
    match code.strip_prefix("language.") {
        None => texts.format_member(language, &RULE_NAME, code, &[]),
        Some(alternatives) => {
            let names = alternatives.split('/').map(|alternative| match alternative.split_once('.') {
                Some((name, skill)) => {
                    let skill =
                        skill.parse().map_or_else(|_| skill.to_owned(), |skill: Skill| texts.skill(language, skill));
                    format!("{} ({skill})", texts.language_name(language, name))
                }
                None => texts.language_name(language, alternative),
            });
            names.collect::<Vec<_>>().join(" / ")
        }
    }
}

/// Explains a plan: one line for each course and procedure, and one for the day on which it ends.
pub fn plan(plan: &Plan, reference: &ReferenceData, language: TextLanguage) -> Vec<String> {
    let texts = reference.texts();
    let courses = plan.courses.iter().map(|course| {
        let invented = if course.invented { " *" } else { "" };
        format!(
            "{}{invented}: {} – {}, {} h, € {}",
            course.id,
            date(course.starts, language),
            date(course.ends, language),
            course.hours,
            euros(course.price, language),
        )
    });
    let procedures = plan.procedures.iter().map(|step| {
        let procedure = format!("{} → {}", texts.status(language, step.from), texts.status(language, step.to));
        texts.format(language, &PLAN_PROCEDURE, [&procedure, &step.days.to_string()])
    });
    let ends = texts.format(language, &PLAN_ENDS, [&date(plan.ends, language)]);
    courses.chain(procedures).chain([ends]).collect()
}

/// A date as the language writes it, with the month as a word.
pub fn date(date: Date, language: TextLanguage) -> String {
    let locale = match language {
        TextLanguage::Nl => Locale::nl_BE,
        TextLanguage::Fr => Locale::fr_BE,
        TextLanguage::En => Locale::en_GB,
        TextLanguage::Ar => Locale::ar_MA,
    };
    date.format_localized("%-d %B %Y", locale).to_string()
}

/// The rule of a reason: its code up to the first dot.
fn rule_of(reason: &Reason) -> &str {
    reason.code.split('.').next().unwrap_or(&reason.code)
}

/// Explains reasons in one language.
struct Explainer<'a> {
    reference: &'a ReferenceData,
    language: TextLanguage,
}

impl Explainer<'_> {
    /// Renders a text with the arguments of the reason's rule; an argument for which the reason has no value is empty.
    fn explain(&self, family: &TextFamily, member: &str, reason: &Reason) -> String {
        let values = self.values(reason);
        let value = |name: &str| values.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| value.as_str());
        let arguments: Vec<(&str, &str)> =
            arguments_of(rule_of(reason)).iter().map(|name| (*name, value(name))).collect();
        self.reference.texts().format_member(self.language, family, member, &arguments)
    }

    /// The values of a reason by the names of arguments.
    fn values(&self, reason: &Reason) -> Vec<(&'static str, String)> {
        let texts = self.reference.texts();
        let mut values = Vec::new();
        match &reason.required {
            Value::Title(title, status) => {
                values.push(("required", label(self.reference.titles(), title, self.language)));
                values.extend(status.map(|status| ("required_status", texts.status(self.language, status))));
            }
            Value::Levels(alternatives, evidence) => values.extend(self.levels(alternatives, *evidence)),
            Value::MonthsIn(months, codes) => {
                values.push(("required", months.to_string()));
                values.push(("specialisms", self.labels(self.reference.specialisms(), codes)));
            }
            Value::Pay(from, to) => {
                values.push(("required", euros(*from, self.language)));
                if from != to {
                    values.push(("max", euros(*to, self.language)));
                }
            }
            required => values.push(("required", self.value(required))),
        }
        values.extend(reason.found.as_ref().map(|found| ("found", self.value(found))));
        if let Some(Value::Title(_, Some(status))) = &reason.found {
            values.push(("found_status", texts.status(self.language, *status)));
        }
        let evidence = reason.evidence.and_then(|word| word.parse::<Evidence>().ok());
        values.extend(evidence.map(|evidence| ("evidence", texts.evidence(self.language, evidence))));
        values.extend(reason.by.map(|by| ("by", RequiredBy::word(by).to_owned())));
        values
    }

    /// The required language, level and evidence. Alternatives with the same level state it once.
    fn levels(&self, alternatives: &[LanguageAlternative], evidence: Evidence) -> Vec<(&'static str, String)> {
        let texts = self.reference.texts();
        let same_level = alternatives.windows(2).all(|pair| pair[0].level == pair[1].level);
        let name = |(position, alternative): (usize, &LanguageAlternative)| {
            let name = texts.language_name(self.language, alternative.language.as_str());
            let skill = alternative.skill.filter(|_| alternatives.len() > 1);
            let skill = skill.map_or_else(String::new, |skill| format!(" ({})", texts.skill(self.language, skill)));
            // The sentence itself states the level of the last alternative.
            let is_last = position + 1 == alternatives.len();
            let level = if same_level || is_last {
                String::new()
            } else {
                format!(" {}", texts.level(self.language, alternative.level))
            };
            format!("{name}{skill}{level}")
        };
        let names: Vec<String> = alternatives.iter().enumerate().map(name).collect();
        let mut values = vec![("language", names.join(" / "))];
        if let [only] = alternatives {
            values.extend(only.skill.map(|skill| ("skill", texts.skill(self.language, skill))));
        }
        let level = alternatives.last().map(|last| texts.level(self.language, last.level));
        values.extend(level.map(|level| ("required", level)));
        if evidence != Evidence::Declared {
            values.push(("required_evidence", texts.evidence(self.language, evidence)));
        }
        values
    }

    /// A value in words of the language.
    fn value(&self, value: &Value) -> String {
        let texts = self.reference.texts();
        let word = |key: &TextKey| texts.format(self.language, key, []);
        match value {
            Value::Nothing => String::new(),
            Value::NoLevel => String::new(),
            Value::Any => word(&ANY),
            Value::Title(title, _) => label(self.reference.titles(), title, self.language),
            Value::Titles(titles) => self.labels(self.reference.titles(), titles),
            Value::Settings(codes) => self.labels(self.reference.settings(), codes),
            Value::Level(language, skill, level) => {
                let level = texts.level(self.language, *level);
                match skill {
                    Some(skill) => {
                        let name = texts.language_name(self.language, language.as_str());
                        format!("{name} ({}) {level}", texts.skill(self.language, *skill))
                    }
                    None => level,
                }
            }
            Value::Date(day) => date(*day, self.language),
            Value::Regions(regions) => {
                let names = regions.iter().map(|code| self.reference.regions().name(code, self.language));
                self.list(names)
            }
            Value::Shifts(shifts) => {
                let names = shifts.iter().map(|shift| texts.shift(self.language, shift));
                self.list(names)
            }
            Value::Hours(from, to) => match (from, to) {
                (Some(from), Some(to)) if from == to => number(&from.to_string(), self.language),
                (from, to) => {
                    let side = |hours: &Option<Hours>| match hours {
                        Some(hours) => number(&hours.to_string(), self.language),
                        None => "?".to_owned(),
                    };
                    format!("{}–{}", side(from), side(to))
                }
            },
            Value::Pay(from, _) => euros(*from, self.language),
            Value::YesNo(yes) => word(if *yes { &YES } else { &NO }),
            Value::Permission(permission) => match permission {
                WorkPermission::Free => word(&YES),
                WorkPermission::Held | WorkPermission::Needed => word(&NO),
            },
            Value::Levels(..) | Value::Months(_) | Value::MonthsSum(_) | Value::MonthsIn(..) => value.to_string(),
        }
    }

    fn labels(&self, catalogue: &Catalogue, codes: &[Code]) -> String {
        self.list(codes.iter().map(|code| label(catalogue, code, self.language)))
    }

    /// Joins the items of a list with the language's separator.
    fn list(&self, items: impl Iterator<Item: Into<String>>) -> String {
        let separator = self.reference.texts().format(self.language, &LIST_SEPARATOR, []);
        items.map(Into::into).collect::<Vec<String>>().join(&separator)
    }
}

/// An amount of euros as the language writes it, without the currency symbol.
pub fn euros(amount: Euros, language: TextLanguage) -> String {
    number(&amount.to_string(), language)
}

/// A decimal number with the language's decimal separator.
fn number(written: &str, language: TextLanguage) -> String {
    match language {
        TextLanguage::Nl | TextLanguage::Fr => written.replace('.', ","),
        TextLanguage::En | TextLanguage::Ar => written.to_owned(),
    }
}

/// The label of a code in a language; the code itself when the configuration no longer has it.
pub fn label(catalogue: &Catalogue, code: &Code, language: TextLanguage) -> String {
    match catalogue.find(code.as_str()) {
        Ok(entry) => entry.label.get(language).to_owned(),
        Err(_) => code.to_string(),
    }
}
