//! Rows as they lie in the tables, for whoever reads and writes them.

use diesel::prelude::{Insertable, Queryable, Selectable};

use crate::schema::{
    audit_entries, candidate_personal_data, candidates, events, organisations, programmes, vacancies,
};

/// A row of `programmes`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = programmes, treat_none_as_default_value = false)]
pub struct ProgrammeRow {
    /// The programme, a UUID.
    pub id: String,
    /// Its short name: `ma-be`.
    pub code: String,
    /// The corridor's code.
    pub corridor: String,
    /// Its name for people.
    pub label: String,
}

/// A row of `organisations`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = organisations, treat_none_as_default_value = false)]
pub struct OrganisationRow {
    /// The organisation, a UUID.
    pub id: String,
    /// The programme it takes part in.
    pub programme_id: String,
    /// Employer, agency or school.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its number in the Belgian register, `0403.170.701`.
    pub enterprise_number: Option<String>,
    /// When it was added.
    pub created_at: String,
}

/// A row of `candidates`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = candidates, treat_none_as_default_value = false)]
pub struct CandidateRow {
    /// The candidate, a UUID, which is also their pseudonym in events, records and the trail.
    pub id: String,
    /// The programme.
    pub programme_id: String,
    /// Their id in files, unique in the programme.
    pub reference: String,
    /// The organisation that brought them, if one did.
    pub organisation_id: Option<String>,
    /// The name under which employers see them, unique in the programme.
    pub pseudonym: String,
    /// `active` or `withdrawn`.
    pub state: String,
    /// What is known of them, as JSON.
    pub profile: String,
    /// A hash of the content, by which an import knows what is new.
    pub content_hash: String,
    /// Counts changes from 1.
    pub version: i64,
    /// When they were registered.
    pub created_at: String,
    /// When they were last changed.
    pub changed_at: String,
}

/// A row of `candidate_personal_data`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = candidate_personal_data, treat_none_as_default_value = false)]
pub struct PersonalDataRow {
    /// Whose it is.
    pub candidate_id: String,
    /// Name, sex, birth date, nationality, e-mail and phone, as JSON.
    pub personal_data: String,
    /// Counts changes from 1.
    pub version: i64,
}

/// A row of `vacancies`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = vacancies, treat_none_as_default_value = false)]
pub struct VacancyRow {
    /// The vacancy, a UUID.
    pub id: String,
    /// The programme.
    pub programme_id: String,
    /// The employer.
    pub organisation_id: String,
    /// Its id in files, unique in the programme.
    pub reference: String,
    /// `draft`, `open`, `closed` or `withdrawn`.
    pub state: String,
    /// How many posts it has.
    pub posts: Option<i64>,
    /// How many of them are taken.
    pub posts_taken: i64,
    /// The last day on which it is open, ISO 8601.
    pub valid_until: Option<String>,
    /// What it asks and offers, as JSON.
    pub content: String,
    /// What is suggested for it, as JSON.
    pub suggestions: Option<String>,
    /// A hash of the content, by which an import knows what is new.
    pub content_hash: String,
    /// Counts changes from 1.
    pub version: i64,
    /// When it was entered.
    pub created_at: String,
    /// When it was last changed.
    pub changed_at: String,
}

#[derive(Debug, Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
pub(crate) struct EventRow {
    pub(crate) position: i64,
    pub(crate) kind: String,
    pub(crate) subject_kind: String,
    pub(crate) subject_id: String,
    pub(crate) data: String,
    pub(crate) recorded_at: String,
}

#[derive(Debug, Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = audit_entries, treat_none_as_default_value = false)]
pub(crate) struct AuditEntryRow {
    pub(crate) position: i64,
    pub(crate) recorded_at: String,
    pub(crate) actor: String,
    pub(crate) role: String,
    pub(crate) organisation: Option<String>,
    pub(crate) action: String,
    pub(crate) subject_kind: String,
    pub(crate) subject_id: Option<String>,
    pub(crate) details: String,
    pub(crate) previous_hash: String,
    pub(crate) hash: String,
}
