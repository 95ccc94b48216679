//! Topics of modules: the phrases by which titles of modules are recognised, and the subjects that they suggest.

use vocabulary::{Code, TextLanguage};

use crate::config_problem::Problems;
use crate::files::Files;
use crate::framework::Frameworks;
use crate::toml_table::TomlTable;

/// The use of a topic's phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicUse {
    /// Suggests subjects.
    Subjects,
    /// Says that a module is clinical training.
    ClinicalTraining,
    /// Belongs to no subject, and keeps shorter phrases inside its own from suggesting one.
    Outside,
}

/// What modules may be about, with the phrases that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleTopic {
    /// The code.
    pub code: Code,
    /// The use of its phrases.
    pub topic_use: TopicUse,
    /// The subjects that it suggests.
    pub subjects: Vec<Code>,
    /// Whether it counts only where no other topic is found.
    pub only_alone: bool,
    /// Topics whose place it takes where it is found.
    pub replaces: Vec<Code>,
    /// Topics that only qualify it in a title that doesn't speak of nursing.
    pub qualified_by: Vec<Code>,
    /// Its phrases by language. `*` at an end of a word stands for any letters.
    pub phrases: Vec<(TextLanguage, String)>,
    /// Phrases that count only where no other phrase is found.
    pub weak_phrases: Vec<(TextLanguage, String)>,
}

/// The topic whose phrases say that a module is clinical training.
const CLINICAL_TRAINING: &str = "clinical-training";

const PATH: &str = "module-topics.toml";

pub(crate) fn read_module_topics(files: &Files, frameworks: &Frameworks, problems: &Problems) -> Vec<ModuleTopic> {
    let mut file = TomlTable::parse(PATH, files.text(PATH, problems), problems);
    let mut topics: Vec<ModuleTopic> = Vec::new();
    for mut table in file.tables("topic") {
        let code: Option<Code> = table.parsed("code");
        let subjects = table.codes("subjects");
        for subject in &subjects {
            if let Err(unknown) = frameworks.subject(subject.as_str()) {
                table.note("subjects", unknown.to_string());
            }
        }
        let only_alone = table.optional_boolean("only_alone").unwrap_or(false);
        let (replaces, qualified_by) = (table.codes("replaces"), table.codes("qualified_by"));
        let phrases = table.optional_table("phrases").map(read_phrases).unwrap_or_default();
        let weak_phrases = table.optional_table("weak").map(read_phrases).unwrap_or_default();
        let Some(code) = code else { continue };
        if topics.iter().any(|topic| topic.code == code) {
            table.note("code", format!("`{code}` stands twice"));
        }
        let topic_use = match subjects.is_empty() {
            false => TopicUse::Subjects,
            true if code.as_str() == CLINICAL_TRAINING => TopicUse::ClinicalTraining,
            true => TopicUse::Outside,
        };
        topics.push(ModuleTopic {
            code,
            topic_use,
            subjects,
            only_alone,
            replaces,
            qualified_by,
            phrases,
            weak_phrases,
        });
    }
    let codes: Vec<Code> = topics.iter().map(|topic| topic.code.clone()).collect();
    for topic in &topics {
        for other in topic.replaces.iter().chain(&topic.qualified_by).filter(|other| !codes.contains(other)) {
            problems.note(PATH, topic.code.as_str(), format!("`{other}` is no topic"));
        }
    }
    topics
}

fn read_phrases(mut table: TomlTable<'_>) -> Vec<(TextLanguage, String)> {
    let mut phrases = Vec::new();
    for (language, key) in
        [(TextLanguage::Nl, "nl"), (TextLanguage::Fr, "fr"), (TextLanguage::En, "en"), (TextLanguage::Ar, "ar")]
    {
        phrases.extend(table.texts(key).into_iter().map(|phrase| (language, phrase)));
    }
    phrases
}
