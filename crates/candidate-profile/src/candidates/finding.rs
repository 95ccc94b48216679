//! Finding candidates by name, e-mail address or reference.
//!
//! Each programme's names are compared with the words of a query in the form that `vocabulary::name_search` gives both, in a
//! table of short rows that a query reads from the cursor on. The audit log says by what somebody searched, how many were
//! found and who they are, and never what was searched for: that would be a name.

use std::collections::{BTreeSet, HashMap};

use access::{Actor, Permission};
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl};
use serde_json::json;
use storage::{AnyConnection, Page, StorageError, Transaction, audit, matches_any};
use vocabulary::name_search::{email_key, name_key, name_patterns};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use super::candidate_export::personal_data;
use super::reading::CandidateScope;
use super::{Candidate, CandidateError, CandidateState, Candidates, KIND, parsed};
use crate::candidate_tables::{StoredSearchKeys, candidate_search_keys, candidates};
use crate::personal_data::PersonalData;

/// The largest page.
const LARGEST_PAGE: usize = 200;

/// A candidate who was found, with what tells them from others of the same name.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundCandidate {
    /// Their identifier.
    pub id: CandidateId,
    /// Their `id` in files.
    pub reference: String,
    /// The organisation that registered them.
    pub organisation: Option<OrganisationId>,
    /// The name under which employers see them.
    pub pseudonym: String,
    /// Whether they take part.
    pub state: CandidateState,
    /// Their personal data.
    pub personal_data: PersonalData,
}

/// The keys by which a candidate is found; none where neither name nor address is known.
pub(super) fn search_keys(candidate: &Candidate, personal_data: &PersonalData) -> Option<StoredSearchKeys> {
    let PersonalData { name, email, .. } = personal_data;
    (name.is_some() || email.is_some()).then(|| StoredSearchKeys {
        candidate_id: candidate.id.to_string(),
        programme_id: candidate.programme.to_string(),
        organisation_id: candidate.organisation.map(|organisation| organisation.to_string()),
        name_key: name.as_deref().map(name_key).unwrap_or_default(),
        email_key: email.as_deref().map(email_key),
    })
}

/// Writes the keys of a candidate whose personal data were written, in place of those that are there.
pub(super) fn write_search_keys(
    transaction: &mut Transaction<'_>,
    candidate: &Candidate,
    personal_data: &PersonalData,
) -> Result<(), StorageError> {
    diesel::delete(candidate_search_keys::table.find(candidate.id.to_string())).execute(transaction.connection())?;
    if let Some(row) = search_keys(candidate, personal_data) {
        diesel::insert_into(candidate_search_keys::table).values(row).execute(transaction.connection())?;
    }
    Ok(())
}

/// By what a query finds candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
enum FoundBy {
    Email,
    NameOrReference,
}

impl Candidates<'_> {
    /// The candidates of a programme whom a query finds, after one of them, in the order of their registration, at most
    /// `limit` and at most 200; only those of the actor's organisation where the actor's role extends no further. A query
    /// with `@` is an e-mail address and has to be all of it. Any other query is the beginning of a reference, or words with
    /// which words of the name begin, in any order. Those who have withdrawn are found too. The search and each candidate on
    /// the page get an audit entry.
    ///
    /// # Errors
    /// When the actor lacks the permission.
    pub fn find(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        query: &str,
        after: Option<CandidateId>,
        limit: usize,
    ) -> Result<Page<FoundCandidate>, CandidateError> {
        let scope = CandidateScope::of(actor, Permission::FindCandidate, programme)?;
        let limit = limit.clamp(1, LARGEST_PAGE);
        let by = if query.contains('@') { FoundBy::Email } else { FoundBy::NameOrReference };
        let search = Search { programme, scope, after, to_load: Page::<FoundCandidate>::rows_to_load(limit) };
        let page = self.database.read(|connection| {
            let ids: BTreeSet<String> = match by {
                FoundBy::Email => search.by_email(connection, query)?.into_iter().collect(),
                FoundBy::NameOrReference => {
                    let by_name = search.by_name(connection, query)?;
                    by_name.into_iter().chain(search.by_reference(connection, query)?).collect()
                }
            };
            let Page { items, has_more } = Page::cut(ids.into_iter().collect(), limit);
            Ok::<_, StorageError>(Page { items: found(connection, items)?, has_more })
        })?;
        // Written after the search, so that no other writer waits for it; without the entries nothing is returned.
        self.database.write(|transaction| {
            let entry =
                |subject, details| actor.audit_entry(Permission::FindCandidate, programme, KIND, subject, details);
            let mut entries = vec![entry(None, json!({ "by": by, "found": page.items.len() }))];
            entries.extend(page.items.iter().map(|found| entry(Some(found.id.uuid()), json!({ "page": true }))));
            audit::append(transaction, &entries)
        })?;
        Ok(page)
    }
}

/// Where a query looks.
struct Search {
    programme: ProgrammeId,
    scope: CandidateScope,
    after: Option<CandidateId>,
    to_load: i64,
}

impl Search {
    /// The identifier before the first one to be found.
    fn after(&self) -> String {
        self.after.map(|after| after.to_string()).unwrap_or_default()
    }

    fn by_name(&self, connection: &mut AnyConnection, words: &str) -> Result<Vec<String>, StorageError> {
        let patterns = name_patterns(words);
        if patterns.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = self.keys();
        for alternatives in patterns {
            query = query.filter(matches_any!(
                candidate_search_keys::table,
                candidate_search_keys::name_key,
                alternatives
            ));
        }
        Ok(query.select(candidate_search_keys::candidate_id).load(connection)?)
    }

    fn by_email(&self, connection: &mut AnyConnection, address: &str) -> Result<Vec<String>, StorageError> {
        let query = self.keys().filter(candidate_search_keys::email_key.eq(email_key(address)));
        Ok(query.select(candidate_search_keys::candidate_id).load(connection)?)
    }

    fn keys<'a>(&self) -> candidate_search_keys::BoxedQuery<'a, <AnyConnection as diesel::Connection>::Backend> {
        let mut query = candidate_search_keys::table
            .filter(candidate_search_keys::programme_id.eq(self.programme.to_string()))
            .filter(candidate_search_keys::candidate_id.gt(self.after()))
            .order(candidate_search_keys::candidate_id)
            .limit(self.to_load)
            .into_boxed();
        if let CandidateScope::Organisation(organisation) = self.scope {
            query = query.filter(candidate_search_keys::organisation_id.eq(organisation.to_string()));
        }
        query
    }

    /// By the beginning of the reference as it is written, in capitals, or in small letters.
    fn by_reference(&self, connection: &mut AnyConnection, beginning: &str) -> Result<Vec<String>, StorageError> {
        let beginning = beginning.trim();
        let mut found = Vec::new();
        for first in BTreeSet::from([beginning.to_owned(), beginning.to_uppercase(), beginning.to_lowercase()]) {
            let last = format!("{first}{}", char::MAX);
            let mut query = candidates::table
                .filter(candidates::programme_id.eq(self.programme.to_string()))
                .filter(candidates::reference.ge(first).and(candidates::reference.le(last)))
                .filter(candidates::id.gt(self.after()))
                .order(candidates::id)
                .limit(self.to_load)
                .select(candidates::id)
                .into_boxed();
            if let CandidateScope::Organisation(organisation) = self.scope {
                query = query.filter(candidates::organisation_id.eq(organisation.to_string()));
            }
            found.extend(query.load::<String>(connection)?);
        }
        Ok(found)
    }
}

/// Candidates by their identifiers, in this order.
fn found(connection: &mut AnyConnection, ids: Vec<String>) -> Result<Vec<FoundCandidate>, StorageError> {
    type Row = (String, String, Option<String>, String, String);
    let rows: Vec<Row> = candidates::table
        .filter(candidates::id.eq_any(ids.clone()))
        .order(candidates::id)
        .select((
            candidates::id,
            candidates::reference,
            candidates::organisation_id,
            candidates::pseudonym,
            candidates::state,
        ))
        .load(connection)?;
    let mut personal_data: HashMap<String, PersonalData> = personal_data(connection, ids)?;
    let convert = |(id, reference, organisation, pseudonym, state): Row| {
        Ok(FoundCandidate {
            personal_data: personal_data.remove(&id).unwrap_or_default(),
            id: parsed(&id)?,
            organisation: organisation.as_deref().map(parsed).transpose()?,
            state: parsed(&state)?,
            reference,
            pseudonym,
        })
    };
    rows.into_iter().map(convert).collect()
}
