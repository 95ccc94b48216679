//! Labels of codes that only the API shows.

use access::{OrganisationKind, Role};
use candidate_profile::{CandidateState, Source};
use employer::VacancyState;
use reference_data::{TextFamily, Texts, UsedKey};
use training_harmonisation::SchoolKind;
use vocabulary::{Outcome, RequiredBy, TextLanguage, WorkPermission};

macro_rules! labels {
    ($($name:ident $family:ident = $prefix:literal: $members:expr;)*) => {
        $(
            const $family: TextFamily = TextFamily::new($prefix);

            /// The label of a code in a language.
            pub(super) fn $name<T: std::fmt::Display>(texts: &Texts) -> impl Fn(T, TextLanguage) -> String {
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
    contract CONTRACT = "contract-": ["permanent"];
    work_permission WORK_PERMISSION = "work-permission-": WorkPermission::ALL;
    required_by REQUIRED_BY = "required-by-": RequiredBy::ALL;
    source SOURCE = "source-": Source::ALL;
    candidate_state CANDIDATE_STATE = "candidate-state-": CandidateState::ALL;
    vacancy_state VACANCY_STATE = "vacancy-state-": VacancyState::ALL;
    organisation_kind ORGANISATION_KIND = "organisation-kind-": OrganisationKind::ALL;
    school_kind SCHOOL_KIND = "school-kind-": SchoolKind::ALL;
    role ROLE = "role-": Role::ALL;
    outcome OUTCOME = "outcome-": Outcome::ALL;
    // Listed by `matching::explanation` and by the program's report, which use them too.
    rule RULE = "rule-": [""; 0];
    criterion CRITERION = "criterion-": [""; 0];
}
