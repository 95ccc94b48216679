//! The names, employers, towns and sentences of which records are composed, parsed once from the TOML files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use figment::providers::{Format, Toml};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::random::Random;

/// Names of candidates, employers and towns (`names.toml`).
#[derive(Deserialize)]
pub(super) struct Names {
    pub(super) given_women: Vec<String>,
    pub(super) given_men: Vec<String>,
    pub(super) family: Vec<String>,
    pub(super) employers: Vec<Employer>,
    pub(super) towns: Vec<Town>,
}

/// An invented employer.
#[derive(Deserialize)]
pub(super) struct Employer {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) language: String,
}

/// A town whose name is also that of its district.
#[derive(Deserialize)]
pub(super) struct Town {
    pub(super) name: String,
    pub(super) district: String,
    pub(super) language: String,
}

/// Sentences of one specialism, by language.
#[derive(Deserialize)]
pub(super) struct Sentences {
    candidate: BTreeMap<String, Vec<String>>,
    vacancy: BTreeMap<String, Vec<String>>,
}

/// The kind of text that a sentence is for.
#[derive(Clone, Copy)]
pub(super) enum TextKind {
    Candidate,
    Vacancy,
}

pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| read(include_str!("names.toml")));
static SENTENCES: LazyLock<BTreeMap<String, Sentences>> = LazyLock::new(|| read(include_str!("sentences.toml")));

fn read<T: DeserializeOwned>(file: &str) -> T {
    Toml::from_str(file).expect("a file built into the program, which the tests read")
}

/// Appends `count` different sentences of one field (a specialism, or `any`) to a text.
pub(super) fn append_sentences(
    text: &mut String,
    kind: TextKind,
    field: &str,
    language: &str,
    count: usize,
    random: &mut Random,
) {
    let of_field = SENTENCES.get(field).map(|sentences| match kind {
        TextKind::Candidate => &sentences.candidate,
        TextKind::Vacancy => &sentences.vacancy,
    });
    let sentences = of_field.and_then(|sentences| sentences.get(language)).map_or(&[][..], Vec::as_slice);
    let first = random.below(sentences.len());
    for sentence in sentences.iter().cycle().skip(first).take(count.min(sentences.len())) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(sentence);
    }
}
