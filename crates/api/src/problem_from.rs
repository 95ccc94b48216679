//! What the other crates' errors are to a caller. What tells of the machine (paths, servers, what a database said)
//! goes to the log and not out.

use access::{AccessError, Forbidden, TokenError};
use candidate_profile::{CandidateError, PERSONAL_DATA_COLUMNS};
use employer::VacancyError;
use ranking::rankings::RankingError;
use storage::StorageError;

use crate::problem::{InvalidField, Problem, ProblemKind};

impl From<Forbidden> for Problem {
    fn from(forbidden: Forbidden) -> Self {
        Self::new(ProblemKind::Forbidden, forbidden.to_string())
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        let told = error.to_string();
        match error {
            StorageError::NotFound { .. } => Self::new(ProblemKind::NotFound, told),
            StorageError::Conflict { .. } => Self::new(ProblemKind::VersionConflict, told),
            StorageError::Unique { .. } => Self::new(ProblemKind::Conflict, told),
            StorageError::Constraint { .. } => {
                tracing::info!(error = %told, "a value that refers to nothing");
                Self::new(
                    ProblemKind::Conflict,
                    "it names an organisation or programme that isn't there; correct that",
                )
            }
            error if error.is_transient() => {
                tracing::warn!(error = %told, "the database is busy");
                Self::new(ProblemKind::Unavailable, "the database is busy or can't be reached; try again")
                    .retry_after(1)
            }
            StorageError::DiskFull | StorageError::ReadOnly { .. } => {
                tracing::error!(error = %told, "the database takes no writes");
                Self::new(
                    ProblemKind::Unavailable,
                    "nothing can be saved at the moment; the operator has to look into it",
                )
                .retry_after(60)
            }
            _ => internal(&told),
        }
    }
}

/// Something that no caller can help.
fn internal(told: &str) -> Problem {
    tracing::error!(error = %told, "a request failed");
    Problem::new(
        ProblemKind::Internal,
        "the request failed here and not by its content; the operator finds why in the log",
    )
}

impl From<CandidateError> for Problem {
    fn from(error: CandidateError) -> Self {
        let told = error.to_string();
        match error {
            CandidateError::Forbidden(forbidden) => forbidden.into(),
            CandidateError::Storage(error) => error.into(),
            CandidateError::Invalid(problems) => Self::invalid(
                problems
                    .into_iter()
                    .map(|problem| {
                        let field = match problem.field {
                            "id" => "reference".to_owned(),
                            field if PERSONAL_DATA_COLUMNS.contains(&field) => format!("personal_data.{field}"),
                            field => format!("profile.{field}"),
                        };
                        InvalidField { field, value: problem.value, expected: problem.expected }
                    })
                    .collect(),
            ),
            CandidateError::NotFound(_) => Self::new(ProblemKind::NotFound, told),
            CandidateError::Conflict { .. } => Self::new(ProblemKind::VersionConflict, told),
            CandidateError::Withdrawn(_) | CandidateError::ReferenceTaken { .. } | CandidateError::Import(_) => {
                Self::new(ProblemKind::Conflict, told)
            }
        }
    }
}

impl From<VacancyError> for Problem {
    fn from(error: VacancyError) -> Self {
        let told = error.to_string();
        match error {
            VacancyError::Forbidden(forbidden) => forbidden.into(),
            VacancyError::Storage(error) if error.is_unique_violation_of("vacancies_programme_id_reference") => {
                Self::new(
                    ProblemKind::Conflict,
                    "the programme has a vacancy with this reference already; use another one, or change that one",
                )
            }
            VacancyError::Storage(error) => error.into(),
            VacancyError::Invalid(problems) => Self::invalid(
                problems
                    .into_iter()
                    .map(|problem| {
                        let field = match problem.field {
                            "id" => "reference".to_owned(),
                            field => format!("content.{field}"),
                        };
                        InvalidField { field, value: problem.value, expected: problem.expected }
                    })
                    .collect(),
            ),
            VacancyError::Unconfirmed { .. }
            | VacancyError::Transition(_)
            | VacancyError::NotEditable(_)
            | VacancyError::NotFillable(_)
            | VacancyError::TooManyTaken { .. }
            | VacancyError::Employer(_)
            | VacancyError::Import(_) => Self::new(ProblemKind::Conflict, told),
        }
    }
}

impl From<RankingError> for Problem {
    fn from(error: RankingError) -> Self {
        let told = error.to_string();
        match error {
            RankingError::Forbidden(forbidden) => forbidden.into(),
            RankingError::Storage(error) => error.into(),
            RankingError::NoVacancy | RankingError::NoCandidate | RankingError::NoRecord => {
                Self::new(ProblemKind::NotFound, told)
            }
            RankingError::NotRankable(_) | RankingError::NotIndexed => Self::new(ProblemKind::NotRanked, told),
            RankingError::Record(_) | RankingError::Index(_) => internal(&told),
        }
    }
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        let told = error.to_string();
        match error {
            AccessError::Forbidden(forbidden) => forbidden.into(),
            AccessError::Storage(error) => error.into(),
            AccessError::Name { .. } => Self::new(ProblemKind::Invalid, told),
        }
    }
}

impl From<TokenError> for Problem {
    fn from(error: TokenError) -> Self {
        let told = error.to_string();
        let challenge = format!(r#"Bearer realm="passerelle", error="invalid_token", error_description="{told}""#);
        Self::new(ProblemKind::Unauthenticated, told)
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
    fn nothing_of_the_machine_is_told() {
        let (place, secret) = ("/srv/secret/passerelle.sqlite".to_owned(), "secret".to_owned());
        for (error, status) in [
            (StorageError::Busy, 503),
            (StorageError::DiskFull, 503),
            (StorageError::Unreachable { what: place.clone(), reason: secret.clone() }, 503),
            (StorageError::ReadOnly { reason: secret.clone() }, 503),
            (StorageError::Constraint { reason: secret.clone() }, 409),
            (StorageError::unreadable("a profile", &secret), 500),
            (StorageError::Interrupted, 500),
            (StorageError::Other(secret), 500),
        ] {
            let told = format!("{error:?}");
            let response = Problem::from(error).error_response();
            assert_eq!(response.status().as_u16(), status, "{told}");
            assert_eq!(response.headers().contains_key(header::RETRY_AFTER), status == 503, "{told}");
            let body = response.into_body().try_into_bytes().expect("a body");
            assert!(!String::from_utf8_lossy(&body).contains("secret"), "{told}");
        }
    }
}
