//! The fields of the index: one for each column, and a few to find and show a document.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use vocabulary::Code;

use crate::rule_config::RuleConfig;
use crate::text::Analyser;

/// A document of somebody who may be shown: with consent, and not placed elsewhere.
pub(super) const CANDIDATE: u64 = 1;
/// A document of an open vacancy.
pub(super) const VACANCY: u64 = 2;
/// A document of somebody who is counted and never shown.
pub(super) const UNSHOWN: u64 = 3;

/// The fields of a schema. Which there are depends on the titles and specialisms of configuration.
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// The identifier in the database.
    pub(super) id: Field,
    /// [`CANDIDATE`], [`VACANCY`] or [`UNSHOWN`].
    pub(super) kind: Field,
    /// The reference, by which ties are broken.
    pub(super) reference: Field,
    /// The document whole, as JSON.
    pub(super) document: Field,
    /// The terms of the text.
    pub(super) terms: Field,
    /// How many words the text has.
    pub(super) length: Field,
    /// By language and least evidence: the bytes of its six aspects in one number.
    pub(super) languages: Field,
    /// The first day on which a person's facts hold, as a column holds days, where something has expired before.
    pub(super) since: Field,
    /// The first day on which they no longer hold, where something expires.
    pub(super) until: Field,
    /// The columns that every index has, in the order in which they are written.
    pub(super) fixed: Vec<Field>,
    /// By title, its status.
    pub(super) status: Vec<Field>,
    /// By specialism, months.
    pub(super) months: Vec<Field>,
}

pub(super) const REFERENCE: &str = "reference";
pub(super) const KIND: &str = "kind";
pub(super) const LENGTH: &str = "length";
pub(super) const LANGUAGES: &str = "languages";
pub(super) const SINCE: &str = "since";
pub(super) const UNTIL: &str = "until";

/// The name of a title's column.
pub(super) fn status_name(title: &Code) -> String {
    format!("status {title}")
}

/// The name of a specialism's column.
pub(super) fn months_name(specialism: &Code) -> String {
    format!("months {specialism}")
}

impl Fields {
    /// The layout of an index: `fixed_names` are of the columns that every one has.
    pub(super) fn new(config: &RuleConfig, analyser: &Analyser, fixed_names: &[&str]) -> Self {
        let mut schema = Schema::builder();
        let id = schema.add_text_field("id", STRING);
        let kind = schema.add_u64_field(KIND, FAST | INDEXED);
        let reference = schema.add_text_field(REFERENCE, TextOptions::default().set_fast("raw"));
        let document = schema.add_text_field("document", STORED);
        let frequencies = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqs);
        let terms = schema.add_text_field("terms", TextOptions::default().set_indexing_options(frequencies));
        let length = schema.add_u64_field(LENGTH, FAST);
        let languages = schema.add_json_field(LANGUAGES, FAST);
        let since = schema.add_u64_field(SINCE, FAST);
        let until = schema.add_u64_field(UNTIL, FAST);
        let mut fixed = Vec::new();
        for name in fixed_names {
            fixed.push(schema.add_u64_field(name, FAST));
        }
        let mut status = Vec::new();
        for title in &config.titles {
            status.push(schema.add_u64_field(&status_name(title), FAST));
        }
        let mut months = Vec::new();
        for specialism in &config.specialisms {
            months.push(schema.add_u64_field(&months_name(specialism), FAST));
        }
        // Bits stand for districts and settings in the order of configuration: another order is another layout.
        for code in config.settings.iter().map(Code::as_str).chain(config.districts.iter().map(|code| code.as_str()))
        {
            schema.add_u64_field(&format!("bit {code}"), tantivy::schema::NumericOptions::default());
        }
        schema
            .add_u64_field(&format!("texts {}", analyser.fingerprint()), tantivy::schema::NumericOptions::default());
        for title in &config.ladder {
            schema.add_u64_field(&format!("rung {title}"), tantivy::schema::NumericOptions::default());
        }
        Self {
            schema: schema.build(),
            id,
            kind,
            reference,
            document,
            terms,
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
