//! Finds candidates by name, e-mail address or reference.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use candidate_profile::candidates::FoundCandidate;
use candidate_profile::{CandidateState, Candidates, PersonalData};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CandidateId, Date, OrganisationId};
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, pagination, run_blocking};

use crate::name_words::name_words;
use crate::{problem_responses, schema_references};

/// The parameters of the search.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FindPeopleParams {
    /// Words with which words of the name begin, in any order and without regard to case, accents and the article; or the
    /// beginning of a reference; or a whole e-mail address.
    #[param(min_length = 1, max_length = 200, example = "el amrani")]
    q: String,
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "pagination::given_cursor")]
    cursor: Option<String>,
}

/// A candidate who was found, with what tells them from others of the same name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundPersonResponse {
    #[schema(value_type = uuid::Uuid)]
    id: CandidateId,
    /// The candidate's `id` in files.
    reference: String,
    /// The organisation that registered the candidate.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    /// The name that employers see.
    #[schema(example = "Amber Heron-17")]
    pseudonym: String,
    #[schema(schema_with = schema_references::candidate_state)]
    state: CandidateState,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birth_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
}

impl From<FoundCandidate> for FoundPersonResponse {
    fn from(found: FoundCandidate) -> Self {
        let FoundCandidate { id, reference, organisation, pseudonym, state, personal_data } = found;
        let PersonalData { name, birth_date, email, .. } = personal_data;
        Self { id, reference, organisation, pseudonym, state, name, birth_date, email }
    }
}

/// The list's name in its cursors.
const LIST: &str = "people";

/// Candidates by name, e-mail address or reference, in the order of registration, withdrawn ones included; for a school,
/// those that it registered. The search is noted in the audit log, and so is each candidate that it shows.
#[utoipa::path(
    operation_id = "find_people",
    tag = "search",
    params(FindPeopleParams),
    responses((status = 200, body = Page<FoundPersonResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/search/people")]
pub(crate) async fn find_people(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<FindPeopleParams>,
) -> Result<impl Responder, Problem> {
    let FindPeopleParams { q, limit, cursor } = params.0;
    let page = Cursors::new(&context, &caller, LIST).page(limit, cursor.as_deref());
    let ((limit, after), q) = Problem::both(page, name_words(q))?;
    let page = run_blocking(&context, move |context| {
        let candidates = Candidates::new(&context.database, &context.reference);
        let page = candidates.find(&caller.0, caller.programme()?, &q, after, limit)?;
        Ok::<_, Problem>(Page::from_stored(
            page,
            |last| Cursors::new(context, &caller, LIST).encode(last.id),
            FoundPersonResponse::from,
        ))
    });
    Ok(Json(page.await?))
}
