//! Lays curricula side by side.

use actix_web::get;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use training_harmonisation::{AssessmentTerms, ComparedCurriculum, Comparison, Curricula, Explainer};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CurriculumId, TextLanguage};
use web::{AppContext, Caller, PathId, Problem, QueryParams, run_blocking};

use crate::{problem_responses, schema_references};

/// The parameters of a comparison.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ComparisonParams {
    /// The other curricula, separated by commas, at most 20.
    with: String,
    /// The framework by whose rules and subjects they are compared; without one the newest whose list of subjects is
    /// confirmed.
    framework: Option<String>,
    /// The language of notes in words; without one, English.
    #[param(schema_with = schema_references::text_language, required = false)]
    language: Option<TextLanguage>,
}

/// The most curricula beside the first.
const MOST: usize = 20;

impl ComparisonParams {
    fn others(&self) -> Result<Vec<CurriculumId>, Problem> {
        let refuse = || Problem::query("with", &self.with, "1 to 20 identifiers of curricula, separated by commas");
        let others: Vec<CurriculumId> =
            self.with.split(',').map(|id| id.trim().parse().map_err(|_| refuse())).collect::<Result<_, _>>()?;
        if others.len() > MOST { Err(refuse()) } else { Ok(others) }
    }
}

/// Curricula side by side.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CurriculumComparison)]
pub(crate) struct ComparisonResponse {
    /// What each teaches of every subject, what is common, and what one would have to add to reach what another reaches.
    #[schema(value_type = Object)]
    comparison: Comparison,
}

/// Lays curricula or transcripts side by side: hours by subject, what is common, what each teaches alone, and what each
/// would have to add to reach what another reaches.
#[utoipa::path(
    operation_id = "compare_curricula",
    tag = "curricula",
    params(("id" = uuid::Uuid, Path, description = "the first curriculum"), ComparisonParams),
    responses(
        (status = 200, body = ComparisonResponse),
        problem_responses::Usual,
        problem_responses::Query,
        problem_responses::NotFound,
    )
)]
#[get("/curricula/{id}/comparison")]
pub(crate) async fn compare(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CurriculumId>,
    params: QueryParams<ComparisonParams>,
) -> Result<Json<ComparisonResponse>, Problem> {
    let params = params.0;
    let others = params.others()?;
    let response = run_blocking(&context, move |context| {
        let frameworks = context.reference.frameworks();
        let framework = match params.framework.as_deref() {
            Some(asked) => frameworks.find(asked),
            None => frameworks.newest_compared(),
        };
        let framework = framework.map_err(|error| Problem::query("framework", &error.found, error.expected))?;
        let curricula = Curricula::new(&context.database, &context.reference);
        let ids = std::iter::once(id.0).chain(others);
        let stored = ids.map(|id| curricula.get(&caller.0, id)).collect::<Result<Vec<_>, _>>()?;
        let names: Vec<String> =
            stored.iter().map(|stored| format!("{} {}", stored.reference, stored.enrolment_year)).collect();
        let compared: Vec<ComparedCurriculum<'_>> = stored
            .iter()
            .zip(&names)
            .map(|(stored, name)| {
                let terms = AssessmentTerms::default();
                ComparedCurriculum { name, curriculum: &stored.content, terms }
            })
            .collect();
        let comparison = Comparison::new(&compared, framework, frameworks.subjects());
        let explainer = Explainer::new(&context.reference, params.language.unwrap_or(TextLanguage::En));
        Ok::<_, Problem>(ComparisonResponse { comparison: comparison.explained(&explainer) })
    });
    Ok(Json(response.await?))
}
