//! The caller of a request, from the bearer token.

use std::future::{Ready, ready};

use access::Actor;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, ResponseError};
use vocabulary::ProgrammeId;

use crate::app_context::AppContext;
use crate::problem::{Problem, ProblemKind};
use crate::rate_limit::RateKey;

/// The authenticated caller. Extraction fails with 401 where [`authenticate`] found no valid token.
pub struct Caller(pub Actor);

/// The result of reading the token, kept in the request's extensions.
#[derive(Clone)]
struct Authentication(Result<Actor, Problem>);

impl Caller {
    /// The programme in which the caller acts, which their token names.
    ///
    /// # Errors
    /// When the token is for the installation as a whole.
    pub fn programme(&self) -> Result<ProgrammeId, Problem> {
        self.0.scope.programme().ok_or_else(|| {
            let detail = "this token is for the installation as a whole; use one that names a programme";
            Problem::new(ProblemKind::Forbidden, detail)
        })
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(authenticated(request).map(Self))
    }
}

/// The actor that [`authenticate`] found.
pub(crate) fn authenticated(request: &HttpRequest) -> Result<Actor, Problem> {
    let authentication = request.extensions().get::<Authentication>().cloned();
    authentication.map_or_else(|| Err(unauthenticated()), |authentication| authentication.0)
}

/// Middleware that reads the token and counts the request against the caller's rate limit. Permissions are checked behind it.
///
/// # Errors
/// Those of the services behind it. A request above the rate limit is answered with 429.
pub async fn authenticate(
    context: Data<AppContext>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let actor = verify_token(&context, &request);
    let key = match &actor {
        Ok(actor) => RateKey::Subject(actor.subject.clone()),
        Err(_) => RateKey::from_address(request.peer_addr().map(|address| address.ip())),
    };
    if let Err(problem) = context.rate_limit.check(&key) {
        return Ok(request.into_response(problem.error_response()));
    }
    request.extensions_mut().insert(Authentication(actor));
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn verify_token(context: &AppContext, request: &ServiceRequest) -> Result<Actor, Problem> {
    let header = request.headers().get(header::AUTHORIZATION).ok_or_else(unauthenticated)?;
    let token = header.to_str().ok().and_then(|header| {
        let (scheme, token) = header.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    Ok(context.tokens.verify(token.ok_or_else(unauthenticated)?, context.database.clock().now())?)
}

fn unauthenticated() -> Problem {
    Problem::new(ProblemKind::Unauthenticated, "say who asks: send a token as `Authorization: Bearer …`")
        .with_header(header::WWW_AUTHENTICATE, r#"Bearer realm="passerelle""#)
}
