//! The criteria that order candidates of one standing, with their weights.

use vocabulary::{Code, Millionths};

use crate::config_problem::Problems;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::toml_table::TomlTable;

/// The criteria with their weights, which add up to exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria {
    /// Raised with every change of a weight; decision records store it.
    pub version: u32,
    /// Each criterion with its weight, in the order of display.
    pub weights: Vec<(Code, Millionths)>,
}

impl Criteria {
    /// The weight of a criterion; zero for an unknown one.
    pub fn weight(&self, code: &str) -> Millionths {
        self.weights.iter().find(|(other, _)| other == code).map_or(Millionths::ZERO, |(_, weight)| *weight)
    }

    pub(crate) fn read(files: &Files, problems: &Problems) -> Self {
        let path = "criteria.toml";
        let mut file = TomlTable::parse(path, files.text(path, problems), problems);
        let version = file.number("version").unwrap_or_default();
        Grounds::read(&mut file);
        let mut weights: Vec<(Code, Millionths)> = Vec::new();
        let mut sum: u64 = 0;
        for mut table in file.tables("criterion") {
            let code: Option<Code> = table.parsed("code");
            let weight = table.number("weight").unwrap_or_default();
            sum += u64::from(weight);
            let Some(code) = code else { continue };
            if weights.iter().any(|(other, _)| *other == code) {
                table.note("code", format!("`{code}` stands twice"));
            }
            weights.push((code, Millionths::new(weight)));
        }
        if sum != u64::from(Millionths::ONE.count()) {
            file.note("criterion", format!("the weights add up to {sum} millionths; expected 1000000 exactly"));
        }
        Self { version, weights }
    }
}
