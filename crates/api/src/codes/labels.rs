//! Labels of codes that only the API shows.

use access::{OrganisationKind, Permission, Role};
use candidate_profile::candidates::DowngradeReason;
use candidate_profile::{CandidateState, DecisionState, Source};
use employer::VacancyState;
use reference_data::{TextFamily, Texts, UsedKey};
use training_harmonisation::SchoolKind;
use vocabulary::{Outcome, RequiredBy, SourceKind, TextLanguage, WorkPermission};

macro_rules! labels {
    ($($name:ident $family:ident = $new:expr, $members:expr;)*) => {
        $(
            const $family: TextFamily = $new;

            /// The label of a code in a language.
            pub(crate) fn $name<T: std::fmt::Display>(texts: &Texts) -> impl Fn(T, TextLanguage) -> String {
                move |code, language| texts.format_member(language, &$family, code, &[])
            }
        )*

        /// The keys of the labels.
        pub fn text_keys() -> Vec<UsedKey> {
            let mut keys = Vec::new();
            $(keys.extend($family.used_by_all($members));)*
            keys
        }
    };
}

labels! {
    contract CONTRACT = TextFamily::new("contract-"), ["permanent"];
    work_permission WORK_PERMISSION = TextFamily::new("work-permission-"), WorkPermission::ALL;
    required_by REQUIRED_BY = TextFamily::new("required-by-"), RequiredBy::ALL;
    source SOURCE = TextFamily::new("assertion-source-"), Source::ALL;
    source_kind SOURCE_KIND = TextFamily::new("source-kind-"), SourceKind::ALL;
    candidate_state CANDIDATE_STATE = TextFamily::new("candidate-state-"), CandidateState::ALL;
    vacancy_state VACANCY_STATE = TextFamily::new("vacancy-state-"), VacancyState::ALL;
    organisation_kind ORGANISATION_KIND = TextFamily::new("organisation-kind-"), OrganisationKind::ALL;
    school_kind SCHOOL_KIND = TextFamily::new("school-kind-"), SchoolKind::ALL;
    role ROLE = TextFamily::new("role-"), Role::ALL;
    decision_state DECISION_STATE = TextFamily::new("decision-state-"), DecisionState::ALL;
    audit_action AUDIT_ACTION = TextFamily::new("audit-action-"), Permission::ALL;
    downgrade_reason DOWNGRADE_REASON = TextFamily::new("downgrade-reason-"), DowngradeReason::ALL;
    outcome OUTCOME = TextFamily::new("outcome-"), Outcome::ALL;
    // Listed by `matching::explanation` and by the program's report, which use them too.
    rule RULE = TextFamily::new("rule-"), [""; 0];
    relaxation RELAXATION = TextFamily::new("relaxation-"), [""; 0];
    criterion CRITERION = TextFamily::new("criterion-"), [""; 0];
}
