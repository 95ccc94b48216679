//! The positions of the columns of a format in one file.

use crate::column::{Column, ColumnId, similar_names};
use crate::sheet_problem::Problem;

/// The columns of a format, their positions in a record, and the values assumed for their empty cells.
pub(crate) struct Layout {
    pub(crate) columns: &'static [Column],
    /// The columns that may not be empty.
    pub(crate) required: Vec<ColumnId>,
    /// The column whose values differ in all rows.
    pub(crate) unique: Option<ColumnId>,
    /// The column in whose rows of one value they differ, where they need not in all.
    pub(crate) unique_within: Option<ColumnId>,
    positions: Vec<Option<usize>>,
    assumed: Vec<Option<String>>,
}

impl Layout {
    /// Creates the layout of records that have all columns, in the order of the format.
    pub(crate) fn complete(columns: &'static [Column]) -> Self {
        Self::new(columns, (0..columns.len()).map(Some).collect())
    }

    /// Creates the layout of a header on a line.
    ///
    /// # Errors
    /// All problems of the header.
    pub(crate) fn from_header(names: &[&str], columns: &'static [Column], line: u64) -> Result<Self, Vec<Problem>> {
        Ok(Self::new(columns, positions(names, columns, line)?))
    }

    fn new(columns: &'static [Column], positions: Vec<Option<usize>>) -> Self {
        let ids = || (0..columns.len()).map(ColumnId);
        let unique = ids().find(|id| columns[id.index()].unique);
        let within = unique.and_then(|unique| columns[unique.index()].within);
        Self {
            columns,
            required: ids().filter(|id| columns[id.index()].required).collect(),
            unique,
            unique_within: within.and_then(|name| ids().find(|id| columns[id.index()].name == name)),
            positions,
            assumed: vec![None; columns.len()],
        }
    }

    /// The position of a column in a record; `None` when the file doesn't have it.
    pub(crate) fn position(&self, column: ColumnId) -> Option<usize> {
        self.positions.get(column.index()).copied().flatten()
    }

    /// The value assumed for the empty cells of a column.
    pub(crate) fn assumed(&self, column: ColumnId) -> Option<&str> {
        self.assumed.get(column.index())?.as_deref()
    }

    /// Sets the value assumed for the empty cells of a column.
    ///
    /// # Errors
    /// When the format doesn't have the column, or the column is unique.
    pub(crate) fn assume(&mut self, column: &str, value: &str) -> Result<(), Problem> {
        let position = self.columns.iter().position(|known| known.name == column);
        let Some(position) = position else {
            return Err(Problem::new(0, "", column, unknown_column(self.columns, column)));
        };
        if self.columns[position].unique {
            return Err(Problem::new(0, column, value, "nothing to be assumed here: each row has its own"));
        }
        self.assumed[position] = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        Ok(())
    }
}

/// Returns the position of each column of the format in the header, or all problems of the header.
fn positions(names: &[&str], columns: &[Column], line: u64) -> Result<Vec<Option<usize>>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut positions = vec![None; columns.len()];
    for (position, name) in names.iter().enumerate() {
        match columns.iter().position(|column| column.name == *name) {
            Some(index) if positions[index].is_some() => {
                problems.push(Problem::new(line, "", name, "each column once; this one stands twice in the header"));
            }
            Some(index) => positions[index] = Some(position),
            None if name.is_empty() => {
                let expected = format!("a name for column {} of the header, which is empty", position + 1);
                problems.push(Problem::new(line, "", "", expected));
            }
            None => problems.push(Problem::new(line, "", name, unknown_column(columns, name))),
        }
    }
    for (column, _) in
        columns.iter().zip(&positions).filter(|(column, position)| column.required && position.is_none())
    {
        problems.push(Problem::new(line, column.name, "", "this column in the header, since it is required"));
    }
    if problems.is_empty() { Ok(positions) } else { Err(problems) }
}

fn unknown_column(columns: &[Column], name: &str) -> String {
    match similar_names(columns, name) {
        similar if similar.is_empty() => "a column that the format knows".to_owned(),
        similar => format!("a column that the format knows; nearest: {similar}"),
    }
}
