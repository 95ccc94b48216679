//! Short-lived signed tokens (JWT, RFC 7519, HS256) that identify the actor of a request.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use sha2::{Digest, Sha256};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId, Scope};

use crate::{Actor, Role, Secret};

/// The issuer and audience of tokens; tokens with others are refused.
const ISSUER: &str = "passerelle";
const AUDIENCE: &str = "passerelle-api";

/// The tolerated difference between the clocks of two machines.
const CLOCK_SKEW: TimeDelta = TimeDelta::seconds(60);

/// Issues and verifies tokens.
#[derive(Clone)]
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    secret: Secret,
}

/// Why a token is refused, or can't be issued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The token has expired.
    #[error("the token has expired; get a new one")]
    Expired,
    /// The token was issued in the future.
    #[error("the token isn't valid yet; check the clock of the machine that gave it")]
    NotYet,
    /// The token wasn't signed by this server, or was changed.
    #[error("the token isn't one that this server gave; get a new one")]
    Invalid,
    /// The lifetime isn't positive, or longer than [`Tokens::MAX_LIFETIME`].
    #[error("a token lives for more than nothing and at most {hours} hours", hours = Tokens::MAX_LIFETIME.num_hours())]
    Lifetime,
    /// The role gets no tokens.
    #[error("the role {0} acts on the program's own machine only and gets no token")]
    LocalOnly(Role),
    /// The role acts within one programme, and the token would name none.
    #[error("a {0} acts within one programme; name it")]
    WithoutProgramme(Role),
    /// The token couldn't be signed.
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
    scope: ScopeClaim,
}

/// The scope of a token. It is required: a token without one is refused.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ScopeClaim {
    Programme(ProgrammeId),
    Installation,
}

impl From<Scope> for ScopeClaim {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Programme(programme) => Self::Programme(programme),
            Scope::Installation => Self::Installation,
        }
    }
}

impl From<ScopeClaim> for Scope {
    fn from(claim: ScopeClaim) -> Self {
        match claim {
            ScopeClaim::Programme(programme) => Self::Programme(programme),
            ScopeClaim::Installation => Self::Installation,
        }
    }
}

impl Tokens {
    /// The longest lifetime of a token: about a working day, since tokens can't be revoked.
    pub const MAX_LIFETIME: TimeDelta = TimeDelta::hours(12);

    /// Tokens that are signed with a secret.
    pub fn new(secret: &Secret) -> Self {
        Self {
            encoding: EncodingKey::from_secret(secret.bytes()),
            decoding: DecodingKey::from_secret(secret.bytes()),
            secret: secret.clone(),
        }
    }

    /// A text by which a reader can tell whether two answers of a programme rest on the same data: it is the same for
    /// the same position of the event log. It can't be computed without the secret, so that it doesn't tell the position
    /// itself, which counts the events of other programmes too.
    pub fn freshness(&self, programme: ProgrammeId, position: i64) -> String {
        let mut hash = Sha256::new();
        hash.update(self.secret.bytes());
        hash.update(programme.uuid());
        hash.update(position.to_be_bytes());
        hex::encode(&hash.finalize()[..8])
    }

    /// A code that shows that this server wrote a text, for a purpose: without the secret it can't be computed, and the code
    /// of one purpose is no code of another.
    pub fn authentication_code(&self, purpose: &str, text: &str) -> [u8; 16] {
        let mut hash = Sha256::new();
        hash.update(self.secret.bytes());
        for part in [purpose, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let hash = Sha256::new().chain_update(self.secret.bytes()).chain_update(hash.finalize()).finalize();
        std::array::from_fn(|position| hash[position])
    }

    /// Issues a token for an actor, valid from `now` for `lifetime`.
    ///
    /// # Errors
    /// [`TokenError::Lifetime`] when the lifetime isn't positive or too long, [`TokenError::LocalOnly`] for the operator, and
    /// [`TokenError::WithoutProgramme`] for a role of programmes without one.
    pub fn issue(&self, actor: &Actor, now: DateTime<Utc>, lifetime: TimeDelta) -> Result<String, TokenError> {
        if actor.role == Role::Operator {
            return Err(TokenError::LocalOnly(actor.role));
        }
        if actor.scope == Scope::Installation && !actor.role.may_act_for_installation() {
            return Err(TokenError::WithoutProgramme(actor.role));
        }
        if lifetime <= TimeDelta::zero() || lifetime > Self::MAX_LIFETIME {
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
            scope: actor.scope.into(),
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .map_err(|error| TokenError::Signing(error.to_string()))
    }

    /// Verifies a token and returns its actor.
    ///
    /// # Errors
    /// When the token wasn't signed by this server, or isn't valid at `now`.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Actor, TokenError> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The library would compare with the system clock; the expiry is compared with `now` below.
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
        if claims.iat > now.timestamp() + CLOCK_SKEW.num_seconds() {
            return Err(TokenError::NotYet);
        }
        Ok(Actor {
            subject: claims.sub,
            role: claims.role,
            organisation: claims.organisation,
            candidate: claims.candidate,
            scope: claims.scope.into(),
        })
    }
}
