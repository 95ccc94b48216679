//! Feeds of schema.org `JobPosting`, as employers' sites publish them.
//!
//! A feed is one posting, an array, a `@graph`, one posting per line, or the JSON-LD of a page. Reading never fails as a
//! whole: a value that can't be parsed is unknown, with a note. Every posting becomes a draft of a vacancy. Properties
//! that a posting states (employer, place, pay, hours, dates, posts) fill the draft; what its text implies (title,
//! setting, specialisms, languages, shifts) is a suggestion until a recruiter confirms it.
//!
//! | module | what it does |
//! |---|---|
//! | `feed` | finds the postings in bytes; `repair` fixes malformed JSON |
//! | `posting_reader` | turns one posting into a draft |
//! | `property`, `employer_number`, `decimal_numbers`, `dates`, `pay`, `job_location`, `text_language`, `plain_text` | parse one kind of value each |
//! | `folded_text`, `phrase_matcher` | find the phrases of the reference data in an advert |
//! | `posting_writer` | writes a vacancy as a posting |

mod dates;
mod decimal_numbers;
mod employer_number;
mod feed;
mod folded_text;
mod job_location;
mod pay;
mod phrase_matcher;
mod plain_text;
mod posting_reader;
mod posting_writer;
mod property;
mod repair;
mod text_language;

use std::collections::HashMap;

use employer::{ImportItem, Note, Suggestion, Suggestions, VacancyContent};
use rayon::prelude::*;
use reference_data::{Corridor, ReferenceData};

use crate::feed::FeedPostings;
use crate::posting_reader::PostingReader;

pub use posting_writer::to_job_posting;

/// The contents of a feed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Feed {
    /// The name of the feed in messages.
    pub name: String,
    /// The drafts, of each employer with distinct references, in the order of the feed.
    pub drafts: Vec<PostingDraft>,
    /// Notes on the feed itself: lines that aren't JSON, repeated identifiers.
    pub notes: Vec<Note>,
}

/// The draft of a posting. It has no title, and usually no region, until a recruiter confirms them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PostingDraft {
    /// The posting's identifier, else its URL, else a hash of its content.
    pub reference: String,
    /// The properties that the posting states. [`VacancyContent::check`] returns no problems for it.
    pub content: VacancyContent,
    /// Suggestions from the text of the posting.
    pub suggestions: Vec<Suggestion>,
    /// Notes on values that couldn't be used or were changed.
    pub notes: Vec<Note>,
}

impl From<PostingDraft> for ImportItem {
    fn from(posting: PostingDraft) -> Self {
        let suggestions = Suggestions { items: posting.suggestions, notes: posting.notes };
        Self::draft(posting.reference, posting.content, suggestions)
    }
}

/// Reads a feed of postings for a corridor: places of work are looked for in its destination, and titles among its own.
/// `name` is the name of the feed in messages.
///
/// Reading never fails: a line that isn't JSON is skipped with a note, and of two postings of one employer with the
/// same identifier the later one replaces the earlier one, with a note.
pub fn read_postings(name: &str, bytes: &[u8], reference: &ReferenceData, corridor: &Corridor) -> Feed {
    let FeedPostings { postings, mut notes, .. } = FeedPostings::read(bytes);
    let read: Vec<PostingDraft> = if postings.is_empty() {
        Vec::new()
    } else {
        let reader = PostingReader::new(reference, corridor);
        postings.par_iter().with_min_len(16).map(|posting| reader.read(posting)).collect()
    };
    // An identifier belongs to the employer, whom its number tells from others of the name.
    let mut positions = HashMap::with_capacity(read.len());
    let mut drafts: Vec<PostingDraft> = Vec::with_capacity(read.len());
    for draft in read {
        let content = &draft.content;
        let key = (content.employer_name(), content.employer_number.clone(), draft.reference.clone());
        match positions.get(&key) {
            None => {
                positions.insert(key, drafts.len());
                drafts.push(draft);
            }
            Some(position) => {
                let subject = format!("id `{}`", property::excerpt(&draft.reference));
                notes.push(Note { subject, message: "came again; the later posting counts".to_owned() });
                drafts[*position] = draft;
            }
        }
    }
    Feed { name: name.to_owned(), drafts, notes }
}
