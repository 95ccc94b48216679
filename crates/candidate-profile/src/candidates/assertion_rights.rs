//! What an actor may state of titles and languages, asked of the table in `access`; what an import lowers for want of proof;
//! and what a change or a file replaces, which is what its actor stated before.

use access::{
    Actor, Permission, Proof, Role, Subject, greatest_evidence, greatest_status, who_may_state_evidence,
    who_may_state_status,
};
use reference_data::{TextFamily, Texts, UsedKey};
use vocabulary::{Date, Evidence, FieldProblem, ParseError, ProgrammeId, TextLanguage, TitleStatus};

use crate::authority_decision::{DecisionState, ResolvedDecision};
use crate::held_title::HeldTitle;
use crate::known_language::KnownLanguage;
use crate::profile::Profile;
use crate::provenance::{Assertion, Document, Provenance, Source};

/// The source of what an actor states, in a file or outside any.
pub(super) const fn source_of(role: Role, in_file: bool) -> Source {
    match (role, in_file) {
        (Role::Candidate, _) => Source::Candidate,
        (Role::Registrar, false) => Source::School,
        (Role::Registrar, true) => Source::SchoolFile,
        (
            Role::Officer
            | Role::Certifier
            | Role::Operator
            | Role::Recruiter
            | Role::ProgrammeManager
            | Role::Auditor
            | Role::Administrator,
            false,
        ) => Source::Agency,
        (
            Role::Officer
            | Role::Certifier
            | Role::Operator
            | Role::Recruiter
            | Role::ProgrammeManager
            | Role::Auditor
            | Role::Administrator,
            true,
        ) => Source::AgencyFile,
    }
}

/// The provenance of what an actor states on a day.
pub(super) fn provenance_of(actor: &Actor, in_file: bool, today: Date) -> Provenance {
    Provenance {
        source: source_of(actor.role, in_file),
        source_id: None,
        organisation: actor.organisation,
        stated_by: Some(actor.subject.clone()),
        stated_on: Some(today),
        revoked_on: None,
    }
}

/// Whether an assertion is one that an actor states anew or withdraws by a change: the candidate's own, those of the
/// registrar's school, those of the agency. What certificates and authorities say is nobody's to change.
pub(super) fn is_own(actor: &Actor, provenance: &Provenance) -> bool {
    match provenance.source {
        Source::Candidate => actor.role == Role::Candidate,
        Source::School | Source::SchoolFile => {
            source_of(actor.role, false) == Source::School && provenance.organisation == actor.organisation
        }
        Source::Agency | Source::AgencyFile => source_of(actor.role, false) == Source::Agency,
        Source::Certificate | Source::Decision => false,
    }
}

/// Whether an assertion is of the file that an actor's next file replaces.
fn is_of_own_file(actor: &Actor, provenance: &Provenance) -> bool {
    provenance.source.is_file() && is_own(actor, provenance)
}

/// The proof that an assertion names.
fn proof(document: Option<&Document>) -> Proof {
    if document.is_some() { Proof::Document } else { Proof::OwnWord }
}

/// Whether an actor may state a title with its status on the proof that is named.
fn may_state_title(actor: &Actor, held: &HeldTitle) -> bool {
    let limit = greatest_status(actor.role, proof(held.document()));
    limit.is_some_and(|limit| held.status.is_none_or(|status| status <= limit))
}

/// Whether an actor may state a language with its evidence on the proof that is named.
fn may_state_language(actor: &Actor, known: &KnownLanguage) -> bool {
    greatest_evidence(actor.role, proof(known.document())).is_some_and(|limit| known.evidence <= limit)
}

/// The profile after a change by an actor: what they state replaces what they stated before, and what others asserted stays.
/// What is stated once more keeps the day on which it was stated first; and what somebody else asserts beyond what the actor
/// may state, and the actor repeats, is that assertion.
///
/// # Errors
/// With every title and language that the actor may not state, what they may, and who may state more.
pub(super) fn restated(
    stated: &Profile,
    before: Option<&Profile>,
    actor: &Actor,
    today: Date,
) -> Result<Profile, Vec<FieldProblem>> {
    let none = Profile::default();
    let before = before.unwrap_or(&none);
    let mut problems = Vec::new();
    let titles = stated.titles.iter().enumerate().filter(|(position, held)| {
        let may = may_state_title(actor, held);
        if !may && !before.titles.iter().any(|one| !is_own(actor, &one.provenance) && one.has_value_of(held)) {
            problems.push(unproven_title(actor, *position, held));
        }
        may
    });
    let titles: Vec<HeldTitle> = titles.map(|(_, held)| held.clone()).collect();
    let languages = stated.languages.iter().enumerate().filter(|(position, known)| {
        let may = may_state_language(actor, known);
        if !may && !before.languages.iter().any(|one| !is_own(actor, &one.provenance) && one.has_value_of(known)) {
            problems.push(unproven_language(actor, *position, known));
        }
        may
    });
    let languages: Vec<KnownLanguage> = languages.map(|(_, known)| known.clone()).collect();
    problems.extend(stated.titles.iter().filter_map(|held| held.document()?.problem("titles", today)));
    problems.extend(stated.languages.iter().filter_map(|known| known.document()?.problem("languages", today)));
    if !problems.is_empty() {
        return Err(problems);
    }
    let is_own = |provenance: &Provenance| is_own(actor, provenance);
    let provenance = provenance_of(actor, false, today);
    Ok(Profile {
        titles: replaced(titles, &before.titles, is_own, &provenance),
        languages: replaced(languages, &before.languages, is_own, &provenance),
        ..stated.without_assertions()
    })
}

/// The assertions after those that are an actor's own were stated anew: in the order in which they were before, so that what
/// didn't change is equal to what was there, then the new ones.
fn replaced<A: Assertion>(
    stated: Vec<A>,
    before: &[A],
    is_own: impl Fn(&Provenance) -> bool,
    provenance: &Provenance,
) -> Vec<A> {
    let own = |one: &A| is_own(one.provenance());
    let stays = |one: &&A| !own(one) || stated.iter().any(|new| new.says_same(one));
    let mut after: Vec<A> = before.iter().filter(stays).cloned().collect();
    for mut new in stated {
        if !before.iter().any(|one| own(one) && one.says_same(&new)) {
            *new.provenance_mut() = provenance.clone();
            after.push(new);
        }
    }
    after
}

fn unproven_title(actor: &Actor, position: usize, held: &HeldTitle) -> FieldProblem {
    let limit = greatest_status(actor.role, proof(held.document())).map(TitleStatus::word);
    let way = held.status.map(who_may_state_status).unwrap_or_default();
    unproven(format!("titles[{position}]"), "status", held.to_string(), actor, held.document(), limit, &way)
}

fn unproven_language(actor: &Actor, position: usize, known: &KnownLanguage) -> FieldProblem {
    let limit = greatest_evidence(actor.role, proof(known.document())).map(Evidence::word);
    let way = who_may_state_evidence(known.evidence);
    unproven(format!("languages[{position}]"), "evidence", known.to_string(), actor, known.document(), limit, &way)
}

/// The problem of a status or an evidence above what an actor may state; without a limit, of a document that they may not name.
fn unproven(
    entry: String,
    member: &str,
    value: String,
    actor: &Actor,
    document: Option<&Document>,
    limit: Option<&str>,
    way: &str,
) -> FieldProblem {
    let role = actor.role;
    let (member, expected) = match limit {
        Some(limit) => {
            let by = if document.is_some() { "with a document" } else { "without a document" };
            (member, format!("at most `{limit}`, which the role {role} may state {by}; more needs {way}"))
        }
        None => ("document", format!("no document, since the role {role} can't confirm that it was seen")),
    };
    FieldProblem::new(format!("{entry}.{member}"), ParseError::new(&value, expected))
}

/// What a file stated of a title or a language, and what was taken of it for want of proof.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Downgrade {
    /// The reference of the candidate.
    pub reference: String,
    /// The column of the file: `titles` or `languages`.
    pub column: &'static str,
    /// What was stated, as the cell has it.
    pub stated: String,
    /// The status or evidence that was kept.
    pub kept: &'static str,
    /// Why, and what would keep it.
    pub reason: DowngradeReason,
}

/// Why a file's statement was lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DowngradeReason {
    /// A school states by its own word alone.
    SchoolsWord,
    /// The title has no document.
    NoTitleDocument,
    /// The title has no decision of an authority.
    NoDecision,
    /// The decision waits for confirmation.
    DecisionEntered,
    /// The decision gives a lower status.
    LowerDecision,
    /// Only a certificate certifies.
    NoCertificate,
    /// The language has no document.
    NoLanguageDocument,
}

vocabulary::written_as!(DowngradeReason, "why a statement was lowered", {
    SchoolsWord => "schools-word",
    NoTitleDocument => "no-title-document",
    NoDecision => "no-decision",
    DecisionEntered => "decision-entered",
    LowerDecision => "lower-decision",
    NoCertificate => "no-certificate",
    NoLanguageDocument => "no-language-document",
});

/// What was lowered, why, and what would keep it: `downgrade-<reason>`.
const DOWNGRADE: TextFamily = TextFamily::new("downgrade-");

/// The keys of the texts that this module can use.
pub fn text_keys() -> Vec<UsedKey> {
    DowngradeReason::ALL.iter().map(|reason| DOWNGRADE.used(reason, &["candidate", "stated", "kept"])).collect()
}

impl Downgrade {
    /// Says in a language what was lowered, why, and what would keep it.
    pub fn explain(&self, texts: &Texts, language: TextLanguage) -> String {
        let Self { reference, stated, kept, reason, .. } = self;
        let arguments = [("candidate", reference.as_str()), ("stated", stated.as_str()), ("kept", kept)];
        texts.format_member(language, &DOWNGRADE, reason, &arguments)
    }
}

/// What a file's decisions give its titles: those of actors who may enter decisions, others' don't count.
pub(super) fn may_enter_decisions(actor: &Actor, programme: ProgrammeId) -> bool {
    actor.may(Permission::EnterDecision, &Subject::in_programme(programme)).is_ok()
}

/// Whether nothing in a row has to be lowered: the common case of a file that names its proofs, decided without a copy.
pub(super) fn is_proven(profile: &Profile, decisions: &[ResolvedDecision], actor: &Actor) -> bool {
    let has_document = profile.titles.iter().any(|held| held.document.is_some())
        || profile.languages.iter().any(|known| known.document.is_some());
    decisions.is_empty()
        && (!has_document || greatest_status(actor.role, Proof::Document).is_some())
        && profile.titles.iter().all(|held| may_state_title(actor, held))
        && profile.languages.iter().all(|known| may_state_language(actor, known))
}

/// A file's profile as an actor may state it: a status or an evidence without proof is lowered to what is proven, with a
/// note. A title that rests on a decision which counts at once is left out, since the decision asserts it.
pub(super) fn downgrade(
    profile: &mut Profile,
    decisions: &[ResolvedDecision],
    actor: &Actor,
    reference: &str,
) -> Vec<Downgrade> {
    if is_proven(profile, decisions, actor) {
        return Vec::new();
    }
    let mut downgrades = Vec::new();
    let mut note = |column, stated: String, kept: &'static str, reason| {
        downgrades.push(Downgrade { reference: reference.to_owned(), column, stated, kept, reason });
    };
    // A document that a school has seen is its word for it.
    let sees_documents = greatest_status(actor.role, Proof::Document).is_some();
    let counts = DecisionState::at_entry(actor) == DecisionState::Confirmed;
    let decided = |held: &HeldTitle| {
        decisions.iter().filter(|decision| decision.title == held.title).map(|decision| decision.status).max()
    };
    profile.titles.retain(|held| !(counts && held.status.is_some() && decided(held) >= held.status));
    for held in &mut profile.titles {
        if !sees_documents {
            held.document = None;
        }
        let limit = greatest_status(actor.role, proof(held.document())).unwrap_or(TitleStatus::Declared);
        let Some(stated) = held.status.filter(|status| *status > limit) else { continue };
        let reason = match (stated, decided(held)) {
            _ if !sees_documents => DowngradeReason::SchoolsWord,
            (TitleStatus::Declared | TitleStatus::Documented, _) => DowngradeReason::NoTitleDocument,
            (TitleStatus::Certified, None) => DowngradeReason::NoCertificate,
            (_, None) => DowngradeReason::NoDecision,
            (stated, Some(status)) if status < stated => DowngradeReason::LowerDecision,
            (_, Some(_)) => DowngradeReason::DecisionEntered,
        };
        note("titles", held.to_string(), limit.word(), reason);
        held.status = Some(limit);
    }
    for known in &mut profile.languages {
        if !sees_documents {
            known.document = None;
        }
        let limit = greatest_evidence(actor.role, proof(known.document())).unwrap_or(Evidence::Declared);
        if known.evidence > limit {
            let reason =
                if sees_documents { DowngradeReason::NoLanguageDocument } else { DowngradeReason::SchoolsWord };
            note("languages", known.to_string(), limit.word(), reason);
            known.evidence = limit;
        }
    }
    downgrades
}

/// Leaves out what a file says anew of what somebody else asserts already, and still does, as a file does that was exported:
/// the file's assertion would hold beyond the expiry or revocation of the other. What an earlier file asserted as well stays.
pub(super) fn leave_out_repetitions(of_file: &mut Profile, before: &Profile, actor: &Actor, today: Date) {
    retain_unsaid(&mut of_file.titles, &before.titles, actor, today, HeldTitle::has_value_of);
    retain_unsaid(&mut of_file.languages, &before.languages, actor, today, KnownLanguage::has_value_of);
}

/// The same before a file is lowered: what its own earlier version said of a title or a language, with whatever status, is
/// stated once more, and is lowered.
pub(super) fn leave_out_proven_repetitions(of_file: &mut Profile, before: &Profile, actor: &Actor, today: Date) {
    retain_unsaid(&mut of_file.titles, &before.titles, actor, today, HeldTitle::has_subject_of);
    retain_unsaid(&mut of_file.languages, &before.languages, actor, today, KnownLanguage::has_subject_of);
}

/// Keeps what nobody else says today, and what an earlier file said too, as `is_same` compares them.
fn retain_unsaid<A: Assertion>(
    of_file: &mut Vec<A>,
    before: &[A],
    actor: &Actor,
    today: Date,
    is_same: impl Fn(&A, &A) -> bool,
) {
    let own = |one: &A| is_of_own_file(actor, one.provenance());
    of_file.retain(|new| {
        let others_say_it = |one: &A| !own(one) && one.has_value_of(new) && one.holds_on(today);
        before.iter().any(|one| own(one) && is_same(one, new)) || !before.iter().any(others_say_it)
    });
}

/// The profile after a file: what it states, lowered where it has to be, replaces what the file before it stated, and what
/// others asserted stays.
pub(super) fn with_file(of_file: Profile, before: &Profile, actor: &Actor, today: Date) -> Profile {
    let is_own = |provenance: &Provenance| is_of_own_file(actor, provenance);
    let provenance = provenance_of(actor, true, today);
    let rest = of_file.without_assertions();
    Profile {
        titles: replaced(of_file.titles, &before.titles, is_own, &provenance),
        languages: replaced(of_file.languages, &before.languages, is_own, &provenance),
        ..rest
    }
}
