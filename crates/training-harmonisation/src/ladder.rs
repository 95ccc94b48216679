//! The ladder of titles: which rung training reaches, and which is next.

use vocabulary::Code;

use crate::assessment::{Assessment, Verdict};

/// The place of training on a ladder of titles.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LadderPosition {
    /// The highest title of which every assessed framework is met; nothing when there is none.
    pub reached: Option<Code>,
    /// The next higher title that has a framework; nothing when the highest is reached.
    pub next: Option<Code>,
}

impl LadderPosition {
    /// The place that assessments give on a ladder, lowest title first. A title of which several versions may apply is
    /// reached when all of them are met.
    pub fn new(ladder: &[Code], assessments: &[Assessment]) -> Self {
        let is_assessed = |title: &&Code| assessments.iter().any(|assessment| assessment.title == **title);
        let rungs: Vec<&Code> = ladder.iter().filter(is_assessed).collect();
        let meets = |title: &&Code| {
            let mut of_title = assessments.iter().filter(|assessment| assessment.title == **title);
            of_title.all(|assessment| assessment.verdict == Verdict::Meets)
        };
        let reached = rungs.iter().rposition(meets);
        let next = rungs.get(reached.map_or(0, |position| position + 1));
        Self { reached: reached.map(|position| rungs[position].clone()), next: next.map(|title| (*title).clone()) }
    }
}
