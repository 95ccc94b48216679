//! Feeds of schema.org `JobPosting`, as employers' sites publish them.
//!
//! A feed is one posting, an array, a `@graph`, a line each, or the JSON-LD of a page. It never fails as a whole: what
//! can't be read of it is unknown, with a note. Every posting becomes a draft. What it says in so many words (employer,
//! place, pay, hours, days, posts) fills the draft; what its words only hint at (title, setting, specialisms, languages,
//! shifts) is a suggestion, until somebody confirms it.
//!
//! | module | what it does |
//! |---|---|
//! | `feed` | finds the postings in bytes; `repair` repairs what is almost JSON |
//! | `posting` | makes one posting a draft |
//! | `property`, `quantity`, `day`, `pay`, `work_place`, `text_language`, `plain_text` | read one kind of value each |
//! | `words`, `suggest` | find the field's phrases in an advert |
//! | `write` | writes a vacancy as a posting |

mod day;
mod feed;
mod pay;
mod plain_text;
mod posting;
mod property;
mod quantity;
mod repair;
mod suggest;
mod text_language;
mod words;
mod work_place;
mod write;

use std::collections::HashMap;

use employer::{ImportItem, Note, Suggestion, Suggestions, VacancyContent};
use rayon::prelude::*;
use reference_data::ReferenceData;

pub use write::to_job_posting;

/// What a feed holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Feed {
    /// Its name, for messages.
    pub name: String,
    /// The drafts, each with an id that no other has, in the order of the feed.
    pub drafts: Vec<PostingDraft>,
    /// What is to be said of the feed itself: lines that are no JSON, ids that came twice.
    pub notes: Vec<Note>,
}

/// A posting made a draft: it lacks a title, and mostly a region, until somebody confirms them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PostingDraft {
    /// Its identifier, its address, or a hash of its content.
    pub reference: String,
    /// What it says in so many words. [`VacancyContent::check`] finds nothing wrong with it.
    pub content: VacancyContent,
    /// What its words suggest.
    pub suggestions: Vec<Suggestion>,
    /// What couldn't be taken over, or was changed on the way.
    pub notes: Vec<Note>,
}

impl From<PostingDraft> for ImportItem {
    fn from(posting: PostingDraft) -> Self {
        let suggestions = Suggestions { items: posting.suggestions, notes: posting.notes };
        Self::draft(posting.reference, posting.content, suggestions)
    }
}

/// Reads a feed of postings. `name` is what the feed is called in messages.
///
/// It never fails: a line that is no JSON is skipped with a note, and of two postings with one id the later one counts,
/// with a note.
pub fn read_postings(name: &str, bytes: &[u8], reference: &ReferenceData) -> Feed {
    let feed::Postings { found, mut notes, .. } = feed::Postings::read(bytes);
    let read: Vec<PostingDraft> = if found.is_empty() {
        Vec::new()
    } else {
        let reader = posting::Reader::new(reference);
        found.par_iter().with_min_len(16).map(|posting| reader.read(posting)).collect()
    };
    let mut places: HashMap<String, usize> = HashMap::with_capacity(read.len());
    let mut drafts: Vec<PostingDraft> = Vec::with_capacity(read.len());
    for draft in read {
        match places.get(&draft.reference) {
            None => {
                places.insert(draft.reference.clone(), drafts.len());
                drafts.push(draft);
            }
            Some(place) => {
                let said = "came again; the later posting counts";
                notes
                    .push(Note { about: format!("id `{}`", property::cut(&draft.reference)), said: said.to_owned() });
                drafts[*place] = draft;
            }
        }
    }
    Feed { name: name.to_owned(), drafts, notes }
}
