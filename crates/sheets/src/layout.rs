//! Where the columns of a format stand in one file.

use crate::column::{Column, ColumnId, nearest};
use crate::sheet_problem::Problem;

/// The columns of a format, where each stands in a record, and what is assumed of its empty cells.
pub(crate) struct Layout {
    pub(crate) columns: &'static [Column],
    positions: Vec<Option<usize>>,
    assumed: Vec<Option<String>>,
}

impl Layout {
    /// Every column in its position: records have them all, in their order.
    pub(crate) fn whole(columns: &'static [Column]) -> Self {
        Self { columns, positions: (0..columns.len()).map(Some).collect(), assumed: vec![None; columns.len()] }
    }

    /// As the names of a header on a line stand, or what is wrong with the header.
    pub(crate) fn of_header(names: &[&str], columns: &'static [Column], line: u64) -> Result<Self, Vec<Problem>> {
        Ok(Self { columns, positions: positions(names, columns, line)?, assumed: vec![None; columns.len()] })
    }

    /// Where a column stands in a record, if it is there.
    pub(crate) fn position(&self, column: ColumnId) -> Option<usize> {
        self.positions.get(column.index()).copied().flatten()
    }

    /// The value that stands in for the empty cells of a column.
    pub(crate) fn assumed(&self, column: ColumnId) -> Option<&str> {
        self.assumed.get(column.index())?.as_deref()
    }

    /// States a value for the empty cells of a column.
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

/// Where each column of the format stands in the header, or what is wrong with the header.
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
    match nearest(columns, name) {
        near if near.is_empty() => "a column that the format knows".to_owned(),
        near => format!("a column that the format knows; nearest: {near}"),
    }
}
