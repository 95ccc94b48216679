//! The structure of the workspace: the allowed dependencies between crates, and rules for all crates and modules.
//!
//! It is documented in `docs/architecture.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// The crates by layer. A crate may use crates of earlier layers, and none of its own layer.
const LAYERS: [&[&str]; 10] = [
    &["vocabulary"],
    &["reference-data", "sheets", "storage"],
    &["access"],
    &["candidate-profile", "employer", "matching"],
    &["job-posting", "training-harmonisation"],
    &["placement"],
    &["ranking"],
    &["web"],
    &["api"],
    &["passerelle"],
];

/// The crates of this workspace that matching may use.
const MATCHING_MAY_USE: [&str; 2] = ["reference-data", "vocabulary"];

/// Names that don't describe contents.
const EMPTY_NAMES: [&str; 8] = ["util", "utils", "common", "helper", "helpers", "manager", "managers", "misc"];

struct Crate {
    name: String,
    folder: PathBuf,
    manifest: Table,
}

impl Crate {
    /// Returns the dependencies of all kinds and for all platforms, each with its specification.
    fn dependencies(&self) -> Vec<(String, Value)> {
        let platforms = self.manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
        let places = std::iter::once(&self.manifest).chain(platforms.filter_map(Value::as_table));
        let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
        let tables = places.flat_map(|place| kinds.map(|kind| place.get(kind)));
        let named = tables.flatten().filter_map(Value::as_table).flatten();
        named.map(|(name, specification)| (name.clone(), specification.clone())).collect()
    }

    /// Whether a key is inherited from the workspace.
    fn inherits(&self, key: &[&str]) -> bool {
        let found = key.iter().try_fold(&self.manifest, |table, part| table.get(*part)?.as_table());
        found.and_then(|table| table.get("workspace")) == Some(&Value::Boolean(true))
    }
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("this crate is in crates/ of the workspace")
}

fn manifest(folder: &Path) -> Table {
    let file = folder.join("Cargo.toml");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn crates() -> Vec<Crate> {
    let folders = fs::read_dir(workspace().join("crates")).expect("crates/ is there");
    let folders = folders.map(|entry| entry.expect("an entry of crates/").path());
    let mut crates: Vec<Crate> = folders
        .filter(|folder| folder.join("Cargo.toml").exists())
        .map(|folder| {
            let manifest = manifest(&folder);
            let name = manifest["package"]["name"].as_str().expect("a crate has a name").to_owned();
            Crate { name, folder, manifest }
        })
        .collect();
    crates.sort_by(|a, b| a.name.cmp(&b.name));
    crates
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&name))
}

#[test]
fn every_crate_is_in_a_layer() {
    let mut placed: Vec<&str> = LAYERS.iter().flat_map(|layer| layer.iter().copied()).collect();
    placed.sort_unstable();
    let names: Vec<String> = crates().into_iter().map(|one| one.name).collect();
    assert_eq!(names, placed, "the crates in crates/ and those with a place in this test");
    for one in crates() {
        assert!(one.folder.ends_with(&one.name), "{} is in the folder of another name", one.name);
    }
}

#[test]
fn dependencies_follow_the_layers() {
    for one in crates() {
        let own = layer(&one.name).unwrap_or_else(|| panic!("{} has no place in this test", one.name));
        for (dependency, _) in one.dependencies() {
            // A crate's tests may use the crate itself with more of its features.
            let Some(other) = layer(&dependency).filter(|_| dependency != one.name) else { continue };
            assert!(other < own, "{} must not use {dependency}: it doesn't stand before it", one.name);
        }
    }
}

#[test]
fn matching_uses_vocabulary_and_reference_data_and_neither_database_nor_index() {
    let all = crates();
    let matching = all.iter().find(|one| one.name == "matching").expect("the crate is there");
    for (dependency, _) in matching.dependencies() {
        let of_this_workspace = layer(&dependency).is_some() && dependency != "matching";
        assert!(
            !of_this_workspace || MATCHING_MAY_USE.contains(&dependency.as_str()),
            "matching must not use {dependency}"
        );
        assert!(!["diesel", "tantivy", "csv"].contains(&dependency.as_str()), "matching must not use {dependency}");
    }
    for name in MATCHING_MAY_USE {
        let one = all.iter().find(|one| one.name == name).expect("the crate is there");
        for (dependency, _) in one.dependencies() {
            let of_this_workspace = layer(&dependency).is_some() && dependency != *name;
            assert!(
                !of_this_workspace || MATCHING_MAY_USE.contains(&dependency.as_str()),
                "{name} uses {dependency}, so matching could see it"
            );
        }
    }
}

/// Returns the tables that a source file declares for diesel.
fn declared_tables(source: &str) -> Vec<String> {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let begins = lines.iter().enumerate().filter(|(_, line)| line.ends_with("table! {")).map(|(number, _)| number);
    let name = |begin: usize| {
        let declaration = lines[begin + 1..].iter().find(|line| !line.starts_with("//") && !line.is_empty())?;
        declaration.split([' ', '(']).next().map(str::to_owned)
    };
    begins.filter_map(name).collect()
}

#[test]
fn a_table_belongs_to_one_crate_and_is_used_only_there() {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut sources = Vec::new();
    for one in crates() {
        let mut files = Vec::new();
        rust_files(&one.folder.join("src"), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).expect("a source file is UTF-8");
            for table in declared_tables(&text) {
                let owner = owners.insert(table.clone(), one.name.clone());
                assert_eq!(owner, None, "{table} is declared twice, the second time in {}", file.display());
            }
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            sources.push((one.name.clone(), file, code.collect::<Vec<_>>().join("\n")));
        }
    }
    let migrations = workspace().join("migrations/sqlite");
    let mut created = Vec::new();
    for entry in fs::read_dir(&migrations).expect("the migrations are there") {
        let file = entry.expect("a migration").path().join("up.sql");
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let tables = text.lines().filter_map(|line| line.strip_prefix("CREATE TABLE "));
        created.extend(tables.filter_map(|rest| rest.split([' ', '(']).next()).map(str::to_owned));
    }
    created.sort_unstable();
    assert_eq!(owners.keys().cloned().collect::<Vec<String>>(), created, "tables in Rust and in the migrations");
    for (name, file, text) in &sources {
        for (table, owner) in owners.iter().filter(|(_, owner)| *owner != name) {
            let foreign = [format!("{table}::table"), format!("{table}::dsl"), format!("table_name = {table})")];
            for named in foreign {
                assert!(!text.contains(&named), "{} names the table {table} of {owner}", file.display());
            }
        }
    }
}

/// Clippy refuses every other way to read the time (`clippy.toml`), so the clock that `main` makes is the only one.
#[test]
fn one_clock_is_made_and_handed_in() {
    let places = |text: &str| {
        let mut found = Vec::new();
        for one in crates() {
            let mut files = Vec::new();
            rust_files(&one.folder.join("src"), &mut files);
            for file in files.into_iter().filter(|file| fs::read_to_string(file).is_ok_and(|all| all.contains(text)))
            {
                found.push(file.strip_prefix(workspace()).expect("it was found there").display().to_string());
            }
        }
        found.sort_unstable();
        found
    };
    let tests = "crates/storage/src/testing.rs";
    assert_eq!(places("Clock::system()"), ["crates/passerelle/src/lib.rs", tests]);
    assert_eq!(places("clippy::disallowed_methods"), ["crates/vocabulary/src/clock.rs"]);
}

#[test]
fn no_file_name_is_used_three_times() {
    let mut found = Vec::new();
    for one in crates() {
        rust_files(&one.folder.join("src"), &mut found);
    }
    let mut by_stem: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in found {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).expect("a file name is UTF-8").to_owned();
        by_stem.entry(stem).or_default().push(file);
    }
    for (stem, files) in by_stem {
        let everywhere = ["mod", "lib", "main"].contains(&stem.as_str());
        assert!(everywhere || files.len() < 3, "{stem} is the name of {} files: {files:?}", files.len());
    }
}

#[test]
fn the_architecture_document_gives_a_reason_for_every_dependency() {
    let design = fs::read_to_string(workspace().join("docs/architecture.md")).expect("the design is there");
    let reasons: Vec<&str> = design.lines().filter(|line| line.starts_with('|')).collect();
    for one in crates() {
        for (dependency, _) in one.dependencies() {
            if layer(&dependency).is_some() {
                continue;
            }
            let named = format!("`{dependency}`");
            let reason = reasons.iter().find(|line| line.split('|').nth(1).is_some_and(|cell| cell.contains(&named)));
            assert!(reason.is_some(), "docs/architecture.md has no reason for {dependency}, which {} uses", one.name);
        }
    }
}

#[test]
fn every_dependency_has_the_version_of_the_workspace() {
    for one in crates() {
        for (dependency, specification) in one.dependencies() {
            let inherits = specification.get("workspace") == Some(&Value::Boolean(true));
            assert!(
                inherits || dependency == one.name,
                "{}: {dependency} has a version or path of its own",
                one.name
            );
        }
    }
}

#[test]
fn every_crate_shares_lints_licence_and_edition() {
    for one in crates() {
        assert!(one.inherits(&["lints"]), "{} doesn't take the workspace's lints", one.name);
        for key in ["version", "edition", "rust-version", "license", "publish"] {
            assert!(one.inherits(&["package", key]), "{} has a {key} of its own", one.name);
        }
        let described = one.manifest["package"].get("description").and_then(Value::as_str);
        assert!(described.is_some_and(|text| !text.is_empty()), "{} doesn't say what it is for", one.name);
    }
}

#[test]
fn the_workspace_forbids_unsafe_code_and_has_one_licence() {
    let root = manifest(workspace());
    let workspace = root["workspace"].as_table().expect("a workspace");
    assert_eq!(workspace["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(workspace["package"]["license"].as_str(), Some("EUPL-1.2"));
}

/// Collects the Rust files of a folder, recursively.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("an entry of a crate's folder").path()) {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn is_empty_name(name: &str) -> bool {
    name.split(['-', '_']).any(|word| EMPTY_NAMES.contains(&word))
}

#[test]
fn crates_and_modules_have_descriptive_names() {
    let mut files = 0;
    for one in crates() {
        assert!(!is_empty_name(&one.name), "{}", one.name);
        let mut found = Vec::new();
        for kind in ["src", "tests", "benches", "examples"] {
            rust_files(&one.folder.join(kind), &mut found);
        }
        for file in found {
            files += 1;
            let inside = file.strip_prefix(&one.folder).expect("it was found there");
            let names = inside.components().filter_map(|part| part.as_os_str().to_str());
            for name in names.map(|name| name.trim_end_matches(".rs")) {
                assert!(!is_empty_name(name), "{}", file.display());
            }
            let text = fs::read_to_string(&file).expect("a source file is UTF-8");
            let modules = text.lines().filter_map(|line| {
                let line = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
                line.strip_prefix("mod ")?.split([' ', ';', '{']).next()
            });
            for module in modules {
                assert!(!is_empty_name(module), "{}: module {module}", file.display());
            }
        }
    }
    assert!(files > 100, "the sources were found: {files} files");
}
