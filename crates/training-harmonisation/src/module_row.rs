//! Curricula as rows of a file, read and written: one row for each module, and for each stated total.

use std::borrow::Cow;
use std::fmt::Display;

use reference_data::Frameworks;
use serde_json::{Map, Value, json};
use sheets::{Column, ColumnId, Problem, Problems, Row, Sheet};
use vocabulary::ParseError;

use crate::curriculum::{Curriculum, LAST_YEAR, LONGEST_NAME, Module, StatedTotal};
use crate::study_time::StudyUnit;

/// The columns of a curriculum file, in the order in which they are written.
pub const COLUMNS: &[Column] = &[
    // A row of totals needs no code.
    Column { unique: true, ..Column::new("code") },
    Column::new("title"),
    Column::new("description"),
    Column::new("language"),
    Column::new("year"),
    Column::new("theory"),
    Column::new("clinical"),
    Column::new("other"),
    Column::new("unit"),
    Column::list("subjects"),
    Column::new("total"),
    Column::new("service"),
    Column::new("starts"),
    Column::new("ends"),
];

macro_rules! columns {
    ($($name:ident = $column:literal),+ $(,)?) => {
        $(const $name: ColumnId = ColumnId::of(COLUMNS, $column);)+
    };
}

columns!(
    CODE = "code",
    TITLE = "title",
    DESCRIPTION = "description",
    LANGUAGE = "language",
    YEAR = "year",
    THEORY = "theory",
    CLINICAL = "clinical",
    OTHER = "other",
    UNIT = "unit",
    SUBJECTS = "subjects",
    TOTAL = "total",
    SERVICE = "service",
    STARTS = "starts",
    ENDS = "ends",
);

/// The cell of `subjects` that says that a module belongs to no subject.
pub const NO_SUBJECT: &str = "none";

/// The JSON Schema of a curriculum file: an array of rows.
pub fn schema() -> Value {
    let cell = |column: &Column| {
        let text = json!({ "type": "string" });
        let cell = if column.list { json!({ "type": "array", "items": text }) } else { text };
        (column.name.to_owned(), cell)
    };
    let properties: Map<String, Value> = COLUMNS.iter().map(cell).collect();
    let row = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "curriculum",
        "type": "array",
        "items": row,
    })
}

enum CurriculumRow {
    Module(Module),
    Total(StatedTotal),
}

impl Curriculum {
    /// Reads a curriculum file.
    ///
    /// # Errors
    /// With every problem of the file.
    pub fn parse(sheet: &Sheet<'_>, frameworks: &Frameworks) -> Result<Self, Problems> {
        let rows = sheet.parse(|row| match row.yes_or_no(TOTAL) {
            Some(true) => Some(CurriculumRow::Total(read_total(row))),
            _ => read_module(row, frameworks).map(CurriculumRow::Module),
        })?;
        let mut curriculum = Self { modules: Vec::with_capacity(rows.len()), totals: Vec::new() };
        for row in rows {
            match row {
                CurriculumRow::Module(module) => curriculum.modules.push(module),
                CurriculumRow::Total(total) => curriculum.totals.push(total),
            }
        }
        if curriculum.modules.is_empty() {
            let problem = Problem::new(0, "", "", "at least one module; the file has none");
            return Err(Problems::new(sheet.file(), sheet.kind(), [problem]));
        }
        Ok(curriculum)
    }

    /// The cells of its rows, in the order of [`COLUMNS`]. Reading them gives the curriculum again.
    pub fn to_cells(&self) -> Vec<Vec<String>> {
        let modules = self.modules.iter().map(module_cells);
        modules.chain(self.totals.iter().map(total_cells)).collect()
    }
}

fn read_module(row: &Row<'_>, frameworks: &Frameworks) -> Option<Module> {
    let name = |column: ColumnId| {
        let Some(text) = row.cell(column) else {
            row.problem(column, "", "a value; only a row of totals (total: yes) may go without");
            return None;
        };
        // A line break within a cell is a space.
        let text = match text.contains(char::is_control) {
            true => Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            false => Cow::Borrowed(text),
        };
        if text.len() > LONGEST_NAME || matches!(&text, Cow::Owned(text) if text.contains(char::is_control)) {
            row.problem(column, &text, "at most 512 bytes without control characters");
        }
        Some(text)
    };
    let (code, title) = (name(CODE), name(TITLE));
    let subjects = match row.cell(SUBJECTS) {
        None => None,
        Some(NO_SUBJECT) => Some(Vec::new()),
        Some(_) => Some(row.list_of(
            SUBJECTS,
            |written| match frameworks.subject(written) {
                Ok(subject) => Ok(subject.code.clone()),
                Err(unknown) if written.contains([',', ';', ' ']) => {
                    let expected = format!("{}; several codes are separated by |", unknown.expected);
                    Err(ParseError { expected, ..unknown })
                }
                Err(unknown) => Err(unknown),
            },
            Clone::clone,
        )),
    };
    let (starts, ends) = (row.date(STARTS), row.date(ENDS));
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends < starts
    {
        row.problem(ENDS, &ends.to_string(), format!("a day on or after the start, {starts}"));
    }
    Some(Module {
        description: row.cell(DESCRIPTION).map(str::to_owned),
        language: row.parse(LANGUAGE),
        year: read_year(row),
        theory: row.parse(THEORY),
        clinical: row.parse(CLINICAL),
        other: row.parse(OTHER),
        unit: row.parse(UNIT).unwrap_or(StudyUnit::Hour),
        subjects,
        service: row.cell(SERVICE).map(str::to_owned),
        starts,
        ends,
        row: Some(row.number()),
        code: code?.into(),
        title: title?.into_owned(),
    })
}

fn read_total(row: &Row<'_>) -> StatedTotal {
    for column in [SUBJECTS, SERVICE, STARTS, ENDS] {
        if let Some(cell) = row.cell(column) {
            row.problem(column, cell, "nothing: this row states totals and is no module");
        }
    }
    StatedTotal {
        year: read_year(row),
        theory: row.parse(THEORY),
        clinical: row.parse(CLINICAL),
        other: row.parse(OTHER),
        unit: row.parse(UNIT).unwrap_or(StudyUnit::Hour),
        row: Some(row.number()),
    }
}

fn read_year(row: &Row<'_>) -> Option<u8> {
    row.read(YEAR, |written| {
        let year = written.parse::<u8>().ok().filter(|year| (1..=LAST_YEAR).contains(year));
        year.ok_or_else(|| ParseError::new(written, format!("a year of study, from 1 to {LAST_YEAR}")))
    })
}

fn cell(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn unit_cell(unit: StudyUnit) -> String {
    if unit == StudyUnit::Hour { String::new() } else { unit.to_string() }
}

fn module_cells(module: &Module) -> Vec<String> {
    let subjects = match module.subjects.as_deref() {
        None => String::new(),
        Some([]) => NO_SUBJECT.to_owned(),
        Some(subjects) => subjects.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"),
    };
    vec![
        module.code.to_string(),
        module.title.clone(),
        cell(module.description.as_ref()),
        cell(module.language),
        cell(module.year),
        cell(module.theory),
        cell(module.clinical),
        cell(module.other),
        unit_cell(module.unit),
        subjects,
        String::new(),
        cell(module.service.as_ref()),
        cell(module.starts),
        cell(module.ends),
    ]
}

fn total_cells(total: &StatedTotal) -> Vec<String> {
    let mut cells = vec![String::new(); COLUMNS.len()];
    for (column, text) in [
        (YEAR, cell(total.year)),
        (THEORY, cell(total.theory)),
        (CLINICAL, cell(total.clinical)),
        (OTHER, cell(total.other)),
        (UNIT, unit_cell(total.unit)),
        (TOTAL, "yes".to_owned()),
    ] {
        cells[column.index()] = text;
    }
    cells
}
