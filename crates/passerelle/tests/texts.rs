//! The keys of `config/texts/` are those that the code can use, with the arguments that the code passes.
//!
//! All four languages have the same keys and arguments: a configuration in which they differ doesn't load.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use matching::explanation;
use passerelle::{ranking_report, training_report};
use reference_data::{ReferenceData, Texts, UsedKey};
use vocabulary::TextLanguage;

fn shipped() -> ReferenceData {
    ReferenceData::built_in().unwrap_or_else(|errors| panic!("the shipped configuration is not clean:\n{errors}"))
}

/// All keys that the code can use. A module that declares keys adds its list here.
fn used_keys() -> BTreeMap<String, UsedKey> {
    let lists = [
        Texts::vocabulary_keys(),
        explanation::text_keys(),
        candidate_profile::candidates::text_keys(),
        ranking_report::text_keys(),
        ranking::count_change::text_keys(),
        training_harmonisation::explanation::text_keys(),
        training_report::text_keys(),
        api::text_keys(),
    ];
    let mut used = BTreeMap::new();
    for key in lists.into_iter().flatten() {
        let name = key.name.clone();
        assert!(used.insert(name.clone(), key).is_none(), "`{name}` is listed twice");
    }
    used
}

/// The source files of all crates, with their paths.
fn sources() -> Vec<(PathBuf, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is in crates/");
    let mut folders: Vec<PathBuf> = entries(crates).into_iter().map(|folder| folder.join("src")).collect();
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                sources.push((path, text));
            }
        }
    }
    sources
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("an entry of the folder").path()).collect()
}

/// The literals with which a constructor is called in a source file.
fn declared<'a>(path: &Path, text: &'a str, constructor: &str) -> Vec<&'a str> {
    let calls = text.match_indices(constructor).map(|(start, _)| text[start + constructor.len()..].trim_start());
    let literal = |call: &'a str| {
        let literal = call.strip_prefix('"').and_then(|rest| rest.split('"').next());
        literal.unwrap_or_else(|| panic!("{}: {constructor} needs a literal", path.display()))
    };
    calls.map(literal).collect()
}

#[test]
fn every_key_that_the_code_can_use_has_a_text() {
    let reference = shipped();
    let used = used_keys();
    assert!(used.len() > 150, "{} keys", used.len());
    let required = used.values().filter(|key| !key.is_optional);
    let references = used.keys().flat_map(|key| reference.texts().references(key));
    let keys: BTreeSet<&str> = required.map(|key| key.name.as_str()).chain(references).collect();
    for language in TextLanguage::ALL {
        let missing: Vec<&&str> = keys.iter().filter(|key| !reference.texts().has(*language, key)).collect();
        assert!(missing.is_empty(), "{language}: no text for {missing:?}");
    }
}

#[test]
fn every_text_is_used_by_the_code_or_by_another_text_in_use() {
    let reference = shipped();
    let used = used_keys();
    let references: BTreeSet<&str> = used.keys().flat_map(|key| reference.texts().references(key)).collect();
    let is_used = |key: &&str| used.contains_key(*key) || references.contains(key);
    let unused: Vec<&str> = reference.texts().keys().into_iter().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "not used: {unused:?}");
}

#[test]
fn every_argument_that_a_text_uses_is_passed_by_the_code() {
    let reference = shipped();
    for key in used_keys().values() {
        for argument in reference.texts().arguments(&key.name) {
            let passed = &key.arguments;
            assert!(passed.contains(&argument), "`{}` uses ${argument}; the code passes {passed:?}", key.name);
        }
    }
}

#[test]
fn every_language_of_the_texts_has_a_name() {
    let reference = shipped();
    for language in TextLanguage::ALL {
        for named in TextLanguage::ALL {
            assert_ne!(reference.texts().language_name(*language, named.word()), named.word());
        }
    }
}

/// A key that is declared and not listed would escape the tests above.
#[test]
fn every_declared_key_is_listed() {
    let used = used_keys();
    let mut count = 0;
    for (path, text) in sources() {
        for key in declared(&path, &text, "TextKey::new(") {
            assert!(used.contains_key(key), "{}: `{key}` is not in the module's list", path.display());
            count += 1;
        }
        for prefix in declared(&path, &text, "TextFamily::new(") {
            let is_listed = !prefix.is_empty() && used.keys().any(|key| key.starts_with(prefix));
            assert!(is_listed, "{}: `{prefix}` is not in the module's list", path.display());
            count += 1;
        }
    }
    assert!(count > 20, "{count} declarations");
}
