//! What every request gets, whatever its address: an id, a time limit, an entry in the log, security headers, and an
//! RFC 9457 problem as the body of every error. HEAD is answered as GET without its body, and conditions that don't depend on
//! the address are decided.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpResponse, ResponseError};
use uuid::Uuid;

use crate::conditional::Conditions;
use crate::problem::{MEDIA_TYPE, Problem, ProblemKind};

/// The header of the request id, in requests and responses.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Middleware for a whole application.
///
/// # Errors
/// Errors of the services behind it, as problems.
pub async fn apply(
    time_limit: Duration,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let is_head = method == Method::HEAD;
    if is_head {
        request.head_mut().method = Method::GET;
    }
    let conditions = Conditions::of(&request);
    let result = tokio::time::timeout(time_limit, next.call(request)).await;
    let (status, route, result) = match result.unwrap_or_else(|_| Err(timed_out(time_limit).into())) {
        Ok(response) => {
            let mut response = with_problem_body(response.map_into_boxed_body());
            if let Some(other) = conditions.unfulfilled(response.status(), response.headers()) {
                response = response.into_response(other);
            }
            if is_head {
                response = response.map_body(|_, body| without_content(&body));
            }
            add_headers(response.headers_mut(), &id);
            let route = response.request().match_pattern();
            (response.status(), route, Ok(response))
        }
        // The request is consumed, so that the response can only be returned as the error.
        Err(error) => {
            let mut response = error_with_problem_body(error.error_response());
            if let Some(other) = conditions.unfulfilled(response.status(), response.headers()) {
                response = other;
            }
            if is_head {
                response = response.map_body(|_, body| without_content(&body));
            }
            add_headers(response.headers_mut(), &id);
            (response.status(), None, Err(InternalError::from_response(error, response).into()))
        }
    };
    tracing::info!(
        request = id.to_str().unwrap_or_default(),
        %method,
        // The pattern and not the address, since an address may contain what a person searched for.
        at = route.as_deref().unwrap_or("nowhere"),
        status = status.as_u16(),
        milliseconds = started.elapsed().as_millis() as u64,
        "answered"
    );
    result
}

/// A body of the same length without its content, for HEAD: the headers are those of GET.
struct NoContent(BodySize);

impl MessageBody for NoContent {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        self.0
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(None)
    }
}

fn without_content(body: &BoxBody) -> BoxBody {
    BoxBody::new(NoContent(body.size()))
}

/// The caller's request id if it is 1 to 100 visible ASCII characters, otherwise a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let is_valid =
        |id: &&HeaderValue| (1..=100).contains(&id.len()) && id.as_bytes().iter().all(|byte| byte.is_ascii_graphic());
    let new = || HeaderValue::from_str(&Uuid::now_v7().to_string()).unwrap_or(HeaderValue::from_static("none"));
    headers.get(REQUEST_ID).filter(is_valid).cloned().unwrap_or_else(new)
}

fn timed_out(time_limit: Duration) -> Problem {
    let seconds = time_limit.as_secs();
    Problem::new(
        ProblemKind::TookTooLong,
        format!("it took longer than {seconds} s; get it again before repeating a change"),
    )
}

/// The response, with a problem as its body if it is an error without one.
fn with_problem_body(response: ServiceResponse) -> ServiceResponse {
    match missing_problem(response.status(), response.headers()) {
        None => response,
        Some(problem) => response.into_response(problem.error_response()),
    }
}

fn error_with_problem_body(response: HttpResponse) -> HttpResponse {
    missing_problem(response.status(), response.headers()).map_or(response, |problem| problem.error_response())
}

/// The problem of an error response whose body isn't one.
fn missing_problem(status: StatusCode, headers: &HeaderMap) -> Option<Problem> {
    let is_error = status.is_client_error() || status.is_server_error();
    let is_problem = headers.get(header::CONTENT_TYPE).is_some_and(|media_type| media_type == MEDIA_TYPE);
    (is_error && !is_problem).then(|| {
        let kind = ProblemKind::from_status(status);
        Problem::new(kind, kind.meaning()).with_status(status)
    })
}

/// Adds the request id, and each security header that the handler hasn't set.
fn add_headers(headers: &mut HeaderMap, id: &HeaderValue) {
    headers.insert(REQUEST_ID, id.clone());
    let defaults = [
        // Responses are kept neither in shared caches nor on disks.
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in defaults {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
