//! Compares a curriculum with frameworks of law.

use actix_web::get;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use training_harmonisation::{
    Assessment, AssessmentTerms, Curricula, Explainer, LadderPosition, SchoolKind, Years, assess_curriculum,
    choose_frameworks,
};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{Code, CurriculumId, Date, TextLanguage};
use web::{AppContext, Caller, PathId, Problem, QueryParams, run_blocking};

use crate::{problem_responses, schema_references};

/// The parameters of an assessment.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AssessmentParams {
    /// The framework, like `eu-2005-36-ec-31@2013`; without one all of the destination that may apply.
    framework: Option<String>,
    /// The day on which the training began, by which the versions of frameworks are proposed.
    began: Option<Date>,
    /// The day of the assessment; without one, today at the destination.
    as_of: Option<Date>,
    /// The length of the training in years, like `3.5`; without one the highest year of a module.
    years: Option<String>,
    /// Years of general education before the training.
    schooling: Option<String>,
    /// The kind of school: `university` (or of that level) or `vocational`.
    #[param(schema_with = schema_references::school_kind, required = false)]
    school: Option<SchoolKind>,
    /// The language of gaps and notes in words; without one, English.
    #[param(schema_with = schema_references::text_language, required = false)]
    language: Option<TextLanguage>,
}

impl AssessmentParams {
    /// What the modules don't say of the training.
    fn terms(&self) -> Result<AssessmentTerms, Problem> {
        let years = |field: &str, written: &Option<String>| {
            let parse = |written: &String| {
                written.parse::<Years>().map_err(|error| Problem::query(field, written, error.expected))
            };
            written.as_ref().map(parse).transpose()
        };
        let (years, schooling) = Problem::both(years("years", &self.years), years("schooling", &self.schooling))?;
        Ok(AssessmentTerms { years, schooling, school: self.school.unwrap_or_default() })
    }
}

/// A curriculum compared with frameworks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Assessments)]
pub(crate) struct AssessmentsResponse {
    #[schema(value_type = uuid::Uuid)]
    curriculum: CurriculumId,
    /// The version of the curriculum that was compared.
    version: i64,
    /// The highest title of the ladder of which every assessed framework is met.
    #[schema(value_type = Option<String>)]
    reached: Option<Code>,
    /// The next higher title that has a framework.
    #[schema(value_type = Option<String>)]
    next: Option<Code>,
    /// An assessment for each framework.
    #[schema(value_type = Vec<Object>)]
    assessments: Vec<Assessment>,
}

/// Compares a curriculum or transcript with frameworks of law: rules, subjects, gaps, suggested subjects, notes. It is
/// advice; the authority of the destination decides.
#[utoipa::path(
    operation_id = "assess_curriculum",
    tag = "curricula",
    params(("id" = uuid::Uuid, Path, description = "the curriculum"), AssessmentParams),
    responses(
        (status = 200, body = AssessmentsResponse),
        problem_responses::Usual,
        problem_responses::Query,
        problem_responses::NotFound,
    )
)]
#[get("/curricula/{id}/assessments")]
pub(crate) async fn assess(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CurriculumId>,
    params: QueryParams<AssessmentParams>,
) -> Result<Json<AssessmentsResponse>, Problem> {
    let params = params.0;
    let terms = params.terms()?;
    let response = run_blocking(&context, move |context| {
        let reference = &context.reference;
        let curricula = Curricula::new(&context.database, reference);
        let (stored, confirmed) = curricula.get_with_confirmed_titles(&caller.0, id.0)?;
        let corridor = context.corridor(stored.programme)?;
        let asked: Vec<String> = params.framework.iter().cloned().collect();
        let as_of = params.as_of.unwrap_or_else(|| corridor.today(context.database.clock()));
        let chosen = choose_frameworks(reference.frameworks(), &asked, &corridor.destination, params.began, as_of)
            .map_err(|error| Problem::query("framework", &error.found, error.expected))?;
        if chosen.is_empty() {
            let expected = "a day on which a framework of the destination was in force";
            return Err(Problem::query("as_of", &as_of.to_string(), expected));
        }
        let explainer = Explainer::new(reference, params.language.unwrap_or(TextLanguage::En));
        let assessments =
            assess_curriculum(&stored.content, &chosen, &terms, &context.suggester, &confirmed, &explainer);
        let ladder = corridor.ladder_of(chosen[0].framework.title.as_str(), as_of);
        let LadderPosition { reached, next } = LadderPosition::new(ladder, &assessments);
        Ok::<_, Problem>(AssessmentsResponse {
            curriculum: stored.id,
            version: stored.version,
            reached,
            next,
            assessments,
        })
    });
    Ok(Json(response.await?))
}
