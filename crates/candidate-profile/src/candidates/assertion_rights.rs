//! Which statuses and sources an actor may state: above `documented` only an agency may state the status of a title,
//! and no actor may state the source of a certificate.

use access::Actor;
use vocabulary::{Code, Date, FieldProblem, OrganisationId, ParseError, TitleStatus};

use crate::held_title::HeldTitle;
use crate::known_language::KnownLanguage;
use crate::profile::Profile;
use crate::provenance::{Provenance, Source};

/// A status that the actor may not state, which was taken as `documented`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[error("`{title}@{stated}` of candidate `{reference}` was taken as `{kept}`, since only an agency may state more")]
pub struct Downgrade {
    /// The reference of the candidate.
    pub reference: String,
    /// The title.
    pub title: Code,
    /// The status that was stated.
    pub stated: TitleStatus,
    /// The status that was kept.
    pub kept: TitleStatus,
}

/// Downgrades the statuses that the actor may not state, and keeps those that an agency or an authority stated before,
/// which the actor may not take back either: an old file of a school doesn't undo a certification.
pub(super) fn downgrade(
    profile: &mut Profile,
    before: Option<&Profile>,
    actor: &Actor,
    reference: &str,
) -> Vec<Downgrade> {
    if actor.may_certify() {
        return Vec::new();
    }
    let mut downgrades = Vec::new();
    for held in &mut profile.titles {
        let Some(stated) = held.status.filter(|status| *status > TitleStatus::Documented) else { continue };
        if before.is_some_and(|before| before.titles.contains(held)) {
            continue;
        }
        let kept = TitleStatus::Documented;
        held.status = Some(kept);
        downgrades.push(Downgrade { reference: reference.to_owned(), title: held.title.clone(), stated, kept });
    }
    let stated = before.iter().flat_map(|before| &before.titles);
    for higher in stated.filter(|held| held.status > Some(TitleStatus::Documented)) {
        let same = |held: &&mut HeldTitle| held.title == higher.title && held.provenance == higher.provenance;
        match profile.titles.iter_mut().find(same) {
            Some(held) => held.status = held.status.max(higher.status),
            None => profile.titles.push(higher.clone()),
        }
    }
    downgrades
}

/// Keeps the assertions from before whose source a file can't express, and leaves out those of the file that say anew what
/// one of them says, as a file does that was exported: the file's would hold beyond the expiry or revocation of the other.
pub(super) fn keep_other_sources(profile: &mut Profile, before: &Profile, today: Date) {
    let other = |provenance: &Provenance| !provenance.is_default() && provenance.holds_on(today);
    profile.titles.retain(|held| {
        let says_it =
            |one: &HeldTitle| (&one.title, one.status) == (&held.title, held.status) && other(&one.provenance);
        before.titles.contains(held) || !before.titles.iter().any(says_it)
    });
    profile.languages.retain(|known| {
        let value = |one: &KnownLanguage| (one.language, one.skill, one.level, one.evidence);
        let says_it = |one: &KnownLanguage| value(one) == value(known) && other(&one.provenance);
        before.languages.contains(known) || !before.languages.iter().any(says_it)
    });
    keep(&mut profile.titles, &before.titles, |held| !held.provenance.is_default());
    keep(&mut profile.languages, &before.languages, |known| !known.provenance.is_default());
}

/// Keeps the assertions of certificates, which only a certificate or its revocation may add or end.
pub(super) fn keep_certificates(profile: &mut Profile, before: &Profile) {
    keep(&mut profile.titles, &before.titles, |held| held.provenance.source == Source::Certificate);
    keep(&mut profile.languages, &before.languages, |known| known.provenance.source == Source::Certificate);
}

/// Adds the assertions from before that are to be kept. Then all are in the order in which they were before, so that what
/// didn't change is equal to what was there.
fn keep<A: Clone + PartialEq>(now: &mut Vec<A>, before: &[A], keep: impl Fn(&A) -> bool) {
    if !before.iter().any(&keep) {
        return;
    }
    let new = std::mem::take(now);
    now.extend(before.iter().filter(|one| keep(one) || new.contains(one)).cloned());
    now.extend(new.into_iter().filter(|one| !before.contains(one)));
}

/// The assertions whose source the actor may not state, a certificate or another organisation, unless they were there
/// before.
pub(super) fn false_sources(profile: &Profile, before: Option<&Profile>, actor: &Actor) -> Vec<FieldProblem> {
    let own_id = actor.organisation.map(OrganisationId::uuid);
    let own = |provenance: &Provenance| {
        provenance.source != Source::Certificate
            && provenance.revoked_on.is_none()
            && (provenance.source_id.is_none() || provenance.source_id == own_id || actor.may_certify())
    };
    let expected =
        "a source of one's own and no revocation; certificates and other organisations speak for themselves";
    let problem = |field, value: String| FieldProblem::new(field, ParseError::new(&value, expected));
    let titles = profile
        .titles
        .iter()
        .filter(|held| !own(&held.provenance) && !before.is_some_and(|before| before.titles.contains(held)));
    let languages = profile
        .languages
        .iter()
        .filter(|known| !own(&known.provenance) && !before.is_some_and(|before| before.languages.contains(known)));
    titles
        .map(|held| problem("titles", held.to_string()))
        .chain(languages.map(|known| problem("languages", known.to_string())))
        .collect()
}
