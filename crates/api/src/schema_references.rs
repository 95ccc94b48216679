//! References to schemas of other crates, so that each type is described once, by its own crate.

use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use utoipa::openapi::Ref;
use utoipa::openapi::schema::Array;

macro_rules! schema_references {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {
        $($(#[$doc])* pub(crate) fn $name() -> Ref {
            Ref::from_schema_name(<$type>::schema_name())
        })*

        /// Generates all schemas that are referred to.
        pub(crate) fn generate_all(generator: &mut SchemaGenerator) {
            $(generator.subschema_for::<$type>();)*
        }
    };
}

/// Assertions on titles.
pub(crate) fn titles() -> Array {
    Array::new(held_title())
}

/// Assertions on languages.
pub(crate) fn languages() -> Array {
    Array::new(known_language())
}

/// Codes of subjects.
pub(crate) fn codes() -> Array {
    Array::new(code())
}

/// Titles as a request states them.
pub(crate) fn stated_titles() -> Array {
    Array::new(Ref::from_schema_name(STATED[1].1))
}

/// Languages as a request states them.
pub(crate) fn stated_languages() -> Array {
    Array::new(Ref::from_schema_name(STATED[2].1))
}

/// A candidate's profile as a request states it.
pub(crate) fn stated_profile() -> Ref {
    Ref::from_schema_name(STATED[0].1)
}

/// The types of which a response has more than a request may state, which is the provenance; and their names in requests.
pub(crate) const STATED: [(&str, &str); 3] =
    [("Profile", "StatedProfile"), ("HeldTitle", "StatedTitle"), ("KnownLanguage", "StatedLanguage")];

schema_references! {
    /// A code of the configuration.
    code: vocabulary::Code;
    /// A candidate's profile.
    profile: candidate_profile::Profile;
    /// The assertion that a candidate holds a title.
    held_title: candidate_profile::HeldTitle;
    /// The assertion that a candidate knows a language.
    known_language: candidate_profile::KnownLanguage;
    /// A candidate's personal data.
    personal_data: candidate_profile::PersonalData;
    /// A candidate's state.
    candidate_state: candidate_profile::CandidateState;
    /// A vacancy's content.
    vacancy: employer::VacancyContent;
    /// A vacancy's state.
    vacancy_state: employer::VacancyState;
    /// Suggested values of a draft.
    suggestions: employer::Suggestions;
    /// What a curriculum teaches.
    curriculum: training_harmonisation::Curriculum;
    /// The kind of a school.
    school_kind: training_harmonisation::SchoolKind;
    /// The kind of an organisation.
    organisation_kind: access::OrganisationKind;
    /// A kind of codes.
    code_kind: crate::codes::CodeKind;
    /// The number of an enterprise.
    enterprise_number: vocabulary::EnterpriseNumber;
    /// The outcome of a rule.
    outcome: vocabulary::Outcome;
    /// A role.
    role: access::Role;
    /// An action of the audit log.
    audit_action: access::Permission;
    /// The state of a decision of an authority.
    decision_state: candidate_profile::DecisionState;
    /// Why an import took less than a file states.
    downgrade_reason: candidate_profile::candidates::DowngradeReason;
    /// A candidate's standing for a vacancy.
    standing: vocabulary::Standing;
    /// On what kind of source a statement rests.
    source_kind: vocabulary::SourceKind;
    /// The status of a title.
    title_status: vocabulary::TitleStatus;
    /// A language of texts.
    text_language: vocabulary::TextLanguage;
}
