//! References to what other crates describe, so that it is described once, where it stands.

use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use utoipa::openapi::Ref;

macro_rules! schemas_of_others {
    ($($(#[$about:meta])* $name:ident: $type:ty;)*) => {
        $($(#[$about])* pub(crate) fn $name() -> Ref {
            Ref::from_schema_name(<$type>::schema_name())
        })*

        /// Everything that is referred to so.
        pub(crate) fn describe_all(generator: &mut SchemaGenerator) {
            $(generator.subschema_for::<$type>();)*
        }
    };
}

schemas_of_others! {
    /// A candidate's profile.
    profile: candidate_profile::Profile;
    /// Who a candidate is.
    personal_data: candidate_profile::PersonalData;
    /// Whether a candidate takes part.
    candidate_state: candidate_profile::CandidateState;
    /// What a vacancy says.
    vacancy: employer::VacancyContent;
    /// Where a vacancy is on its way.
    vacancy_state: employer::VacancyState;
    /// What is suggested for a draft.
    suggestions: employer::Suggestions;
    /// What a rule says.
    outcome: vocabulary::Outcome;
    /// Where somebody stands.
    standing: vocabulary::Standing;
    /// How far a title is.
    title_status: vocabulary::TitleStatus;
    /// A language of texts.
    text_language: vocabulary::TextLanguage;
}
