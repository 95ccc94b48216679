//! Problems from the errors of the other crates. Details of the machine (paths, servers, messages of the database) go to
//! the log and not to the caller.

use access::{AccessError, Forbidden, TokenError};
use candidate_profile::authority_decision::ReviewError;
use candidate_profile::{CandidateError, PERSONAL_DATA_COLUMNS};
use employer::VacancyError;
use placement::PlacementError;
use ranking::RankingError;
use storage::StorageError;
use storage::checkpoint::CheckpointError;
use training_harmonisation::CurriculumError;
use vocabulary::FieldProblem;

use crate::problem::{InvalidField, Problem, ProblemKind};

impl From<FieldProblem> for InvalidField {
    fn from(FieldProblem { field, value, expected }: FieldProblem) -> Self {
        Self { field: field.into_owned(), value, expected }
    }
}

impl From<Forbidden> for Problem {
    fn from(forbidden: Forbidden) -> Self {
        Self::new(ProblemKind::Forbidden, forbidden.to_string())
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        let detail = error.to_string();
        match error {
            StorageError::NotFound { .. } => not_found(),
            StorageError::Conflict { .. } => Self::new(ProblemKind::VersionConflict, detail),
            StorageError::Unique { constraint } => {
                tracing::info!(%constraint, "a value that is taken");
                Self::new(
                    ProblemKind::Conflict,
                    "there is one like it already; use another value, or change that one",
                )
            }
            StorageError::Constraint { reason } => {
                tracing::info!(%reason, "a value that refers to nothing");
                Self::new(
                    ProblemKind::Conflict,
                    "it names an organisation or programme that isn't there; correct that",
                )
            }
            error if error.is_transient() => {
                tracing::warn!(error = %detail, "the database is busy");
                Self::new(ProblemKind::Unavailable, "the database is busy or can't be reached; try again")
                    .retry_after(1)
            }
            StorageError::DiskFull | StorageError::ReadOnly { .. } => {
                tracing::error!(error = %detail, "the database takes no writes");
                Self::new(
                    ProblemKind::Unavailable,
                    "nothing can be saved at the moment; the operator has to look into it",
                )
                .retry_after(60)
            }
            _ => internal(&detail),
        }
    }
}

/// The problem of what isn't there, or is beyond the reach of the caller's permission: the two are the same.
fn not_found() -> Problem {
    Problem::new(ProblemKind::NotFound, "there is nothing with this identifier that this caller may see; check it")
}

impl Problem {
    /// The first problems of a file that a request has as its body, each named by its row and column.
    pub fn of_file(problems: Vec<sheets::Problem>) -> Self {
        let field = |row: u64, column: &str| match (row, column) {
            (0, "") => "body".to_owned(),
            (0, column) => format!("column {column}"),
            (row, "") => format!("row {row}"),
            (row, column) => format!("row {row}, column {column}"),
        };
        let named = problems.into_iter().take(sheets::Problems::LISTED).map(|problem| {
            let sheets::Problem { row, column, value, expected } = problem;
            InvalidField { field: field(row, &column), value, expected }
        });
        Self::invalid(named.collect())
    }
}

/// An error that the caller can't correct.
fn internal(detail: &str) -> Problem {
    tracing::error!(error = %detail, "a request failed");
    Problem::new(
        ProblemKind::Internal,
        "the request failed here and not by its content; the operator finds why in the log",
    )
}

impl From<CandidateError> for Problem {
    fn from(error: CandidateError) -> Self {
        let detail = error.to_string();
        match error {
            CandidateError::Forbidden(forbidden) => forbidden.into(),
            CandidateError::Storage(error) => error.into(),
            CandidateError::Invalid(problems) => Self::invalid(
                problems
                    .into_iter()
                    .map(|problem| {
                        let field = match problem.field.as_ref() {
                            "id" => "reference".to_owned(),
                            "organisation" => problem.field.into_owned(),
                            field if PERSONAL_DATA_COLUMNS.contains(&field) => format!("personal_data.{field}"),
                            field => format!("profile.{field}"),
                        };
                        InvalidField { field, value: problem.value, expected: problem.expected }
                    })
                    .collect(),
            ),
            CandidateError::WrongDecision(problems) => {
                Self::invalid(problems.into_iter().map(InvalidField::from).collect())
            }
            CandidateError::DecisionRows(problems) => Self::of_file(problems),
            CandidateError::NotFound(_)
            | CandidateError::UnknownCertificate(_)
            | CandidateError::NoDecision(_)
            | CandidateError::NoDecisionFile(_) => not_found(),
            CandidateError::Conflict { .. }
            | CandidateError::DecisionConflict(_)
            | CandidateError::DecisionFileConflict(_) => Self::new(ProblemKind::VersionConflict, detail),
            CandidateError::Review(ReviewError::OwnEntry) => Self::new(ProblemKind::Forbidden, detail),
            CandidateError::Withdrawn(_)
            | CandidateError::ReferenceTaken { .. }
            | CandidateError::Ambiguous { .. }
            | CandidateError::DecisionTaken { .. }
            | CandidateError::Review(ReviewError::Transition(_))
            | CandidateError::Import(_) => Self::new(ProblemKind::Conflict, detail),
        }
    }
}

/// The index by which an employer has a reference once.
const VACANCY_REFERENCE: &str = "vacancies_programme_id_reference_organisation_id";

impl From<VacancyError> for Problem {
    fn from(error: VacancyError) -> Self {
        let detail = error.to_string();
        match error {
            VacancyError::Forbidden(forbidden) => forbidden.into(),
            VacancyError::Storage(error) if error.is_unique_violation_of(VACANCY_REFERENCE) => Self::new(
                ProblemKind::Conflict,
                "the employer has a vacancy with this reference already; use another one, or change that one",
            ),
            VacancyError::Storage(error) => error.into(),
            VacancyError::Invalid(problems) => Self::invalid(
                problems
                    .into_iter()
                    .map(|problem| {
                        let field = match problem.field.as_ref() {
                            "id" => "reference".to_owned(),
                            "organisation" => problem.field.into_owned(),
                            field => format!("content.{field}"),
                        };
                        InvalidField { field, value: problem.value, expected: problem.expected }
                    })
                    .collect(),
            ),
            VacancyError::Unconfirmed { .. }
            | VacancyError::Transition(_)
            | VacancyError::NotEditable(_)
            | VacancyError::Employer(_)
            | VacancyError::Import(_) => Self::new(ProblemKind::Conflict, detail),
        }
    }
}

impl From<PlacementError> for Problem {
    fn from(error: PlacementError) -> Self {
        let detail = error.to_string();
        let field =
            |field: &str, value: String, expected: String| InvalidField { field: field.to_owned(), value, expected };
        let invalid = |name: &str, value: String, expected: String| Self::invalid(vec![field(name, value, expected)]);
        let vacancy = || field("vacancy", String::new(), "a vacancy of this programme".to_owned());
        let candidate = || field("candidate", String::new(), "a candidate of this programme".to_owned());
        match error {
            PlacementError::Forbidden(forbidden) => forbidden.into(),
            PlacementError::Storage(error) => error.into(),
            PlacementError::NoVacancy => Self::invalid(vec![vacancy()]),
            PlacementError::NoCandidate => Self::invalid(vec![candidate()]),
            PlacementError::NeitherVacancyNorCandidate => Self::invalid(vec![candidate(), vacancy()]),
            PlacementError::EndsInFuture { ended_on, today } => {
                invalid("ended_on", ended_on.to_string(), format!("a day up to today, {today}"))
            }
            PlacementError::EndsBeforeStart { starts_on, ended_on } => {
                invalid("ended_on", ended_on.to_string(), format!("a day from {starts_on} on"))
            }
            PlacementError::Withdrawn(_)
            | PlacementError::WithoutConsent(_)
            | PlacementError::AlreadyPlaced(_)
            | PlacementError::NotFillable(_)
            | PlacementError::Full { .. }
            | PlacementError::Ended(_) => Self::new(ProblemKind::Conflict, detail),
        }
    }
}

impl From<CurriculumError> for Problem {
    fn from(error: CurriculumError) -> Self {
        let detail = error.to_string();
        match error {
            CurriculumError::Forbidden(forbidden) => forbidden.into(),
            CurriculumError::Storage(error) => error.into(),
            CurriculumError::Invalid(problems) => Self::invalid(
                problems
                    .into_iter()
                    .map(|problem| {
                        let field = match problem.field.as_ref() {
                            "reference" | "enrolment_year" | "school" | "candidate" => problem.field.into_owned(),
                            field => format!("content.{field}"),
                        };
                        InvalidField { field, value: problem.value, expected: problem.expected }
                    })
                    .collect(),
            ),
            CurriculumError::NoModule(module) => Self::invalid(vec![InvalidField {
                field: "module".to_owned(),
                value: module,
                expected: "the code of a module of this curriculum".to_owned(),
            }]),
            CurriculumError::ReferenceTaken { .. }
            | CurriculumError::OtherContent(_)
            | CurriculumError::School(_) => Self::new(ProblemKind::Conflict, detail),
        }
    }
}

impl From<RankingError> for Problem {
    fn from(error: RankingError) -> Self {
        let detail = error.to_string();
        match error {
            RankingError::Forbidden(forbidden) => forbidden.into(),
            RankingError::Storage(error) => error.into(),
            RankingError::NoVacancy
            | RankingError::NoCandidate
            | RankingError::NoRecord
            | RankingError::NoProgramme => not_found(),
            RankingError::WrongCursor(cursor) => {
                Self::query("cursor", &cursor.to_string(), "the `next` of the page before, as it was given")
            }
            RankingError::NotRankable(_) | RankingError::NotIndexed => Self::new(ProblemKind::NotRanked, detail),
            RankingError::DayPassed { as_of, today } => Self::invalid(vec![InvalidField {
                field: "as_of".to_owned(),
                value: as_of.to_string(),
                expected: format!("{today}, which is today at the destination, or a later day"),
            }]),
            RankingError::IndexUnusable(_) => Self::new(ProblemKind::Unavailable, detail).retry_after(5),
            RankingError::Record(_)
            | RankingError::Index(_)
            | RankingError::NoCorridor(_)
            | RankingError::Config(_) => internal(&detail),
        }
    }
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        let detail = error.to_string();
        match error {
            AccessError::Forbidden(forbidden) => forbidden.into(),
            AccessError::Storage(error) if error.is_unique_violation_of("organisations_programme_id_kind_name") => {
                Self::new(
                    ProblemKind::Conflict,
                    "the programme has an organisation of this kind and name already; use another name, or that one",
                )
            }
            AccessError::Storage(error) => error.into(),
            AccessError::Invalid(problems) => Self::invalid(problems.into_iter().map(InvalidField::from).collect()),
            AccessError::NumberTaken { .. } => Self::new(ProblemKind::Conflict, detail),
            AccessError::Randomness => internal(&detail),
            AccessError::Conflict { .. } => Self::new(ProblemKind::VersionConflict, detail),
        }
    }
}

impl From<CheckpointError> for Problem {
    fn from(error: CheckpointError) -> Self {
        match error {
            CheckpointError::Storage(error) => error.into(),
            CheckpointError::NoEntry => Self::new(ProblemKind::NotFound, error.to_string()),
            // The log, the keys and the files are the operator's.
            other => internal(&other.to_string()),
        }
    }
}

impl From<TokenError> for Problem {
    fn from(error: TokenError) -> Self {
        let detail = error.to_string();
        let challenge = format!(r#"Bearer realm="passerelle", error="invalid_token", error_description="{detail}""#);
        Self::new(ProblemKind::Unauthenticated, detail)
            .with_header(actix_web::http::header::WWW_AUTHENTICATE, &challenge.replace('`', ""))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::ResponseError;
    use actix_web::body::MessageBody;
    use actix_web::http::header;

    use super::*;

    #[test]
    fn no_detail_of_the_machine_is_sent() {
        let (server, secret) = ("/srv/secret/passerelle.sqlite".to_owned(), "secret".to_owned());
        for (error, status) in [
            (StorageError::Busy, 503),
            (StorageError::DiskFull, 503),
            (StorageError::Unreachable { what: server.clone(), reason: secret.clone() }, 503),
            (StorageError::ReadOnly { reason: secret.clone() }, 503),
            (StorageError::Constraint { reason: secret.clone() }, 409),
            (StorageError::unreadable("a profile", &secret), 500),
            (StorageError::Interrupted, 500),
            (StorageError::Other(secret), 500),
        ] {
            let name = format!("{error:?}");
            let response = Problem::from(error).error_response();
            assert_eq!(response.status().as_u16(), status, "{name}");
            assert_eq!(response.headers().contains_key(header::RETRY_AFTER), status == 503, "{name}");
            let body = response.into_body().try_into_bytes().expect("a body");
            assert!(!String::from_utf8_lossy(&body).contains("secret"), "{name}");
        }
    }
}
