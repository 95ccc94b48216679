//! Texts in four languages, rendered with Fluent.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;
use vocabulary::{Evidence, LanguageCode, Level, Shift, Skill, Standing, TextLanguage, TitleStatus};

use crate::config_problem::Problems;
use crate::files::Files;
use crate::text_key::{TextFamily, TextKey, UsedKey};

const STANDING: TextFamily = TextFamily::new("standing-");
const STATUS: TextFamily = TextFamily::new("status-");
const EVIDENCE: TextFamily = TextFamily::new("evidence-");
const SKILL: TextFamily = TextFamily::new("skill-");
const SHIFT: TextFamily = TextFamily::new("shift-");
const LANGUAGE_NAME: TextFamily = TextFamily::new("language-name-");
const LEVEL_NATIVE: TextKey = TextKey::new("level-native", []);

/// The texts of `config/texts/<language>/<subject>.ftl`, with the same keys and variables in all four languages.
///
/// An empty argument is passed to Fluent as the word `none`, so that a text can select another wording instead of
/// leaving a gap; an argument of digits alone is passed as a number, so that plural rules apply.
pub struct Texts {
    bundles: Vec<FluentBundle<FluentResource>>,
    /// By language and key: the texts that need no resolver.
    templates: Vec<FxHashMap<String, Template>>,
    /// The messages of the English texts; those of the other languages have the same keys and variables.
    messages: BTreeMap<String, Message>,
    /// The variant keys by which texts select a wording, such as `start`; they are never printed.
    variant_keys: BTreeSet<String>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("languages", &TextLanguage::ALL).finish()
    }
}

impl Texts {
    /// Renders a text in a language, with a value for each argument of the key.
    ///
    /// Falls back to the English text, and then to the key itself.
    pub fn format<const N: usize>(&self, language: TextLanguage, key: &TextKey<N>, values: [&str; N]) -> String {
        self.render(language, key.name, key.arguments.into_iter().zip(values))
    }

    /// Renders the text of a member of a family, with named arguments.
    ///
    /// Falls back to the English text, and then to the key itself.
    pub fn format_member(
        &self,
        language: TextLanguage,
        family: &TextFamily,
        member: impl std::fmt::Display,
        arguments: &[(&str, &str)],
    ) -> String {
        self.render(language, &family.name(member), arguments.iter().copied())
    }

    fn render<'v>(
        &self,
        language: TextLanguage,
        key: &str,
        arguments: impl Iterator<Item = (&'v str, &'v str)> + Clone,
    ) -> String {
        if let Some(template) = self.templates[language as usize].get(key) {
            return template.render(arguments, |value, text| self.push_argument(language, value, text));
        }
        let mut values = FluentArgs::new();
        for (name, value) in arguments {
            values.set(name, self.argument(language, value));
        }
        let pattern = |language: TextLanguage| {
            let bundle = &self.bundles[language as usize];
            bundle.get_message(key).and_then(|message| message.value()).map(|pattern| (bundle, pattern))
        };
        let Some((bundle, pattern)) = pattern(language).or_else(|| pattern(TextLanguage::En)) else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
    }

    fn argument(&self, language: TextLanguage, value: &str) -> FluentValue<'static> {
        if is_count(value)
            && let Ok(number) = value.parse::<FluentNumber>()
        {
            return number.into();
        }
        let mut text = String::new();
        self.push_argument(language, value, &mut text);
        text.into()
    }

    /// Adds the value of an argument to a text.
    fn push_argument(&self, language: TextLanguage, value: &str, text: &mut String) {
        match value {
            "" => text.push_str(NO_VALUE),
            value if self.is_isolated(language, value) => text.extend(["\u{2068}", value, "\u{2069}"]),
            value => text.push_str(value),
        }
    }

    /// Whether a value is isolated from the direction of its sentence. Latin codes and names in an Arabic sentence need
    /// that, or they change its order. Fluent's own isolation would also isolate whole clauses, which puts their comma
    /// on the wrong side.
    fn is_isolated(&self, language: TextLanguage, value: &str) -> bool {
        language == TextLanguage::Ar && !is_count(value) && !self.variant_keys.contains(value)
    }

    /// Whether a language has a text with this key.
    pub fn has(&self, language: TextLanguage, key: &str) -> bool {
        self.bundles[language as usize].has_message(key)
    }

    /// All keys, in alphabetical order; the same in all four languages.
    pub fn keys(&self) -> Vec<&str> {
        self.messages.keys().map(String::as_str).collect()
    }

    /// The messages that a text contains by reference, directly or through other messages.
    pub fn references(&self, key: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut open = vec![key];
        while let Some(key) = open.pop() {
            let Some(message) = self.messages.get(key) else { continue };
            let new = message.references.iter().filter(|reference| found.insert(reference.as_str()));
            open.extend(new.map(String::as_str).collect::<Vec<_>>());
        }
        found
    }

    /// The arguments that a text uses, itself or through the messages that it refers to.
    pub fn arguments(&self, key: &str) -> BTreeSet<&str> {
        let keys = self.references(key).into_iter().chain([key]);
        let variables = keys.filter_map(|key| self.messages.get(key)).flat_map(|message| &message.variables);
        variables.map(String::as_str).collect()
    }

    /// The word for a standing.
    pub fn standing(&self, language: TextLanguage, standing: Standing) -> String {
        self.format_member(language, &STANDING, standing, &[])
    }

    /// The word for a title's status.
    pub fn status(&self, language: TextLanguage, status: TitleStatus) -> String {
        self.format_member(language, &STATUS, status, &[])
    }

    /// The word for a kind of evidence.
    pub fn evidence(&self, language: TextLanguage, evidence: Evidence) -> String {
        self.format_member(language, &EVIDENCE, evidence, &[])
    }

    /// The word for a skill.
    pub fn skill(&self, language: TextLanguage, skill: Skill) -> String {
        self.format_member(language, &SKILL, skill, &[])
    }

    /// The word for a shift.
    pub fn shift(&self, language: TextLanguage, shift: Shift) -> String {
        self.format_member(language, &SHIFT, shift, &[])
    }

    /// The word for a level: the code of the CEFR, or the language's word for `native`.
    pub fn level(&self, language: TextLanguage, level: Level) -> String {
        match level {
            Level::Native => self.format(language, &LEVEL_NATIVE, []),
            level => level.to_string(),
        }
    }

    /// The name of the language with an ISO 639-1 code, or the code when no name is configured.
    pub fn language_name(&self, language: TextLanguage, code: &str) -> String {
        let is_named = self.has(language, &LANGUAGE_NAME.name(code));
        if is_named { self.format_member(language, &LANGUAGE_NAME, code, &[]) } else { code.to_owned() }
    }

    /// The keys that the methods above can use.
    pub fn vocabulary_keys() -> Vec<UsedKey> {
        let mut keys = vec![LEVEL_NATIVE.used()];
        keys.extend(STANDING.used_by_all(Standing::ALL));
        keys.extend(STATUS.used_by_all(TitleStatus::ALL));
        keys.extend(EVIDENCE.used_by_all(Evidence::ALL));
        keys.extend(SKILL.used_by_all(Skill::ALL));
        keys.extend(SHIFT.used_by_all(Shift::ALL));
        let names = LANGUAGE_NAME.used_by_all(LanguageCode::all());
        keys.extend(names.into_iter().map(|name| UsedKey { is_optional: true, ..name }));
        keys
    }

    pub(crate) fn read(files: &Files, problems: &Problems) -> Self {
        let mut bundles = Vec::with_capacity(TextLanguage::ALL.len());
        let mut messages = Vec::with_capacity(TextLanguage::ALL.len());
        let mut templates = Vec::with_capacity(TextLanguage::ALL.len());
        let mut variant_keys = BTreeSet::new();
        for language in TextLanguage::ALL {
            let mut bundle = FluentBundle::new_concurrent(vec![identifier(*language)]);
            bundle.set_use_isolating(false);
            let (mut own, mut own_templates) = (BTreeMap::new(), FxHashMap::default());
            for path in files.in_folder(&format!("texts/{language}/"), ".ftl") {
                let resource = parse(path, files.text(path, problems).to_owned(), problems);
                own.extend(messages_of(&resource, path, &mut variant_keys));
                own_templates.extend(templates_of(&resource));
                if let Err(errors) = bundle.add_resource(resource) {
                    for error in errors {
                        problems.note(path, "", error.to_string());
                    }
                }
            }
            bundles.push(bundle);
            messages.push(own);
            templates.push(own_templates);
        }
        note_differences(&messages, problems);
        Self { bundles, templates, messages: messages.swap_remove(TextLanguage::En as usize), variant_keys }
    }
}

fn parse(path: &str, text: String, problems: &Problems) -> FluentResource {
    FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
        for error in errors {
            let line = resource.source()[..error.pos.start].matches('\n').count() + 1;
            problems.note(path, format!("line {line}"), format!("is not Fluent: {error}"));
        }
        resource
    })
}

fn identifier(language: TextLanguage) -> LanguageIdentifier {
    // All four codes are language identifiers, so the default, which has no plural rules, is never used.
    language.word().parse().unwrap_or_default()
}

/// What texts show, and select by, for an argument without a value.
const NO_VALUE: &str = "none";

/// Whether a value is a number. A longer run of digits is an identifier, which a floating-point number would round.
fn is_count(value: &str) -> bool {
    const MOST_DIGITS: usize = 15;
    (1..=MOST_DIGITS).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// A text of words and arguments alone, without selections and references, which most are. Fluent's resolver takes
/// several times as long to put one together.
struct Template {
    start: String,
    /// Each argument, with the words behind it.
    arguments: Vec<(String, String)>,
}

impl Template {
    fn new(pattern: &Pattern<&str>) -> Option<Self> {
        let mut template = Self { start: String::new(), arguments: Vec::new() };
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    let words = template.arguments.last_mut().map_or(&mut template.start, |(_, words)| words);
                    words.push_str(value);
                }
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::VariableReference { id }),
                } => template.arguments.push((id.name.to_owned(), String::new())),
                PatternElement::Placeable { .. } => return None,
            }
        }
        Some(template)
    }

    /// `push` adds the value of an argument to a text.
    fn render<'v>(
        &self,
        values: impl Iterator<Item = (&'v str, &'v str)> + Clone,
        push: impl Fn(&str, &mut String),
    ) -> String {
        let value_of = |argument: &str| values.clone().find(|(name, _)| *name == argument).map(|(_, value)| value);
        let mut text = String::with_capacity(128);
        text.push_str(&self.start);
        for (argument, words) in &self.arguments {
            // A test holds that the arguments of each key are those that its text has.
            push(value_of(argument).unwrap_or_default(), &mut text);
            text.push_str(words);
        }
        text
    }
}

fn templates_of(resource: &FluentResource) -> impl Iterator<Item = (String, Template)> + '_ {
    resource.entries().filter_map(|entry| {
        let Entry::Message(message) = entry else { return None };
        Some((message.id.name.to_owned(), Template::new(message.value.as_ref()?)?))
    })
}

/// One message of a file.
#[derive(Debug, PartialEq, Eq)]
struct Message {
    /// The file inside the folder of its language: `reasons.ftl`.
    subject: String,
    /// The variables that it uses, without the dollar sign.
    variables: BTreeSet<String>,
    /// The messages that it refers to; their variables are its own too.
    references: BTreeSet<String>,
}

/// Notes where a language's keys, files, variables or references differ from those of English: a text that lacks a
/// variable would lack a fact.
fn note_differences(messages: &[BTreeMap<String, Message>], problems: &Problems) {
    let english = &messages[TextLanguage::En as usize];
    for language in TextLanguage::ALL {
        let own = &messages[*language as usize];
        let path = |message: &Message| format!("texts/{language}/{}", message.subject);
        for (key, expected) in english {
            let Some(message) = own.get(key) else {
                problems.note(&path(expected), key, "is missing");
                continue;
            };
            if message.subject != expected.subject {
                let reason = format!("belongs in `{}`, as the English text does", expected.subject);
                problems.note(&path(message), key, reason);
            }
            if (&message.variables, &message.references) != (&expected.variables, &expected.references) {
                let reason =
                    format!("uses {}; the English text uses {}", message.placeables(), expected.placeables());
                problems.note(&path(message), key, reason);
            }
        }
        for (key, message) in own.iter().filter(|(key, _)| !english.contains_key(*key)) {
            problems.note(&path(message), key, "no such text is known");
        }
    }
}

impl Message {
    /// Its variables and references as Fluent spells them.
    fn placeables(&self) -> String {
        let variables = self.variables.iter().map(|variable| format!("${variable}"));
        format!("{:?}", variables.chain(self.references.iter().cloned()).collect::<BTreeSet<_>>())
    }

    fn collect_pattern(&mut self, pattern: &Pattern<&str>, variant_keys: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            match expression {
                Expression::Inline(inline) => self.collect_inline(inline),
                Expression::Select { selector, variants } => {
                    self.collect_inline(selector);
                    for variant in variants {
                        if let VariantKey::Identifier { name } = variant.key {
                            variant_keys.insert(name.to_owned());
                        }
                        self.collect_pattern(&variant.value, variant_keys);
                    }
                }
            }
        }
    }

    fn collect_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => self.variables.insert(id.name.to_owned()),
            InlineExpression::MessageReference { id, .. } => self.references.insert(id.name.to_owned()),
            _ => false,
        };
    }
}

fn messages_of(
    resource: &FluentResource,
    path: &str,
    variant_keys: &mut BTreeSet<String>,
) -> BTreeMap<String, Message> {
    let subject = path.rsplit('/').next().unwrap_or(path);
    let mut messages = BTreeMap::new();
    for entry in resource.entries() {
        if let Entry::Message(entry) = entry {
            let mut message =
                Message { subject: subject.to_owned(), variables: BTreeSet::new(), references: BTreeSet::new() };
            if let Some(pattern) = &entry.value {
                message.collect_pattern(pattern, variant_keys);
            }
            messages.insert(entry.id.name.to_owned(), message);
        }
    }
    messages
}
