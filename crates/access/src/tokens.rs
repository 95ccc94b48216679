//! Short-lived signed tokens (JWT, RFC 7519, HS256), by which a server knows who acts.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use crate::{Actor, Role, Secret};

/// Who gives tokens out, and for whom: a token for anything else is refused.
const ISSUER: &str = "passerelle";
const AUDIENCE: &str = "passerelle-api";

/// How far the clocks of two machines may differ.
const SKEW: TimeDelta = TimeDelta::seconds(60);

/// Gives tokens out and reads them.
#[derive(Clone)]
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

/// Why a token is refused, or can't be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It has ended.
    #[error("the token has expired; get a new one")]
    Expired,
    /// It begins later.
    #[error("the token isn't valid yet; check the clock of the machine that gave it")]
    NotYet,
    /// It isn't one of ours, or it was changed.
    #[error("the token isn't one that this server gave; get a new one")]
    Invalid,
    /// A longer life than is given.
    #[error("a token lives for more than nothing and at most {hours} hours", hours = Tokens::LONGEST.num_hours())]
    Lifetime,
    /// A role that tokens don't carry.
    #[error("the role {0} acts on the program's own machine only and gets no token")]
    LocalOnly(Role),
    /// It couldn't be signed.
    #[error("the token couldn't be signed: {0}")]
    Signing(String),
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: i64,
    exp: i64,
    role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organisation: Option<OrganisationId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    candidate: Option<CandidateId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    programme: Option<ProgrammeId>,
}

impl Tokens {
    /// The longest life of a token. There is no list of revoked ones, so none lives longer than a day's work.
    pub const LONGEST: TimeDelta = TimeDelta::hours(12);

    /// Tokens signed with a secret.
    pub fn new(secret: &Secret) -> Self {
        Self {
            encoding: EncodingKey::from_secret(secret.bytes()),
            decoding: DecodingKey::from_secret(secret.bytes()),
        }
    }

    /// A token for an actor, good from now on for so long.
    ///
    /// # Errors
    /// For a life that is too long, and for the operator, who needs none.
    pub fn issue(&self, actor: &Actor, now: DateTime<Utc>, lifetime: TimeDelta) -> Result<String, TokenError> {
        if actor.role == Role::Operator {
            return Err(TokenError::LocalOnly(actor.role));
        }
        if lifetime <= TimeDelta::zero() || lifetime > Self::LONGEST {
            return Err(TokenError::Lifetime);
        }
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: actor.subject.clone(),
            iat: now.timestamp(),
            exp: now.timestamp() + lifetime.num_seconds(),
            role: actor.role,
            organisation: actor.organisation,
            candidate: actor.candidate,
            programme: actor.programme,
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .map_err(|error| TokenError::Signing(error.to_string()))
    }

    /// Who acts, by a token.
    ///
    /// # Errors
    /// When it isn't ours, or not valid at that moment.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Actor, TokenError> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The library asks the machine's clock; the caller's moment is asked below.
        validation.validate_exp = false;
        let claims: Claims = decode::<Claims>(token, &self.decoding, &validation)
            .map_err(|error| match error.kind() {
                ErrorKind::ExpiredSignature => TokenError::Expired,
                _ => TokenError::Invalid,
            })?
            .claims;
        if claims.role == Role::Operator {
            return Err(TokenError::LocalOnly(claims.role));
        }
        if now.timestamp() >= claims.exp {
            return Err(TokenError::Expired);
        }
        if claims.iat > now.timestamp() + SKEW.num_seconds() {
            return Err(TokenError::NotYet);
        }
        Ok(Actor {
            subject: claims.sub,
            role: claims.role,
            organisation: claims.organisation,
            candidate: claims.candidate,
            programme: claims.programme,
        })
    }
}
