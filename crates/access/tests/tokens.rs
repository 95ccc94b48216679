//! Tokens identify actors.

use access::{Actor, Role, Secret, TokenError, Tokens};
use chrono::{DateTime, TimeDelta, Utc};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId, Scope};

fn now() -> DateTime<Utc> {
    "2026-12-01T09:00:00Z".parse().expect("a timestamp")
}

fn tokens() -> Tokens {
    Tokens::new(&Secret::random().expect("a secret"))
}

fn hour() -> TimeDelta {
    TimeDelta::hours(1)
}

#[test]
fn a_token_identifies_its_actor() {
    let actors = [
        Actor::new("r-1", Role::Recruiter, ProgrammeId::new()).for_organisation(OrganisationId::new()),
        Actor::candidate(CandidateId::new(), ProgrammeId::new()),
        Actor::new("a-1", Role::Auditor, ProgrammeId::new()),
        Actor::new("a-2", Role::Administrator, Scope::Installation),
    ];
    let tokens = tokens();
    for actor in actors {
        let token = tokens.issue(&actor, now(), hour()).expect("a token");
        assert_eq!(tokens.verify(&token, now()), Ok(actor));
    }
}

#[test]
fn a_token_is_valid_from_its_issue_to_its_expiry() {
    let tokens = tokens();
    let token = tokens.issue(&Actor::new("a", Role::Auditor, Scope::Installation), now(), hour()).expect("a token");
    assert!(tokens.verify(&token, now() + hour() - TimeDelta::seconds(1)).is_ok());
    assert_eq!(tokens.verify(&token, now() + hour()), Err(TokenError::Expired));
    assert!(
        tokens.verify(&token, now() - TimeDelta::seconds(30)).is_ok(),
        "a small difference of clocks is tolerated"
    );
    assert_eq!(tokens.verify(&token, now() - hour()), Err(TokenError::NotYet));
}

#[test]
fn a_token_of_another_server_or_a_changed_token_is_refused() {
    let tokens = tokens();
    let token = tokens.issue(&Actor::new("a", Role::Auditor, Scope::Installation), now(), hour()).expect("a token");
    let other = Tokens::new(&Secret::random().expect("a secret"));
    assert_eq!(other.verify(&token, now()), Err(TokenError::Invalid));
    let parts: Vec<&str> = token.split('.').collect();
    let officer = tokens.issue(&Actor::new("a", Role::Officer, ProgrammeId::new()), now(), hour()).expect("a token");
    let claims = officer.split('.').nth(1).expect("claims");
    for wrong in ["", "x", "a.b.c", &format!("{}.{claims}.{}", parts[0], parts[2]), &token[..token.len() - 2]] {
        assert_eq!(tokens.verify(wrong, now()), Err(TokenError::Invalid), "{wrong}");
    }
}

#[test]
fn an_unsigned_token_is_refused() {
    let tokens = tokens();
    let token = tokens.issue(&Actor::new("a", Role::Auditor, Scope::Installation), now(), hour()).expect("a token");
    // {"alg":"none","typ":"JWT"}
    let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.", token.split('.').nth(1).expect("claims"));
    assert_eq!(tokens.verify(&unsigned, now()), Err(TokenError::Invalid));
}

#[test]
fn a_token_with_another_issuer_audience_or_role_is_refused() {
    use jsonwebtoken::{EncodingKey, Header, encode};
    let secret = Secret::random().expect("a secret");
    let tokens = Tokens::new(&secret);
    let claims = |iss: &str, aud: &str, role: &str| {
        serde_json::json!({ "iss": iss, "aud": aud, "sub": "a", "role": role, "scope": "installation",
            "iat": now().timestamp(), "exp": (now() + hour()).timestamp() })
    };
    let signed = |claims: &serde_json::Value| {
        encode(&Header::default(), claims, &EncodingKey::from_secret(secret.bytes())).expect("signed")
    };
    let valid = claims("passerelle", "passerelle-api", "auditor");
    assert!(tokens.verify(&signed(&valid), now()).is_ok());
    for wrong in [
        claims("another", "passerelle-api", "auditor"),
        claims("passerelle", "another-api", "auditor"),
        claims("passerelle", "passerelle-api", "boss"),
    ] {
        assert_eq!(tokens.verify(&signed(&wrong), now()), Err(TokenError::Invalid), "{wrong}");
    }
    for missing in ["iss", "aud", "sub", "exp", "role", "scope"] {
        let mut claims = valid.clone();
        claims.as_object_mut().expect("an object").remove(missing);
        assert_eq!(tokens.verify(&signed(&claims), now()), Err(TokenError::Invalid), "{missing}");
    }
    let operator = claims("passerelle", "passerelle-api", "operator");
    assert_eq!(tokens.verify(&signed(&operator), now()), Err(TokenError::LocalOnly(Role::Operator)));
}

#[test]
fn the_operator_gets_no_token_and_no_token_exceeds_the_longest_lifetime() {
    let tokens = tokens();
    let auditor = Actor::new("a", Role::Auditor, Scope::Installation);
    assert_eq!(tokens.issue(&Actor::operator(), now(), hour()), Err(TokenError::LocalOnly(Role::Operator)));
    for lifetime in [TimeDelta::zero(), -hour(), Tokens::MAX_LIFETIME + TimeDelta::seconds(1)] {
        assert_eq!(tokens.issue(&auditor, now(), lifetime), Err(TokenError::Lifetime));
    }
}

#[test]
fn a_role_of_programmes_gets_no_token_without_a_programme() {
    let officer = Actor::new("o", Role::Officer, Scope::Installation);
    assert_eq!(tokens().issue(&officer, now(), hour()), Err(TokenError::WithoutProgramme(Role::Officer)));
}
