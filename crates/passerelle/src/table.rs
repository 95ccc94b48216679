//! Tables for terminals.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table};

/// An empty table that fits the terminal.
pub(crate) fn new_table() -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    // A pipe or a file has no width; 120 columns is what a terminal usually shows.
    if table.width().is_none() {
        table.set_width(120);
    }
    table
}

/// An empty table for many short rows, without lines between them.
pub(crate) fn new_dense_table() -> Table {
    let mut table = new_table();
    table.load_style(UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table
}

/// Aligns columns of numbers to the right.
pub(crate) fn align_numbers(table: &mut Table, columns: &[usize]) {
    for index in columns {
        if let Some(column) = table.column_mut(*index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}
