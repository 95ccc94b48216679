//! The tables of candidates, of their personal data and of decisions on their titles, and their rows.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};

diesel::table! {
    /// Candidates without their personal data. Titles and languages are rows of `candidate_assertions`.
    candidates (id) {
        id -> Text,
        programme_id -> Text,
        reference -> Text,
        organisation_id -> Nullable<Text>,
        pseudonym -> Text,
        state -> Text,
        preferences -> Text,
        expires_on -> Nullable<Text>,
        content_hash -> Text,
        version -> BigInt,
        titles_version -> BigInt,
        languages_version -> BigInt,
        preferences_version -> BigInt,
        personal_data_version -> BigInt,
        created_at -> Text,
        changed_at -> Text,
    }
}

diesel::table! {
    /// Personal data of candidates: name, sex, birth date, nationality, e-mail and phone, as JSON.
    candidate_personal_data (candidate_id) {
        candidate_id -> Text,
        personal_data -> Text,
    }
}

diesel::table! {
    /// Names and e-mail addresses of candidates as they are searched.
    candidate_search_keys (candidate_id) {
        candidate_id -> Text,
        programme_id -> Text,
        organisation_id -> Nullable<Text>,
        name_key -> Text,
        email_key -> Nullable<Text>,
    }
}

diesel::table! {
    /// Titles and languages of candidates, each with its source.
    candidate_assertions (candidate_id, kind, ordinal) {
        candidate_id -> Text,
        kind -> Text,
        ordinal -> BigInt,
        value -> Text,
        evidence -> Nullable<Text>,
        source -> Text,
        source_id -> Nullable<Text>,
        organisation_id -> Nullable<Text>,
        stated_by -> Nullable<Text>,
        stated_on -> Nullable<Text>,
        document -> Nullable<Text>,
        expires_on -> Nullable<Text>,
        revoked_on -> Nullable<Text>,
    }
}

diesel::table! {
    /// Decisions of authorities on titles of candidates.
    authority_decisions (id) {
        id -> Text,
        programme_id -> Text,
        candidate_id -> Text,
        title -> Text,
        status -> Text,
        kind -> Text,
        authority -> Text,
        reference -> Text,
        decided_on -> Text,
        state -> Text,
        file_id -> Nullable<Text>,
        entered_by -> Text,
        organisation_id -> Nullable<Text>,
        entered_at -> Text,
        reviewed_by -> Nullable<Text>,
        reviewed_at -> Nullable<Text>,
    }
}

/// A row of `candidates`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(table_name = candidates, treat_none_as_default_value = false, treat_none_as_null = true)]
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
    /// The profile without titles and languages, as JSON; whether the languages are all is there too.
    pub(crate) preferences: String,
    /// The earliest day on which something asserted in the profile ends, ISO 8601.
    pub(crate) expires_on: Option<String>,
    /// A hash of the profile, by which an import detects changes.
    pub(crate) content_hash: String,
    /// Counts changes of any part from 1.
    pub(crate) version: i64,
    /// Counts changes of the titles from 1; the others likewise.
    pub(crate) titles_version: i64,
    pub(crate) languages_version: i64,
    pub(crate) preferences_version: i64,
    pub(crate) personal_data_version: i64,
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
}

/// A row of `candidate_search_keys`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = candidate_search_keys, treat_none_as_default_value = false)]
pub(crate) struct StoredSearchKeys {
    /// The candidate.
    pub(crate) candidate_id: String,
    /// Their programme.
    pub(crate) programme_id: String,
    /// The organisation that registered them, if one did.
    pub(crate) organisation_id: Option<String>,
    /// The folded name; empty where it isn't known.
    pub(crate) name_key: String,
    /// The folded e-mail address.
    pub(crate) email_key: Option<String>,
}

/// A row of `candidate_assertions`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Insertable, Queryable, Selectable)]
#[diesel(table_name = candidate_assertions, treat_none_as_default_value = false)]
pub(crate) struct StoredAssertion {
    /// The candidate.
    pub(crate) candidate_id: String,
    /// `title` or `language`.
    pub(crate) kind: String,
    /// The place among the candidate's assertions of this kind, from 0.
    pub(crate) ordinal: i64,
    /// What is asserted, as a cell writes it without its evidence: `midwife`, `fr.writing:B2`.
    pub(crate) value: String,
    /// The status of the title, if it is known; the evidence of the language.
    pub(crate) evidence: Option<String>,
    /// Who made it, and how.
    pub(crate) source: String,
    /// The certificate or the decision on which it rests.
    pub(crate) source_id: Option<String>,
    /// The organisation for which whoever stated it acted.
    pub(crate) organisation_id: Option<String>,
    /// The actor who stated it.
    pub(crate) stated_by: Option<String>,
    /// The day on which it was stated.
    pub(crate) stated_on: Option<String>,
    /// The document that was seen, as JSON.
    pub(crate) document: Option<String>,
    /// The last day on which it holds.
    pub(crate) expires_on: Option<String>,
    /// The day from which it holds no longer.
    pub(crate) revoked_on: Option<String>,
}

/// A row of `authority_decisions`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(table_name = authority_decisions, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct StoredDecision {
    pub(crate) id: String,
    pub(crate) programme_id: String,
    pub(crate) candidate_id: String,
    pub(crate) title: String,
    /// The status that the decision gives.
    pub(crate) status: String,
    /// The code of a procedure.
    pub(crate) kind: String,
    /// The code of an authority.
    pub(crate) authority: String,
    pub(crate) reference: String,
    /// ISO 8601.
    pub(crate) decided_on: String,
    /// `entered`, `confirmed` or `refused`.
    pub(crate) state: String,
    /// The file in which it came.
    pub(crate) file_id: Option<String>,
    pub(crate) entered_by: String,
    /// The organisation for which it was entered.
    pub(crate) organisation_id: Option<String>,
    pub(crate) entered_at: String,
    pub(crate) reviewed_by: Option<String>,
    pub(crate) reviewed_at: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(
            candidates,
            candidate_assertions,
            candidate_personal_data,
            candidate_search_keys,
            authority_decisions
        );
    }
}
