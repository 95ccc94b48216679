//! What a certificate asserts of a candidate, and its revocation. Nobody else may state or end it.

use access::{Actor, Permission};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use serde_json::json;
use storage::{StorageError, Transaction, audit, events};
use vocabulary::{CandidateId, CertificateId, Date};

use super::profile_change::write_change;
use super::{Candidate, CandidateError, Candidates, KIND, find_within_reach, parsed};
use crate::candidate_tables::candidate_assertions;
use crate::held_title::HeldTitle;
use crate::known_language::KnownLanguage;
use crate::profile::Profile;
use crate::provenance::{Provenance, Source};

/// What a certificate asserts of a candidate; the provenance of each assertion is the certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct CertifiedAssertions {
    /// The certificate.
    pub certificate: CertificateId,
    /// The titles with their status.
    pub titles: Vec<HeldTitle>,
    /// The languages with their level and evidence.
    pub languages: Vec<KnownLanguage>,
    /// The day of the certificate.
    pub issued_on: Date,
    /// The last day on which it is valid; without one it is valid until it is revoked.
    pub expires_on: Option<Date>,
}

impl Candidates<'_> {
    /// Adds what a certificate asserts to a candidate's profile, in the transaction that issues the certificate.
    ///
    /// # Errors
    /// When the actor lacks the permission, there is no such candidate, they have withdrawn, or a code doesn't exist.
    pub fn certify_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        id: CandidateId,
        certified: &CertifiedAssertions,
    ) -> Result<Candidate, CandidateError> {
        let provenance = Provenance {
            source: Source::Certificate,
            source_id: Some(certified.certificate.uuid()),
            organisation: actor.organisation,
            stated_by: Some(actor.subject.clone()),
            stated_on: Some(certified.issued_on),
            revoked_on: None,
        };
        let expires_on = certified.expires_on;
        self.change_certified(transaction, actor, id, certified.certificate, |candidate| {
            if !candidate.state.is_editable() {
                return Err(CandidateError::Withdrawn(id));
            }
            let mut profile = candidate.profile.clone();
            let titles = certified.titles.iter().cloned();
            profile.titles.extend(titles.map(|held| HeldTitle {
                expires_on,
                provenance: provenance.clone(),
                ..held
            }));
            let languages = certified.languages.iter().cloned();
            profile.languages.extend(languages.map(|known| KnownLanguage {
                expires_on,
                provenance: provenance.clone(),
                ..known
            }));
            Ok(profile)
        })
    }

    /// Ends from a day on what a certificate asserts. It stays visible as revoked. Revoking again changes nothing.
    ///
    /// # Errors
    /// When the actor lacks the permission, or no candidate whom the actor may reach has anything from the certificate.
    pub fn revoke_certificate(
        &self,
        actor: &Actor,
        certificate: CertificateId,
        revoked_on: Date,
    ) -> Result<Candidate, CandidateError> {
        let unknown = || CandidateError::UnknownCertificate(certificate);
        actor.may_ever(&[Permission::CertifyCandidate])?;
        self.database.write(|transaction| {
            let ids: Vec<String> = candidate_assertions::table
                .filter(candidate_assertions::source.eq(Source::Certificate.word()))
                .filter(candidate_assertions::source_id.eq(certificate.to_string()))
                .select(candidate_assertions::candidate_id)
                .limit(1)
                .load(transaction.connection())
                .map_err(StorageError::from)?;
            let id = parsed(ids.first().ok_or_else(unknown)?)?;
            let revoke = |provenance: &mut Provenance| {
                if provenance.source == Source::Certificate && provenance.source_id == Some(certificate.uuid()) {
                    provenance.revoked_on.get_or_insert(revoked_on);
                }
            };
            let revoked = self.change_certified(transaction, actor, id, certificate, |candidate| {
                let mut profile = candidate.profile.clone();
                profile.titles.iter_mut().for_each(|held| revoke(&mut held.provenance));
                profile.languages.iter_mut().for_each(|known| revoke(&mut known.provenance));
                Ok(profile)
            });
            match revoked {
                Err(CandidateError::NotFound(_)) => Err(unknown()),
                other => other,
            }
        })
    }

    /// Changes what certificates assert of a candidate, whatever version they have.
    fn change_certified(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        id: CandidateId,
        certificate: CertificateId,
        change: impl Fn(&Candidate) -> Result<Profile, CandidateError>,
    ) -> Result<Candidate, CandidateError> {
        loop {
            let candidate = find_within_reach(transaction.connection(), actor, Permission::CertifyCandidate, id)?;
            let programme = candidate.programme;
            let profile = change(&candidate)?;
            let problems = profile.check(self.data);
            if !problems.is_empty() {
                return Err(CandidateError::Invalid(problems));
            }
            // When somebody else was faster, the candidate is read again.
            let Some(written) = write_change(transaction, candidate, profile, None)? else { continue };
            if let Some(event) = written.event() {
                events::append(transaction, &[event])?;
                let details = json!({ "version": written.candidate.version, "certificate": certificate });
                let permission = Permission::CertifyCandidate;
                let entry = actor.audit_entry(permission, programme, KIND, Some(id.uuid()), details);
                audit::append(transaction, &[entry.covering([written.candidate.commitment()?])])?;
            }
            return Ok(written.candidate);
        }
    }
}
