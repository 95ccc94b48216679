//! The enumerations of requests and responses: what each code means, in four languages.

pub(crate) mod get_codes;
pub(crate) mod list_codes;

mod labels;

use access::{OrganisationKind, Permission, Role};
use candidate_profile::candidates::DowngradeReason;
use candidate_profile::{CandidateState, DecisionState, Source};
use employer::VacancyState;
use matching::criteria::CRITERIA;
use matching::requirement_impact::RelaxationKind;
use matching::rules::RULES;
use reference_data::{Authority, Catalogue, Corridor, Destination, ReferenceData};
use serde::Serialize;
use training_harmonisation::SchoolKind;
use utoipa::ToSchema;
use vocabulary::{
    Evidence, LanguageCode, Level, Localised, Outcome, RegionCode, RequiredBy, Shift, Skill, SourceKind, Standing,
    TextLanguage, TitleStatus, WorkPermission, written_as,
};

pub(crate) use labels::downgrade_reason;
pub use labels::text_keys;

/// A kind of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeKind {
    /// Titles of the professions of the programme's corridor.
    Titles,
    /// How far a title is recognised.
    TitleStatuses,
    /// Fields of work and training.
    Specialisms,
    /// Kinds of places of work.
    Settings,
    /// Shifts.
    Shifts,
    /// Languages with a name; other languages are given by their ISO 639-1 code as well.
    Languages,
    /// Levels of the Common European Framework of Reference.
    LanguageLevels,
    /// The skills of which a level may be stated.
    LanguageSkills,
    /// How a level is known.
    LanguageEvidence,
    /// Regions of the destination (NUTS), of all levels.
    Regions,
    /// The contract that isn't a number of months.
    Contracts,
    /// What a candidate needs for permission to work.
    WorkPermissions,
    /// When a requirement has to be met.
    RequiredBy,
    /// Languages of texts.
    TextLanguages,
    /// Who states an assertion.
    AssertionSources,
    /// On what kind of source an outcome rests.
    SourceKinds,
    /// States of a candidate.
    CandidateStates,
    /// States of a vacancy.
    VacancyStates,
    /// Kinds of organisations.
    OrganisationKinds,
    /// Kinds of schools.
    SchoolKinds,
    /// Subjects of training, of all frameworks.
    Subjects,
    /// Authorities that decide on permission to work at the destination.
    PermitAuthorities,
    /// Authorities that decide on titles at the destination.
    TitleAuthorities,
    /// What authorities decide on titles: procedures of the corridor.
    DecisionKinds,
    /// States of a decision of an authority.
    DecisionStates,
    /// Roles of those who act.
    Roles,
    /// What the audit log has entries of.
    AuditActions,
    /// Why an import took less than a file states.
    DowngradeReasons,
    /// Rules of matching.
    Rules,
    /// Outcomes of a rule.
    Outcomes,
    /// Standings of a candidate for a vacancy.
    Standings,
    /// Criteria that order candidates.
    Criteria,
    /// How a requirement is eased, to see what it costs.
    Relaxations,
}

written_as!(CodeKind, "a kind of codes that `/api/v1/codes` lists", {
    Titles => "titles",
    TitleStatuses => "title-statuses",
    Specialisms => "specialisms",
    Settings => "settings",
    Shifts => "shifts",
    Languages => "languages",
    LanguageLevels => "language-levels",
    LanguageSkills => "language-skills",
    LanguageEvidence => "language-evidence",
    Regions => "regions",
    Contracts => "contracts",
    WorkPermissions => "work-permissions",
    RequiredBy => "required-by",
    TextLanguages => "text-languages",
    AssertionSources => "assertion-sources",
    SourceKinds => "source-kinds",
    CandidateStates => "candidate-states",
    VacancyStates => "vacancy-states",
    OrganisationKinds => "organisation-kinds",
    SchoolKinds => "school-kinds",
    Subjects => "subjects",
    PermitAuthorities => "permit-authorities",
    TitleAuthorities => "title-authorities",
    DecisionKinds => "decision-kinds",
    DecisionStates => "decision-states",
    Roles => "roles",
    AuditActions => "audit-actions",
    DowngradeReasons => "downgrade-reasons",
    Rules => "rules",
    Outcomes => "outcomes",
    Standings => "standings",
    Criteria => "criteria",
    Relaxations => "relaxations",
});

/// A code and its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = LabelledCode)]
pub(crate) struct CodeResponse {
    /// The code as requests and responses have it.
    #[schema(example = "nurse-general-care")]
    code: String,
    /// The label in four languages.
    #[schema(value_type = CodeLabel)]
    label: Localised,
}

/// A text in four languages.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the JSON of `Localised`")]
pub(crate) struct CodeLabel {
    /// Dutch.
    nl: String,
    /// French.
    fr: String,
    /// English.
    en: String,
    /// Arabic.
    ar: String,
}

/// A text in each language.
fn in_each_language(text: impl Fn(TextLanguage) -> String) -> Localised {
    Localised {
        nl: text(TextLanguage::Nl),
        fr: text(TextLanguage::Fr),
        en: text(TextLanguage::En),
        ar: text(TextLanguage::Ar),
    }
}

/// The codes of a kind in a corridor, in the order of their definition.
fn codes_of(kind: CodeKind, reference: &ReferenceData, corridor: &Corridor) -> Vec<CodeResponse> {
    let texts = reference.texts();
    let catalogue = |catalogue: &Catalogue| -> Vec<CodeResponse> {
        let code =
            |entry: &reference_data::Entry| CodeResponse { code: entry.code.to_string(), label: entry.label.clone() };
        catalogue.entries().iter().map(code).collect()
    };
    match kind {
        CodeKind::Titles => {
            let of_corridor: Vec<&str> = corridor.titles().map(|title| title.as_str()).collect();
            let mut titles = catalogue(reference.titles());
            titles.retain(|title| of_corridor.contains(&title.code.as_str()));
            titles
        }
        CodeKind::Specialisms => catalogue(reference.specialisms()),
        CodeKind::Settings => catalogue(reference.settings()),
        CodeKind::TitleStatuses => labelled(TitleStatus::ALL, |status, language| texts.status(language, status)),
        CodeKind::Shifts => labelled(Shift::ALL, |shift, language| texts.shift(language, shift)),
        CodeKind::Languages => {
            let name = |code: LanguageCode, language| texts.language_name(language, &code.to_string());
            let mut languages = labelled(&LanguageCode::all().collect::<Vec<_>>(), name);
            languages.retain(|language| language.label.en != language.code);
            languages
        }
        CodeKind::LanguageLevels => labelled(Level::ALL, |level, language| texts.level(language, level)),
        CodeKind::LanguageSkills => labelled(Skill::ALL, |skill, language| texts.skill(language, skill)),
        CodeKind::LanguageEvidence => {
            labelled(Evidence::ALL, |evidence, language| texts.evidence(language, evidence))
        }
        CodeKind::Regions => {
            let regions = reference.regions();
            let is_there = |code: &RegionCode| {
                reference.destination_of(code).is_some_and(|there| there.country == corridor.destination)
            };
            let of_destination = regions.codes().filter(is_there);
            let name = |code, language| regions.name(&code, language).to_owned();
            labelled(&of_destination.collect::<Vec<_>>(), name)
        }
        CodeKind::Standings => labelled(Standing::ALL, |standing, language| texts.standing(language, standing)),
        CodeKind::TextLanguages => {
            labelled(TextLanguage::ALL, |code, language| texts.language_name(language, code.word()))
        }
        CodeKind::Subjects => {
            let subject = |subject: &reference_data::Subject| CodeResponse {
                code: subject.code.to_string(),
                label: subject.label.clone(),
            };
            reference.frameworks().subjects().iter().map(subject).collect()
        }
        CodeKind::PermitAuthorities => authorities(reference, corridor, |destination| &destination.authorities),
        CodeKind::TitleAuthorities => authorities(reference, corridor, |destination| &destination.title_authorities),
        CodeKind::DecisionKinds => {
            let mut kinds: Vec<CodeResponse> = Vec::new();
            for procedure in corridor
                .procedures()
                .filter(|procedure| !procedure.authorities.is_empty() && procedure.from < procedure.to)
            {
                if kinds.iter().all(|kind| kind.code != procedure.code.as_str()) {
                    kinds.push(CodeResponse { code: procedure.code.to_string(), label: procedure.label.clone() });
                }
            }
            kinds
        }
        CodeKind::DecisionStates => labelled(DecisionState::ALL, labels::decision_state(texts)),
        CodeKind::AuditActions => labelled(Permission::ALL, labels::audit_action(texts)),
        CodeKind::DowngradeReasons => labelled(DowngradeReason::ALL, labels::downgrade_reason(texts)),
        CodeKind::Relaxations => labelled(RelaxationKind::ALL, labels::relaxation(texts)),
        CodeKind::Contracts => labelled(&["permanent"], labels::contract(texts)),
        CodeKind::WorkPermissions => labelled(WorkPermission::ALL, labels::work_permission(texts)),
        CodeKind::RequiredBy => labelled(RequiredBy::ALL, labels::required_by(texts)),
        CodeKind::AssertionSources => labelled(Source::ALL, labels::source(texts)),
        CodeKind::SourceKinds => labelled(SourceKind::ALL, labels::source_kind(texts)),
        CodeKind::CandidateStates => labelled(CandidateState::ALL, labels::candidate_state(texts)),
        CodeKind::VacancyStates => labelled(VacancyState::ALL, labels::vacancy_state(texts)),
        CodeKind::OrganisationKinds => labelled(OrganisationKind::ALL, labels::organisation_kind(texts)),
        CodeKind::SchoolKinds => labelled(SchoolKind::ALL, labels::school_kind(texts)),
        CodeKind::Roles => labelled(Role::ALL, labels::role(texts)),
        CodeKind::Outcomes => labelled(Outcome::ALL, labels::outcome(texts)),
        CodeKind::Rules => labelled(&RULES.iter().map(|rule| rule.code()).collect::<Vec<_>>(), labels::rule(texts)),
        CodeKind::Criteria => {
            labelled(&CRITERIA.iter().map(|criterion| criterion.code()).collect::<Vec<_>>(), labels::criterion(texts))
        }
    }
}

/// The authorities of a list of the destination.
fn authorities(
    reference: &ReferenceData,
    corridor: &Corridor,
    list: impl Fn(&Destination) -> &Vec<Authority>,
) -> Vec<CodeResponse> {
    let authorities = reference.destination(&corridor.destination).map(list);
    let code =
        |authority: &Authority| CodeResponse { code: authority.code.to_string(), label: authority.label.clone() };
    authorities.into_iter().flatten().map(code).collect()
}

/// Codes with the label that a function gives for each language.
fn labelled<T: ToString + Copy>(values: &[T], label: impl Fn(T, TextLanguage) -> String) -> Vec<CodeResponse> {
    let code = |value: &T| CodeResponse {
        code: value.to_string(),
        label: in_each_language(|language| label(*value, language)),
    };
    values.iter().map(code).collect()
}
