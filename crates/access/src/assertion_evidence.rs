//! What each role may state of candidates' titles and languages, by the proof that it names: the one table.
//!
//! No role states more than this. A title is `equivalent` or `licensed` by a decision of an authority that one officer entered
//! and another confirmed ([`Permission::EnterDecision`], [`Permission::ConfirmDecision`]), and `certified` by a certificate
//! ([`Permission::CertifyCandidate`]).
//!
//! [`Permission::EnterDecision`]: crate::Permission::EnterDecision
//! [`Permission::ConfirmDecision`]: crate::Permission::ConfirmDecision
//! [`Permission::CertifyCandidate`]: crate::Permission::CertifyCandidate

use vocabulary::{Evidence, TitleStatus};

use crate::Role;

/// What a statement about a title or a language rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proof {
    /// None: their own word.
    OwnWord,
    /// A document that they have seen, with its kind, issuer and date.
    Document,
}

/// A role, the proof that it names, and the greatest status of a title and evidence of a language that it may state then.
/// What isn't here is forbidden.
const ASSERTABLE: &[(Role, Proof, TitleStatus, Evidence)] = &[
    (Role::Candidate, Proof::OwnWord, TitleStatus::Declared, Evidence::Declared),
    (Role::Registrar, Proof::OwnWord, TitleStatus::Declared, Evidence::Declared),
    (Role::Officer, Proof::OwnWord, TitleStatus::Declared, Evidence::Declared),
    (Role::Officer, Proof::Document, TitleStatus::Documented, Evidence::Tested),
    (Role::Certifier, Proof::OwnWord, TitleStatus::Declared, Evidence::Declared),
    (Role::Certifier, Proof::Document, TitleStatus::Documented, Evidence::Tested),
    (Role::Operator, Proof::OwnWord, TitleStatus::Declared, Evidence::Declared),
    (Role::Operator, Proof::Document, TitleStatus::Documented, Evidence::Tested),
];

fn row(role: Role, proof: Proof) -> Option<&'static (Role, Proof, TitleStatus, Evidence)> {
    ASSERTABLE.iter().find(|(who, by, ..)| (*who, *by) == (role, proof))
}

/// The greatest status of a title that a role may state by a proof; `None` when it may state none.
pub fn greatest_status(role: Role, proof: Proof) -> Option<TitleStatus> {
    row(role, proof).map(|(_, _, status, _)| *status)
}

/// The greatest evidence of a language that a role may state by a proof; `None` when it may state none.
pub fn greatest_evidence(role: Role, proof: Proof) -> Option<Evidence> {
    row(role, proof).map(|(_, _, _, evidence)| *evidence)
}

/// How a title gets a status, and through whom, as a phrase for errors.
pub fn who_may_state_status(status: TitleStatus) -> String {
    match status {
        TitleStatus::Certified => "a certificate".to_owned(),
        TitleStatus::Equivalent | TitleStatus::Licensed => {
            "a decision of an authority, which one officer records and another confirms".to_owned()
        }
        TitleStatus::Declared | TitleStatus::Documented => by_document(|row| row.2 >= status),
    }
}

/// How the level of a language gets an evidence, and through whom, as a phrase for errors.
pub fn who_may_state_evidence(evidence: Evidence) -> String {
    by_document(|row| row.3 >= evidence)
}

fn by_document(may: impl Fn(&(Role, Proof, TitleStatus, Evidence)) -> bool) -> String {
    let roles = ASSERTABLE.iter().filter(|row| row.1 == Proof::Document && may(row)).map(|row| row.0.word());
    let mut roles: Vec<String> = roles.map(|role| format!("the {role}")).collect();
    let last = roles.pop().unwrap_or_default();
    let roles = if roles.is_empty() { last } else { format!("{} or {last}", roles.join(", ")) };
    format!("{roles}, who names the document seen")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_states_by_themselves_what_a_certificate_or_an_authority_says() {
        for (role, proof) in Role::ALL.iter().flat_map(|role| [(*role, Proof::OwnWord), (*role, Proof::Document)]) {
            assert!(greatest_status(role, proof) <= Some(TitleStatus::Documented), "{role} {proof:?}");
        }
    }

    #[test]
    fn a_word_without_a_document_is_a_declaration_whoever_gives_it() {
        for role in Role::ALL.iter().copied() {
            assert!(greatest_status(role, Proof::OwnWord) <= Some(TitleStatus::Declared), "{role}");
            assert!(greatest_evidence(role, Proof::OwnWord) <= Some(Evidence::Declared), "{role}");
        }
    }

    #[test]
    fn only_roles_of_the_agency_say_that_they_saw_a_document() {
        let who: Vec<Role> =
            Role::ALL.iter().copied().filter(|role| greatest_status(*role, Proof::Document).is_some()).collect();
        assert_eq!(who, [Role::Officer, Role::Certifier, Role::Operator]);
        assert_eq!(
            who_may_state_evidence(Evidence::Tested),
            "the officer, the certifier or the operator, who names the document seen"
        );
    }
}
