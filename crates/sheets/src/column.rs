//! The columns that a format knows.

/// One column of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, as it stands in the header and in JSON.
    pub name: &'static str,
    /// Whether it must be there, and filled in every row.
    pub required: bool,
    /// Whether its cells hold several values, separated by `|`; in JSON an array of strings.
    pub list: bool,
    /// Whether no two rows may hold the same value.
    pub unique: bool,
}

impl Column {
    /// A column of single values, which may be absent or empty.
    pub const fn new(name: &'static str) -> Self {
        Self { name, required: false, list: false, unique: false }
    }

    /// A column whose cells hold several values.
    pub const fn list(name: &'static str) -> Self {
        Self { list: true, ..Self::new(name) }
    }

    /// A column that names its row: required, and unique in the file.
    pub const fn id(name: &'static str) -> Self {
        Self { required: true, unique: true, ..Self::new(name) }
    }

    /// The same column, required.
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

/// A column of a format by its place in the format's list, so that finding a cell costs an index and no search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnId(pub(crate) usize);

impl ColumnId {
    /// The column of that name. Meant for constants: a name that isn't there stops the compiler.
    ///
    /// # Panics
    /// When no column has the name.
    pub const fn of(columns: &[Column], name: &str) -> Self {
        let mut index = 0;
        while index < columns.len() {
            if same(columns[index].name.as_bytes(), name.as_bytes()) {
                return Self(index);
            }
            index += 1;
        }
        panic!("no column of the format has this name")
    }

    /// The column's place in the format's list.
    pub const fn index(self) -> usize {
        self.0
    }
}

const fn same(left: &[u8], right: &[u8]) -> bool {
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

/// The names nearest to one that isn't there, nearest first, at most three, as "`a`, `b`".
pub(crate) fn nearest(columns: &[Column], name: &str) -> String {
    let lower = name.to_lowercase();
    let mut names: Vec<(f64, &str)> =
        columns.iter().map(|column| (strsim::jaro_winkler(&lower, column.name), column.name)).collect();
    names.sort_by(|left, right| right.0.total_cmp(&left.0));
    let best = names.first().map_or(0.0, |(likeness, _)| *likeness);
    let near: Vec<String> = names
        .iter()
        .take(3)
        .filter(|(likeness, _)| *likeness > 0.7 && *likeness > best - 0.1)
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    near.join(", ")
}
