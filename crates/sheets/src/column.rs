//! The columns of a format.

/// One column of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name in the header of CSV and in the objects of JSON.
    pub name: &'static str,
    /// Whether the file must have the column, with a value in every row.
    pub required: bool,
    /// Whether a cell contains several values, separated by `|`; in JSON an array of strings.
    pub list: bool,
    /// Whether every row must have a different value.
    pub unique: bool,
    /// The column in whose rows of one value the values differ, where they need not in the whole file.
    pub within: Option<&'static str>,
}

impl Column {
    /// Creates an optional column of single values.
    pub const fn new(name: &'static str) -> Self {
        Self { name, required: false, list: false, unique: false, within: None }
    }

    /// Creates an optional column whose cells contain several values.
    pub const fn list(name: &'static str) -> Self {
        Self { list: true, ..Self::new(name) }
    }

    /// Creates a column of row identifiers: required, and unique in the file.
    pub const fn id(name: &'static str) -> Self {
        Self { required: true, unique: true, ..Self::new(name) }
    }

    /// Creates a column of row identifiers that belong to the value of another column: required, and unique in the rows of
    /// the file that have the same value there.
    pub const fn id_within(name: &'static str, other: &'static str) -> Self {
        Self { within: Some(other), ..Self::id(name) }
    }

    /// Returns the column as a required one.
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

/// The position of a column in its format, so that access to a cell takes an index and no search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnId(pub(crate) usize);

impl ColumnId {
    /// Returns the column with this name. Meant for constants, where an unknown name is a compile error.
    ///
    /// # Panics
    /// If no column has the name.
    pub const fn of(columns: &[Column], name: &str) -> Self {
        let mut index = 0;
        while index < columns.len() {
            if is_equal(columns[index].name.as_bytes(), name.as_bytes()) {
                return Self(index);
            }
            index += 1;
        }
        panic!("no column of the format has this name")
    }

    /// The position of the column in the format.
    pub const fn index(self) -> usize {
        self.0
    }
}

const fn is_equal(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Returns the names of columns that are most similar to an unknown name, at most three, most similar first, as
/// "`a`, `b`"; empty when none is similar.
pub(crate) fn similar_names(columns: &[Column], name: &str) -> String {
    let lower = name.to_lowercase();
    let mut names: Vec<(f64, &str)> =
        columns.iter().map(|column| (strsim::jaro_winkler(&lower, column.name), column.name)).collect();
    names.sort_by(|left, right| right.0.total_cmp(&left.0));
    let best = names.first().map_or(0.0, |(similarity, _)| *similarity);
    let similar: Vec<String> = names
        .iter()
        .take(3)
        .filter(|(similarity, _)| *similarity > 0.7 && *similarity > best - 0.1)
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    similar.join(", ")
}
