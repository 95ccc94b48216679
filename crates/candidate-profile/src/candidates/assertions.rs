//! Titles and languages as rows: written, replaced and read.

use std::collections::HashMap;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use storage::{AnyConnection, StorageError, Transaction, as_json, insert_many};
use uuid::Uuid;
use vocabulary::{CandidateId, Date};

use super::parsed;
use crate::candidate_tables::{StoredAssertion, candidate_assertions};
use crate::held_title::HeldTitle;
use crate::known_language::KnownLanguage;
use crate::profile::Profile;
use crate::provenance::{Document, Provenance};

/// What is asserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum AssertionKind {
    /// That a title is held.
    Title,
    /// That a language is known.
    Language,
}

vocabulary::written_as!(AssertionKind, "a kind of assertion: title or language", {
    Title => "title", Language => "language",
});

/// The most identifiers in one query.
const IDS: usize = 1_000;

/// The rows of a candidate's titles and languages. Those of a file that is being imported still have the default provenance;
/// `of_file` is written in its place.
pub(super) fn assertion_rows(
    id: CandidateId,
    profile: &Profile,
    of_file: &Provenance,
) -> Result<Vec<StoredAssertion>, StorageError> {
    let mut rows = rows_of_kind(id, AssertionKind::Title, profile, of_file)?;
    rows.append(&mut rows_of_kind(id, AssertionKind::Language, profile, of_file)?);
    Ok(rows)
}

fn rows_of_kind(
    id: CandidateId,
    kind: AssertionKind,
    profile: &Profile,
    of_file: &Provenance,
) -> Result<Vec<StoredAssertion>, StorageError> {
    let row = |ordinal: usize, provenance: &Provenance| {
        row(id, kind, ordinal, if provenance.is_default() { of_file } else { provenance })
    };
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    match kind {
        AssertionKind::Title => {
            let rows = profile.titles.iter().enumerate().map(|(ordinal, held)| {
                Ok(StoredAssertion {
                    value: held.title.to_string(),
                    evidence: held.status.map(|status| status.word().to_owned()),
                    document: held.document.as_ref().map(as_json).transpose()?,
                    expires_on: day(held.expires_on),
                    ..row(ordinal, &held.provenance)
                })
            });
            rows.collect()
        }
        AssertionKind::Language => {
            let rows = profile.languages.iter().enumerate().map(|(ordinal, known)| {
                Ok(StoredAssertion {
                    value: known.without_evidence().to_string(),
                    evidence: Some(known.evidence.word().to_owned()),
                    document: known.document.as_ref().map(as_json).transpose()?,
                    expires_on: day(known.expires_on),
                    ..row(ordinal, &known.provenance)
                })
            });
            rows.collect()
        }
    }
}

/// A row with its provenance, and still without what is asserted.
fn row(id: CandidateId, kind: AssertionKind, ordinal: usize, provenance: &Provenance) -> StoredAssertion {
    StoredAssertion {
        candidate_id: id.to_string(),
        kind: kind.word().to_owned(),
        ordinal: ordinal as i64,
        value: String::new(),
        evidence: None,
        source: provenance.source.word().to_owned(),
        source_id: provenance.source_id.map(|id| id.to_string()),
        organisation_id: provenance.organisation.map(|id| id.to_string()),
        stated_by: provenance.stated_by.clone(),
        stated_on: provenance.stated_on.map(|day| day.to_string()),
        document: None,
        expires_on: None,
        revoked_on: provenance.revoked_on.map(|day| day.to_string()),
    }
}

/// Replaces a candidate's assertions of one kind by those of a profile.
pub(super) fn replace(
    transaction: &mut Transaction<'_>,
    id: CandidateId,
    kind: AssertionKind,
    profile: &Profile,
) -> Result<(), StorageError> {
    let before = candidate_assertions::table
        .filter(candidate_assertions::candidate_id.eq(id.to_string()))
        .filter(candidate_assertions::kind.eq(kind.word()));
    diesel::delete(before).execute(transaction.connection())?;
    insert_many!(transaction, candidate_assertions::table, &rows_of_kind(id, kind, profile, &Provenance::default())?)
}

/// The titles and languages of some candidates, by identifier, in the order of their ordinals. A candidate without any
/// isn't there.
pub(super) struct Assertions(HashMap<CandidateId, (Vec<HeldTitle>, Vec<KnownLanguage>)>);

impl Assertions {
    /// Reads those of some candidates.
    ///
    /// Outside a snapshot, read the candidates first: then a candidate whose titles are newer than their row has an old
    /// version, and a change that begins from it is refused.
    pub(super) fn of<'c>(
        connection: &mut AnyConnection,
        candidates: impl ExactSizeIterator<Item = &'c str>,
    ) -> Result<Self, StorageError> {
        let mut assertions = HashMap::with_capacity(candidates.len());
        let ids: Vec<&str> = candidates.collect();
        for some in ids.chunks(IDS) {
            let rows: Vec<StoredAssertion> = candidate_assertions::table
                .filter(candidate_assertions::candidate_id.eq_any(some))
                .order((
                    candidate_assertions::candidate_id,
                    candidate_assertions::kind,
                    candidate_assertions::ordinal,
                ))
                .select(StoredAssertion::as_select())
                .load(connection)?;
            for row in rows {
                add(&mut assertions, row)?;
            }
        }
        Ok(Self(assertions))
    }

    /// Moves a candidate's titles and languages into their profile.
    pub(super) fn move_into(&mut self, candidate: CandidateId, profile: &mut Profile) {
        if let Some((titles, languages)) = self.0.remove(&candidate) {
            (profile.titles, profile.languages) = (titles, languages);
        }
    }
}

fn add(
    assertions: &mut HashMap<CandidateId, (Vec<HeldTitle>, Vec<KnownLanguage>)>,
    row: StoredAssertion,
) -> Result<(), StorageError> {
    let day = |written: Option<String>| written.as_deref().map(stored_day).transpose();
    let provenance = Provenance {
        source: parsed(&row.source)?,
        source_id: row.source_id.as_deref().map(stored_uuid).transpose()?,
        organisation: row.organisation_id.as_deref().map(parsed).transpose()?,
        stated_by: row.stated_by,
        stated_on: day(row.stated_on)?,
        revoked_on: day(row.revoked_on)?,
    };
    let expires_on = day(row.expires_on)?;
    let document = row.document.as_deref().map(stored_document).transpose()?;
    let (titles, languages) = assertions.entry(parsed(&row.candidate_id)?).or_default();
    match parsed(&row.kind)? {
        AssertionKind::Title => titles.push(HeldTitle {
            title: parsed(&row.value)?,
            status: row.evidence.as_deref().map(parsed).transpose()?,
            document,
            expires_on,
            provenance,
        }),
        AssertionKind::Language => {
            let evidence = row.evidence.as_deref().map(parsed).transpose()?.unwrap_or_default();
            languages.push(KnownLanguage { evidence, document, expires_on, provenance, ..parsed(&row.value)? });
        }
    }
    Ok(())
}

fn stored_document(written: &str) -> Result<Box<Document>, StorageError> {
    serde_json::from_str(written).map_err(|_| StorageError::unreadable("a document", written))
}

fn stored_day(written: &str) -> Result<Date, StorageError> {
    written.parse().map_err(|_| StorageError::unreadable("a date", written))
}

fn stored_uuid(written: &str) -> Result<Uuid, StorageError> {
    written.parse().map_err(|_| StorageError::unreadable("a UUID", written))
}
