//! The files of a configuration: the built-in ones, each replaced by the operator's file with the same path if there is
//! one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use crate::config_problem::Problems;
use crate::nearest::{nearest, phrase};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../config");

/// Folders to which an operator may add files, besides replacing the built-in ones, and the files' extension.
const OPEN_FOLDERS: &[(&str, &str)] = &[
    ("corridors/", ".toml"),
    ("courses/", ".toml"),
    ("destinations/", ".toml"),
    ("destinations/", ".csv"),
    ("frameworks/", ".toml"),
    ("frameworks/", ".csv"),
    ("professions/", ".toml"),
];

/// All files in use, by their paths inside the configuration folder, in alphabetical order. The built-in ones are borrowed.
pub(crate) struct Files(BTreeMap<String, Cow<'static, [u8]>>);

impl Files {
    /// Collects the built-in files and applies the operator's overrides.
    pub(crate) fn collect(overrides: Option<&Path>, problems: &Problems) -> Self {
        let mut files = BTreeMap::new();
        collect_built_in(&BUILT_IN, &mut files);
        if let Some(folder) = overrides {
            collect_overrides(folder, "", &mut files, problems);
        }
        Self(files)
    }

    /// The text of a file; empty, with a problem added, when the file is missing or isn't UTF-8.
    pub(crate) fn text(&self, path: &str, problems: &Problems) -> &str {
        let Some(bytes) = self.0.get(path) else {
            problems.note(path, "", "the file is missing");
            return "";
        };
        std::str::from_utf8(bytes).unwrap_or_else(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            problems.note(path, format!("line {line}"), "is not UTF-8; save the file as UTF-8");
            ""
        })
    }

    /// Whether there is a file with a path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether a file is the operator's, and not built in.
    pub(crate) fn is_of_operator(&self, path: &str) -> bool {
        matches!(self.0.get(path), Some(Cow::Owned(_)))
    }

    /// The paths in a folder with an extension, such as `.toml`, in alphabetical order.
    pub(crate) fn in_folder<'a>(&'a self, folder: &'a str, extension: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.keys().map(String::as_str).filter(move |path| path.starts_with(folder) && path.ends_with(extension))
    }

    /// The first 16 hexadecimal digits of SHA-256 over all paths and contents, in order.
    pub(crate) fn version(&self) -> String {
        let mut hash = Sha256::new();
        for (path, bytes) in &self.0 {
            for part in [path.as_bytes(), bytes.as_ref()] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        short_hash(&hash.finalize())
    }
}

/// The first 16 hexadecimal digits of a hash.
pub(crate) fn short_hash(hash: &[u8]) -> String {
    hex::encode(&hash[..hash.len().min(8)])
}

fn is_explanation(path: &str) -> bool {
    path.rsplit('/').next() == Some("README.md")
}

fn collect_built_in(folder: &Dir<'static>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if !is_explanation(&path) {
            files.insert(path, Cow::Borrowed(file.contents()));
        }
    }
    for inner in folder.dirs() {
        collect_built_in(inner, files);
    }
}

fn collect_overrides(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Cow<'static, [u8]>>,
    problems: &Problems,
) {
    let shown = if prefix.is_empty() { folder.display().to_string() } else { prefix.to_owned() };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.note(&shown, "", format!("the configuration folder can't be read: {error}"));
            return;
        }
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.note(&shown, "", format!("the configuration folder can't be read: {error}"));
                continue;
            }
        };
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect_overrides(&entry.path(), &format!("{path}/"), files, problems);
        } else if !is_explanation(&path) {
            let open =
                OPEN_FOLDERS.iter().any(|(folder, extension)| path.starts_with(folder) && path.ends_with(extension));
            if !open && !files.contains_key(&path) {
                let near = nearest(&path, files.keys().map(String::as_str));
                let reason = format!("overrides nothing: no file of this path is built in{}", phrase(&near));
                problems.note(&path, "", reason);
                continue;
            }
            match std::fs::read(entry.path()) {
                Ok(bytes) => {
                    files.insert(path, Cow::Owned(bytes));
                }
                Err(error) => problems.note(&path, "", format!("can't be read: {error}")),
            }
        }
    }
}
