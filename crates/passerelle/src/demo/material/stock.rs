//! What the records are put together from: names, employers, towns and sentences, read once from the files beside.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use figment::providers::{Format, Toml};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::chance::Chance;

/// Names of people, employers and towns (`names.toml`).
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

/// A town that gave its name to a district.
#[derive(Deserialize)]
pub(super) struct Town {
    pub(super) name: String,
    pub(super) district: String,
    pub(super) language: String,
}

/// Sentences of one specialism, by language.
#[derive(Deserialize)]
pub(super) struct Sentences {
    person: BTreeMap<String, Vec<String>>,
    post: BTreeMap<String, Vec<String>>,
}

/// Who speaks.
#[derive(Clone, Copy)]
pub(super) enum Voice {
    Person,
    Post,
}

pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| read(include_str!("names.toml")));
static SENTENCES: LazyLock<BTreeMap<String, Sentences>> = LazyLock::new(|| read(include_str!("sentences.toml")));

fn read<T: DeserializeOwned>(file: &str) -> T {
    Toml::from_str(file).expect("a file built into the program, which the tests read")
}

/// Appends `count` different sentences of one field (a specialism, or `any`) to a text.
pub(super) fn say(text: &mut String, voice: Voice, field: &str, language: &str, count: usize, chance: &mut Chance) {
    let of_field = SENTENCES.get(field).map(|sentences| match voice {
        Voice::Person => &sentences.person,
        Voice::Post => &sentences.post,
    });
    let sentences = of_field.and_then(|sentences| sentences.get(language)).map_or(&[][..], Vec::as_slice);
    let first = chance.below(sentences.len());
    for sentence in sentences.iter().cycle().skip(first).take(count.min(sentences.len())) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(sentence);
    }
}
