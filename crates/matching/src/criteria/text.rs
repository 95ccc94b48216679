//! `text`: the relevance of the candidate's text to the vacancy's ([`crate::text`]).

use super::{Criterion, Measure, Values};
use crate::columns::Column;
use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::segment::Segment;
use crate::text::Query;

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
            for (value, row) in values.iter_mut().zip(rows) {
                *value = query.relevance(&people.texts, first + usize::from(*row)).count();
            }
        })
    }

    fn is_costly(&self) -> bool {
        true
    }
}
