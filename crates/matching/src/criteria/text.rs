//! `text`: the relevance of the candidate's text to the vacancy's ([`crate::text`]).

use smallvec::SmallVec;

use super::{Criterion, Measure, Values};
use crate::columns::Column;
use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::segment::Segment;
use crate::text::{CountedText, Query};

pub(super) struct Text;

struct TextMeasure(Query);

impl Criterion for Text {
    fn code(&self) -> &'static str {
        "text"
    }

    fn measure(&self, _: &Requirements, _: RuleContext<'_>, query: &Query) -> Box<dyn Measure> {
        Box::new(TextMeasure(query.clone()))
    }
}

impl Measure for TextMeasure {
    fn columns_read(&self) -> Vec<Column> {
        Vec::new()
    }

    fn over<'a>(&'a self, people: &'a Segment) -> Values<'a> {
        let query = self.0.numbered(&people.texts);
        Box::new(move |first, rows, values| {
            // Texts lie far apart in memory: reading the first term of each, one right after another, overlaps the waits
            // for memory.
            let texts: SmallVec<[CountedText<'_>; 64]> =
                rows.iter().map(|row| people.texts.text(first + usize::from(*row))).collect();
            for (value, text) in values.iter_mut().zip(texts) {
                *value = query.relevance(text).count();
            }
        })
    }

    fn is_costly(&self) -> bool {
        true
    }
}
