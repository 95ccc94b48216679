//! Who asks, by their token.

use std::future::{Ready, ready};
use std::sync::Arc;

use access::Actor;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, ResponseError};

use crate::problem::{Problem, ProblemKind};
use crate::rate::{Rate, RateKey};
use crate::shared::Api;

/// Somebody who asks.
pub(crate) struct Caller(pub(crate) Actor);

/// What the token said, kept with the request.
#[derive(Clone)]
struct Authentication(Result<Actor, Problem>);

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let known = request.extensions().get::<Authentication>().cloned();
        ready(known.map_or_else(|| Err(nobody()), |known| known.0).map(Self))
    }
}

/// Finds out who asks and whether they may ask now; what they ask is for the act to judge.
pub(crate) async fn authenticate(
    api: Api,
    rate: Arc<Rate>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let known = who(&api, &request);
    let key = match &known {
        Ok(actor) => RateKey::Subject(actor.subject.clone()),
        Err(_) => RateKey::from_address(request.peer_addr().map(|address| address.ip())),
    };
    if let Err(problem) = rate.check(&key) {
        return Ok(request.into_response(problem.error_response()));
    }
    request.extensions_mut().insert(Authentication(known));
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn who(api: &Api, request: &ServiceRequest) -> Result<Actor, Problem> {
    let written = request.headers().get(header::AUTHORIZATION).ok_or_else(nobody)?;
    let token = written.to_str().ok().and_then(|written| {
        let (scheme, token) = written.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    Ok(api.tokens.verify(token.ok_or_else(nobody)?, (api.clock)())?)
}

fn nobody() -> Problem {
    Problem::new(ProblemKind::Unauthenticated, "say who asks: send a token as `Authorization: Bearer …`")
        .with_header(header::WWW_AUTHENTICATE, r#"Bearer realm="passerelle""#)
}
