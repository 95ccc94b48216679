//! Imports the candidates of a file.

use std::collections::HashMap;

use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, post};
use candidate_profile::candidate_row::row_numbers;
use candidate_profile::candidates::{CandidateImport, DowngradeReason};
use candidate_profile::{COLUMNS, CandidateError, Candidates, parse};
use serde::{Deserialize, Serialize};
use sheets::{ImportOptions, ImportProblems, OTHER_CONTENT};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{DecisionFileId, TextLanguage};
use web::{AppContext, Caller, CreationResponse, IdempotencyKey, InvalidField, Problem, QueryParams, run_blocking};

use crate::codes::downgrade_reason;
use crate::{csv_body, problem_responses, schema_references};

/// The parameters of an import.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportCandidatesParams {
    /// `true` changes candidates who are there with other content; without it such a row is a problem.
    update: bool,
    /// `true` writes nothing, and answers what the import would do.
    dry_run: bool,
    /// The language of the notes in words; without one, English.
    #[param(schema_with = schema_references::text_language, required = false)]
    language: Option<TextLanguage>,
}

/// What an import of candidates did, or would do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidateImport)]
pub(crate) struct ImportCandidatesResponse {
    /// How many candidates are new.
    created: usize,
    /// How many were there with other content, and were changed.
    changed: usize,
    /// How many were there already with the same content.
    unchanged: usize,
    /// What was lowered for want of proof, row by row. That which waits for confirmation counts when it is confirmed.
    notes: Vec<ImportNoteResponse>,
    /// The decisions of authorities that the file names and that are new; absent without any, and in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    decisions: Option<ImportedDecisionsResponse>,
}

/// A title or a language of a row that was lowered. It doesn't repeat what the row has, since the answer is kept with its
/// `Idempotency-Key`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidateImportNote)]
pub(crate) struct ImportNoteResponse {
    /// The line of the file.
    row: u64,
    /// The column: `titles` or `languages`.
    #[schema(pattern = "^(titles|languages)$")]
    column: &'static str,
    /// The status or the evidence that was kept, which the column's value has after its `@`.
    #[schema(pattern = "^(declared|documented|attested|tested)$")]
    kept: &'static str,
    #[schema(schema_with = schema_references::downgrade_reason)]
    reason: DowngradeReason,
    /// The reason in words.
    text: String,
}

/// The decisions that an import entered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportedDecisions)]
pub(crate) struct ImportedDecisionsResponse {
    /// Their file. They count when another officer has confirmed it, at `/authority-decision-files/{id}/confirm`.
    #[schema(value_type = uuid::Uuid)]
    file: DecisionFileId,
    /// How many were entered.
    entered: usize,
}

/// Imports the candidates of a CSV file in the format of candidates files: all rows or, when one can't be taken, none. They belong
/// to the caller's organisation. What the file names no proof for is lowered; decisions of authorities in it wait for one
/// confirmation by another officer. A school's file is its own word, whatever its columns say.
#[utoipa::path(
    operation_id = "import_candidates",
    tag = "candidates",
    params(
        ImportCandidatesParams,
        ("Idempotency-Key" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each file"),
    ),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, description = "what a dry run would do", body = ImportCandidatesResponse),
        (status = 201, body = ImportCandidatesResponse, headers(
            ("Location" = String, description = "the list of the decisions that it entered, or of candidates"),
            ("ETag" = String, description = "always the first version"),
            ("Idempotency-Replayed" = String, description = "`true` for a response that was sent before"),
        )),
        problem_responses::Usual,
        problem_responses::Query,
        problem_responses::Creation,
    )
)]
#[post("/candidate-imports")]
pub(crate) async fn create_candidate_import(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<ImportCandidatesParams>,
    key: IdempotencyKey,
    request: HttpRequest,
    bytes: Bytes,
) -> Result<HttpResponse, Problem> {
    csv_body::check_media_type(&request)?;
    let ImportCandidatesParams { update, dry_run, language } = params.0;
    let response = run_blocking(&context, move |context| {
        let sheet = csv_body::read(&bytes, COLUMNS)?;
        let of_file = |problems: sheets::Problems| Problem::of_file(problems.list);
        let rows = parse(&sheet, &context.reference).map_err(of_file)?;
        let numbers = row_numbers(&sheet).map_err(of_file)?;
        let (actor, programme) = (&caller.0, caller.programme()?);
        let candidates = Candidates::new(&context.database, &context.reference);
        let answer = |import: CandidateImport| answer(import, &numbers, context, language);
        let refused = |error| refused(error, &numbers);
        if dry_run {
            let options = ImportOptions { dry_run, update };
            let import = candidates.import(actor, programme, rows, options, &mut |_| {}).map_err(refused)?;
            return Ok(ImportAnswer::DryRun(answer(import)));
        }
        let operation = format!("import-candidates update={update} language={language:?}");
        let created = key.create_once(&context.database, actor, &operation, &bytes, |transaction| {
            let import = candidates.import_within(transaction, actor, programme, rows, update, &mut |_| {});
            let answer = answer(import.map_err(refused)?);
            let location = match &answer.decisions {
                Some(decisions) => format!("/api/v1/authority-decisions?file={}", decisions.file),
                None => "/api/v1/candidates".to_owned(),
            };
            CreationResponse::new(location, 1, &answer)
        })?;
        Ok::<_, Problem>(ImportAnswer::Created(created))
    });
    Ok(match response.await? {
        ImportAnswer::DryRun(answer) => HttpResponse::Ok().json(answer),
        ImportAnswer::Created(created) => created.into_response(),
    })
}

/// What an import would do, or has done.
enum ImportAnswer {
    DryRun(ImportCandidatesResponse),
    Created(CreationResponse),
}

/// What an import did, each note with its row.
fn answer(
    import: CandidateImport,
    numbers: &HashMap<String, u64>,
    context: &AppContext,
    language: Option<TextLanguage>,
) -> ImportCandidatesResponse {
    let CandidateImport { report, downgrades, decisions } = import;
    let text = downgrade_reason(context.reference.texts());
    let notes = downgrades.into_iter().map(|downgrade| ImportNoteResponse {
        row: numbers.get(&downgrade.reference).copied().unwrap_or_default(),
        column: downgrade.column,
        kept: downgrade.kept,
        reason: downgrade.reason,
        text: text(downgrade.reason, language.unwrap_or(TextLanguage::En)),
    });
    ImportCandidatesResponse {
        created: report.created,
        changed: report.changed,
        unchanged: report.unchanged,
        notes: notes.collect(),
        decisions: decisions.map(|(file, entered)| ImportedDecisionsResponse { file, entered }),
    }
}

/// The problem of an import: each row that can't be taken, by its number.
fn refused(error: CandidateError, numbers: &HashMap<String, u64>) -> Problem {
    match error {
        CandidateError::Import(ImportProblems { list }) => {
            let named = list.into_iter().take(sheets::Problems::LISTED).map(|problem| InvalidField {
                field: numbers.get(&problem.reference).map_or_else(|| "body".to_owned(), |row| format!("row {row}")),
                value: problem.reference,
                expected: match problem.reason.as_str() {
                    OTHER_CONTENT => "the content that the candidate has, or `update=true` to change it".to_owned(),
                    reason => format!("a row that can be taken: {reason}"),
                },
            });
            Problem::invalid(named.collect())
        }
        other => other.into(),
    }
}
