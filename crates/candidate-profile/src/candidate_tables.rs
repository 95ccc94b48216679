//! The tables of candidates and of their personal data, and their rows.

use diesel::prelude::{Insertable, Queryable, Selectable};

diesel::table! {
    /// Candidates without their personal data: the profile as JSON.
    candidates (id) {
        id -> Text,
        programme_id -> Text,
        reference -> Text,
        organisation_id -> Nullable<Text>,
        pseudonym -> Text,
        state -> Text,
        profile -> Text,
        expires_on -> Nullable<Text>,
        content_hash -> Text,
        version -> BigInt,
        created_at -> Text,
        changed_at -> Text,
    }
}

diesel::table! {
    /// Personal data of candidates: name, sex, birth date, nationality, e-mail and phone, as JSON.
    candidate_personal_data (candidate_id) {
        candidate_id -> Text,
        personal_data -> Text,
        version -> BigInt,
    }
}

/// A row of `candidates`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = candidates, treat_none_as_default_value = false)]
pub(crate) struct StoredCandidate {
    /// The candidate, a UUID, which also names them in events, decision records and the audit log.
    pub(crate) id: String,
    /// The programme.
    pub(crate) programme_id: String,
    /// Their id in files, unique in the programme.
    pub(crate) reference: String,
    /// The organisation that registered them, if one did.
    pub(crate) organisation_id: Option<String>,
    /// The name under which employers see them, unique in the programme.
    pub(crate) pseudonym: String,
    /// `active` or `withdrawn`.
    pub(crate) state: String,
    /// The profile, as JSON.
    pub(crate) profile: String,
    /// The earliest day on which something asserted in the profile ends, ISO 8601.
    pub(crate) expires_on: Option<String>,
    /// A hash of the profile, by which an import detects changes.
    pub(crate) content_hash: String,
    /// Counts changes from 1.
    pub(crate) version: i64,
    /// When they were registered.
    pub(crate) created_at: String,
    /// When they were last changed.
    pub(crate) changed_at: String,
}

/// A row of `candidate_personal_data`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = candidate_personal_data, treat_none_as_default_value = false)]
pub(crate) struct StoredPersonalData {
    /// The candidate.
    pub(crate) candidate_id: String,
    /// Name, sex, birth date, nationality, e-mail and phone, as JSON.
    pub(crate) personal_data: String,
    /// Counts changes from 1.
    pub(crate) version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(candidates, candidate_personal_data);
    }
}
