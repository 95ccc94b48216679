//! The fields of the index, and the hash that names its layout.

use matching::rule_config::RuleConfig;
use matching::text::Analyser;
use sha2::{Digest, Sha256};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use vocabulary::Code;

/// The kind of a candidate who may be listed: with consent, and not placed elsewhere.
pub(super) const CANDIDATE: u64 = 1;
/// The kind of an open vacancy.
pub(super) const VACANCY: u64 = 2;
/// The kind of a candidate who is counted and never listed.
pub(super) const UNLISTED_CANDIDATE: u64 = 3;

/// The fields of the index. One exists for each title and each specialism of the configuration.
pub(super) struct IndexSchema {
    pub(super) schema: Schema,
    /// The hash of everything that gives columns, bits and terms their meaning. Documents of another layout can't be used.
    pub(super) layout: String,
    /// The identifier in the database, from which ties are broken.
    pub(super) id: Field,
    /// [`CANDIDATE`], [`VACANCY`] or [`UNLISTED_CANDIDATE`].
    pub(super) kind: Field,
    /// The document as JSON.
    pub(super) document: Field,
    /// The terms of a candidate's text that are in the vocabulary of the field: all that relevance and the search of
    /// employers read.
    pub(super) terms: Field,
    /// All terms of a text, with the stems of its words: the search of staff in candidates' texts, and that of everybody in
    /// vacancies' texts.
    pub(super) words: Field,
    /// The number of words of the text.
    pub(super) length: Field,
    /// For each language and least evidence, the bytes of the six aspects packed into one number.
    pub(super) languages: Field,
    /// The first day on which a time-limited candidate's columns are valid, as [`matching::columns::day`] encodes it.
    pub(super) since: Field,
    /// The first day on which they are no longer valid.
    pub(super) until: Field,
    /// The columns that don't depend on the configuration, in the order in which they are written.
    pub(super) fixed: Vec<Field>,
    /// For each title, its status.
    pub(super) status: Vec<Field>,
    /// For each specialism, the months worked.
    pub(super) months: Vec<Field>,
}

pub(super) const ID: &str = "id";
pub(super) const KIND: &str = "kind";
pub(super) const LENGTH: &str = "length";
pub(super) const LANGUAGES: &str = "languages";
pub(super) const SINCE: &str = "since";
pub(super) const UNTIL: &str = "until";

/// The name of a title's field.
pub(super) fn status_name(title: &Code) -> String {
    format!("status {title}")
}

/// The name of a specialism's field.
pub(super) fn months_name(specialism: &Code) -> String {
    format!("months {specialism}")
}

impl IndexSchema {
    /// The schema for a configuration; `fixed_names` are the columns that don't depend on it.
    pub(super) fn new(config: &RuleConfig, analyser: &Analyser, fixed_names: &[&str]) -> Self {
        let mut schema = Schema::builder();
        let id = schema.add_text_field(ID, STRING | FAST);
        let kind = schema.add_u64_field(KIND, FAST | INDEXED);
        let document = schema.add_text_field("document", STORED);
        let frequencies = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqs);
        let frequencies = TextOptions::default().set_indexing_options(frequencies);
        let terms = schema.add_text_field("terms", frequencies.clone());
        let words = schema.add_text_field("words", frequencies);
        let length = schema.add_u64_field(LENGTH, FAST);
        let languages = schema.add_json_field(LANGUAGES, FAST);
        let since = schema.add_u64_field(SINCE, FAST);
        let until = schema.add_u64_field(UNTIL, FAST);
        let mut add_all = |names: &mut dyn Iterator<Item = String>| -> Vec<Field> {
            names.map(|name| schema.add_u64_field(&name, FAST)).collect()
        };
        let fixed = add_all(&mut fixed_names.iter().map(|name| (*name).to_owned()));
        let status = add_all(&mut config.titles.iter().map(status_name));
        let months = add_all(&mut config.specialisms.iter().map(months_name));
        Self {
            schema: schema.build(),
            layout: layout(config, analyser, fixed_names),
            id,
            kind,
            document,
            terms,
            words,
            length,
            languages,
            since,
            until,
            fixed,
            status,
            months,
        }
    }
}

/// The hash of the lists whose order gives columns and bits their meaning, of the vocabulary of texts, and of the mask of names in
/// them. Each entry is
/// hashed after its length, so that two different lists never hash alike.
fn layout(config: &RuleConfig, analyser: &Analyser, fixed_names: &[&str]) -> String {
    fn add<'n>(hash: &mut Sha256, list: &'n str, names: impl Iterator<Item = &'n str>) {
        for name in std::iter::once(list).chain(names) {
            hash.update((name.len() as u64).to_be_bytes());
            hash.update(name);
        }
    }
    let mut hash = Sha256::new();
    add(&mut hash, "columns", fixed_names.iter().copied());
    add(&mut hash, "titles", config.titles.iter().map(Code::as_str));
    add(&mut hash, "specialisms", config.specialisms.iter().map(Code::as_str));
    add(&mut hash, "settings", config.settings.iter().map(Code::as_str));
    add(&mut hash, "districts", config.districts.iter().map(|district| district.as_str()));
    add(&mut hash, "texts", [analyser.vocabulary_version(), candidate_profile::MASK_VERSION].into_iter());
    hex::encode(&hash.finalize()[..16])
}
