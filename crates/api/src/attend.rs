//! What every request gets, wherever it goes: an identifier, a limit of time, a line in the log, the headers that
//! keep browsers careful, and a problem as RFC 9457 tells it when something goes wrong.

use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError};
use uuid::Uuid;

use crate::problem::{MEDIA_TYPE, Problem, ProblemKind};

/// The header that names a request, in and out.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Attends a request from its head to its answer.
pub(crate) async fn attend(
    patience: Duration,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let began = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let answered = tokio::time::timeout(patience, next.call(request)).await;
    let late = || Error::from(late(patience));
    let (status, place, answer) = match answered.unwrap_or_else(|_| Err(late())) {
        Ok(response) => {
            let mut response = told(response.map_into_boxed_body());
            mark(response.headers_mut(), &id);
            let place = response.request().match_pattern();
            (response.status(), place, Ok(response))
        }
        // There is no request any more to answer to, so the answer travels as the error.
        Err(error) => {
            let mut response = told_bare(error.error_response());
            mark(response.headers_mut(), &id);
            (response.status(), None, Err(InternalError::from_response(error, response).into()))
        }
    };
    tracing::info!(
        request = id.to_str().unwrap_or_default(),
        %method,
        // The pattern and not the address: what people search for is nobody's business.
        at = place.as_deref().unwrap_or("nowhere"),
        status = status.as_u16(),
        milliseconds = began.elapsed().as_millis() as u64,
        "answered"
    );
    answer
}

/// The identifier that the caller gave, if it can be one, or a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let sound =
        |id: &&HeaderValue| (1..=100).contains(&id.len()) && id.as_bytes().iter().all(|byte| byte.is_ascii_graphic());
    let new = || HeaderValue::from_str(&Uuid::now_v7().to_string()).unwrap_or(HeaderValue::from_static("none"));
    headers.get(REQUEST_ID).filter(sound).cloned().unwrap_or_else(new)
}

fn late(patience: Duration) -> Problem {
    let seconds = patience.as_secs();
    Problem::new(
        ProblemKind::TookTooLong,
        format!("it took longer than {seconds} s; get it again before repeating a change"),
    )
}

/// An answer in which something that went wrong is told as a problem, whoever noticed it.
fn told(response: ServiceResponse) -> ServiceResponse {
    match untold(response.status(), response.headers()) {
        None => response,
        Some(problem) => response.into_response(problem.error_response()),
    }
}

fn told_bare(response: HttpResponse) -> HttpResponse {
    untold(response.status(), response.headers()).map_or(response, |problem| problem.error_response())
}

fn untold(status: StatusCode, headers: &HeaderMap) -> Option<Problem> {
    let is_error = status.is_client_error() || status.is_server_error();
    let is_told = headers.get(header::CONTENT_TYPE).is_some_and(|media| media == MEDIA_TYPE);
    (is_error && !is_told).then(|| {
        let kind = ProblemKind::of_status(status);
        Problem::new(kind, kind.meaning()).with_status(status)
    })
}

/// What an answer carries besides its content, unless an act said otherwise.
fn mark(headers: &mut HeaderMap, id: &HeaderValue) {
    headers.insert(REQUEST_ID, id.clone());
    let careful = [
        // Nothing here is for a shared cache, nor for a disk.
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in careful {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
