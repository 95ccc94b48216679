//! Sentences in four languages, made with Fluent from the data of reasons.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use unic_langid::LanguageIdentifier;
use vocabulary::{Evidence, Outcome, Shift, Skill, Standing, TextLanguage, TitleStatus};

use crate::config_problem::Problems;
use crate::files::Files;

/// The texts of `config/texts/`, one file a language, all with the same keys and variables.
///
/// An argument that is empty reaches a text as the word `none`, so that a text can choose other words instead of
/// printing a gap; one of digits alone reaches it as a number, so that plurals come out right.
pub struct Texts {
    bundles: Vec<FluentBundle<FluentResource>>,
    keys: Vec<String>,
    /// The words by which texts choose between variants, such as `start`: they are never printed.
    choices: BTreeSet<String>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("languages", &TextLanguage::ALL).finish()
    }
}

impl Texts {
    /// A text in a language. A key that the language lacks falls back to English, and then to the key itself.
    pub fn format(&self, language: TextLanguage, key: &str, arguments: &[(&str, &str)]) -> String {
        let mut given = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            given.set(*name, self.argument(language, value));
        }
        let pattern = |language: TextLanguage| {
            let bundle = &self.bundles[language as usize];
            bundle.get_message(key).and_then(|message| message.value()).map(|pattern| (bundle, pattern))
        };
        let Some((bundle, pattern)) = pattern(language).or_else(|| pattern(TextLanguage::En)) else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned()
    }

    fn argument<'v>(&self, language: TextLanguage, value: &'v str) -> FluentValue<'v> {
        if value.is_empty() {
            return "none".into();
        }
        // Longer than that is no count, and floating numbers would round it.
        const MOST_DIGITS: usize = 15;
        let plain = value.len() <= MOST_DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
        if plain && let Ok(number) = value.parse::<FluentNumber>() {
            return number.into();
        }
        // Latin codes and names inside an Arabic sentence would pull its order apart without isolation. Fluent would
        // isolate whole clauses too, which puts the comma at their beginning on the wrong side.
        if language == TextLanguage::Ar && !self.choices.contains(value) {
            return format!("\u{2068}{value}\u{2069}").into();
        }
        value.into()
    }

    /// Whether a language has a text of this key.
    pub fn has(&self, language: TextLanguage, key: &str) -> bool {
        self.bundles[language as usize].has_message(key)
    }

    /// Every key, in order; the same in all four languages.
    pub fn keys(&self) -> Vec<&str> {
        self.keys.iter().map(String::as_str).collect()
    }

    /// The word for a standing.
    pub fn standing(&self, language: TextLanguage, standing: Standing) -> String {
        self.format(language, &format!("standing-{standing}"), &[])
    }

    /// The word for an outcome.
    pub fn outcome(&self, language: TextLanguage, outcome: Outcome) -> String {
        self.format(language, &format!("outcome-{outcome}"), &[])
    }

    /// The word for a title's status.
    pub fn status(&self, language: TextLanguage, status: TitleStatus) -> String {
        self.format(language, &format!("status-{status}"), &[])
    }

    /// The word for a kind of evidence.
    pub fn evidence(&self, language: TextLanguage, evidence: Evidence) -> String {
        self.format(language, &format!("evidence-{evidence}"), &[])
    }

    /// The word for a skill.
    pub fn skill(&self, language: TextLanguage, skill: Skill) -> String {
        self.format(language, &format!("skill-{skill}"), &[])
    }

    /// The word for a shift.
    pub fn shift(&self, language: TextLanguage, shift: Shift) -> String {
        self.format(language, &format!("shift-{shift}"), &[])
    }

    /// The name of a language by its ISO 639-1 code, or the code where we have no name.
    pub fn language_name(&self, language: TextLanguage, code: &str) -> String {
        let key = format!("language-name-{code}");
        if self.has(language, &key) { self.format(language, &key, &[]) } else { code.to_owned() }
    }

    pub(crate) fn read(files: &Files, problems: &Problems) -> Self {
        let mut bundles = Vec::with_capacity(TextLanguage::ALL.len());
        let mut messages = Vec::with_capacity(TextLanguage::ALL.len());
        let mut choices = BTreeSet::new();
        for language in TextLanguage::ALL {
            let path = path_of(*language);
            let text = files.text(&path, problems).to_owned();
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
                for error in errors {
                    let line = resource.source()[..error.pos.start].matches('\n').count() + 1;
                    problems.note(&path, format!("line {line}"), format!("is not Fluent: {error}"));
                }
                resource
            });
            messages.push(variables_by_message(&resource, &mut choices));
            let mut bundle = FluentBundle::new_concurrent(vec![identifier(*language)]);
            bundle.set_use_isolating(false);
            if let Err(errors) = bundle.add_resource(resource) {
                for error in errors {
                    problems.note(&path, "", error.to_string());
                }
            }
            bundles.push(bundle);
        }
        note_differences(&messages, problems);
        let keys = messages[TextLanguage::En as usize].keys().cloned().collect();
        Self { bundles, keys, choices }
    }
}

fn path_of(language: TextLanguage) -> String {
    format!("texts/{language}.ftl")
}

fn identifier(language: TextLanguage) -> LanguageIdentifier {
    // The four words are language identifiers, so the default, which has no plural rules, is never taken.
    language.word().parse().unwrap_or_default()
}

/// The variables that each message of a file uses.
type Variables = BTreeMap<String, BTreeSet<String>>;

/// Every language must have the keys and variables that English has: a text without its figure says too little.
fn note_differences(messages: &[Variables], problems: &Problems) {
    let english = &messages[TextLanguage::En as usize];
    for language in TextLanguage::ALL {
        let own = &messages[*language as usize];
        let path = path_of(*language);
        for (key, variables) in english {
            match own.get(key) {
                None => problems.note(&path, key, "is missing"),
                Some(own) if own != variables => {
                    let reason = format!("uses {own:?}; the English text uses {variables:?}");
                    problems.note(&path, key, reason);
                }
                Some(_) => {}
            }
        }
        for key in own.keys().filter(|key| !english.contains_key(*key)) {
            problems.note(&path, key, "no such text is known");
        }
    }
}

fn variables_by_message(resource: &FluentResource, choices: &mut BTreeSet<String>) -> Variables {
    let mut messages = Variables::new();
    for entry in resource.entries() {
        if let Entry::Message(message) = entry {
            let mut variables = BTreeSet::new();
            if let Some(pattern) = &message.value {
                collect_variables(pattern, &mut variables, choices);
            }
            messages.insert(message.id.name.to_owned(), variables);
        }
    }
    messages
}

fn collect_variables(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>, choices: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, variables),
            Expression::Select { selector, variants } => {
                collect_inline(selector, variables);
                for variant in variants {
                    if let VariantKey::Identifier { name } = variant.key {
                        choices.insert(name.to_owned());
                    }
                    collect_variables(&variant.value, variables, choices);
                }
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => variables.insert(format!("${}", id.name)),
        // A piece that another message holds brings its own variables, so it must be used everywhere alike.
        InlineExpression::MessageReference { id, .. } => variables.insert(id.name.to_owned()),
        _ => false,
    };
}
