//! The tables of programmes and organisations, and their rows.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};

diesel::table! {
    /// Recruitment programmes, each of one corridor.
    programmes (id) {
        id -> Text,
        code -> Text,
        corridor -> Text,
        label -> Text,
        secret_key -> Binary,
    }
}

diesel::table! {
    /// Employers, agencies and schools.
    organisations (id) {
        id -> Text,
        programme_id -> Text,
        kind -> Text,
        name -> Text,
        name_key -> Text,
        enterprise_number -> Nullable<Text>,
        version -> BigInt,
        created_at -> Text,
        changed_at -> Text,
    }
}

/// A row of `programmes`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = programmes, treat_none_as_default_value = false)]
pub(crate) struct ProgrammeRow {
    /// The programme, a UUID.
    pub(crate) id: String,
    /// Its short name: `ma-be`.
    pub(crate) code: String,
    /// The corridor's code.
    pub(crate) corridor: String,
    /// The displayed name.
    pub(crate) label: String,
}

/// A row of `organisations`.
#[derive(serde::Serialize, Debug, Clone, PartialEq, Eq, AsChangeset, Insertable, Queryable, Selectable)]
#[diesel(table_name = organisations, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct OrganisationRow {
    /// The organisation, a UUID.
    pub(crate) id: String,
    /// The programme it takes part in.
    pub(crate) programme_id: String,
    /// `employer`, `agency` or `school`.
    pub(crate) kind: String,
    /// Its name.
    pub(crate) name: String,
    /// The name as it is searched.
    pub(crate) name_key: String,
    /// Its number in the register of its country.
    pub(crate) enterprise_number: Option<String>,
    /// Counts changes from 1.
    pub(crate) version: i64,
    /// When it was added.
    pub(crate) created_at: String,
    /// When it was last changed.
    pub(crate) changed_at: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(programmes, organisations);
    }
}
