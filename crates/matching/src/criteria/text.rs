//! `text`: how far a person's words are about what the vacancy's are about ([`crate::text`]).

use super::{Criterion, Measure};
use crate::columns::Column;
use crate::people::Segment;
use crate::requirements::Requirements;
use crate::rules::Setting;
use crate::text::Query;

pub(super) struct Text;

struct Relevance(Query);

impl Criterion for Text {
    fn code(&self) -> &'static str {
        "text"
    }

    fn measure(&self, _: &Requirements, _: Setting<'_>, query: &Query) -> Box<dyn Measure> {
        Box::new(Relevance(query.clone()))
    }
}

impl Measure for Relevance {
    fn reads(&self) -> Vec<Column> {
        Vec::new()
    }

    fn values(&self, people: &Segment, first: usize, rows: &[u16], values: &mut [u32]) {
        let query = self.0.numbered(&people.texts);
        for (value, row) in values.iter_mut().zip(rows) {
            *value = query.relevance(&people.texts, first + usize::from(*row)).count();
        }
    }

    fn is_costly(&self) -> bool {
        true
    }
}
