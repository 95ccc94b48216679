//! How far employers read the impact of a requirement: small numbers of people are withheld.

use matching::requirement_impact::{RelaxationKind, RequirementImpact};
use reference_data::{TextKey, Texts, UsedKey};
use vocabulary::TextLanguage;

use crate::decision_record::Audience;

/// A change that is too small to be told.
const FEWER_THAN: TextKey<1> = TextKey::new("impact-fewer-than", ["count"]);
/// A change that isn't told more closely.
const AT_LEAST_MORE: TextKey<1> = TextKey::new("impact-at-least-more", ["count"]);
/// The same for a count that falls.
const AT_LEAST_FEWER: TextKey<1> = TextKey::new("impact-at-least-fewer", ["count"]);

/// The keys of `config/texts/` that [`CountChange::text`] uses.
pub fn text_keys() -> Vec<UsedKey> {
    [FEWER_THAN, AT_LEAST_MORE, AT_LEAST_FEWER].iter().map(TextKey::used).collect()
}

/// The number under which a change of a count, or the difference of two, isn't told to employers.
pub const SMALLEST_TOLD: u64 = 5;

/// A change of a count as an audience may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountChange {
    /// The number itself.
    Exact(i64),
    /// Less than this number, in either direction; it may be none.
    FewerThan(u64),
    /// Not told more closely, because the difference to another change of the same requirement would be small: at least
    /// this many more.
    AtLeast(u64),
    /// The same for a count that falls: at least this many fewer.
    AtLeastFewer(u64),
}

impl CountChange {
    /// The change in words, where it isn't a number.
    pub fn text(self, texts: &Texts, language: TextLanguage) -> Option<String> {
        let (key, count) = match self {
            Self::Exact(_) => return None,
            Self::FewerThan(count) => (FEWER_THAN, count),
            Self::AtLeast(count) => (AT_LEAST_MORE, count),
            Self::AtLeastFewer(count) => (AT_LEAST_FEWER, count),
        };
        Some(texts.format(language, &key, [&count.to_string()]))
    }
}

/// The impact of a relaxed requirement as an audience may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceImpact {
    /// The requirement: the code of its check.
    pub requirement: String,
    /// How it is relaxed.
    pub relaxation: RelaxationKind,
    /// Change in the number of ready candidates.
    pub ready: CountChange,
    /// Change in the number of reachable candidates.
    pub reachable: CountChange,
    /// Change in the number of candidates to verify.
    pub to_verify: CountChange,
}

/// The impacts of a vacancy's requirements as an audience may read them.
///
/// For employers a change of fewer than five is none that they can tell from zero. The candidates whom an eased requirement
/// lets in are among those whom its absence lets in, so that two of these changes told exactly would tell a small number
/// by their difference: then the one of the eased requirement is told as "at least five".
pub fn impacts_for(audience: Audience, impacts: &[RequirementImpact]) -> Vec<AudienceImpact> {
    let told = |impact: &RequirementImpact, count: fn(&RequirementImpact) -> i64| match audience {
        Audience::Programme => CountChange::Exact(count(impact)),
        Audience::Employer => {
            let others = impacts.iter().filter(|other| other.requirement == impact.requirement);
            // Leaving a requirement out is told first, then the others in their order.
            let before = others.filter(|other| order(other, impacts) < order(impact, impacts));
            for_employer(count(impact), before.map(count))
        }
    };
    let for_audience = |impact: &RequirementImpact| AudienceImpact {
        requirement: impact.requirement.clone(),
        relaxation: impact.relaxation,
        ready: told(impact, |impact| impact.ready),
        reachable: told(impact, |impact| impact.reachable),
        to_verify: told(impact, |impact| impact.to_verify),
    };
    impacts.iter().map(for_audience).collect()
}

/// The order in which the changes of one requirement are told.
fn order(impact: &RequirementImpact, impacts: &[RequirementImpact]) -> (bool, Option<usize>) {
    let position = impacts.iter().position(|other| std::ptr::eq(other, impact));
    (impact.relaxation != RelaxationKind::Without, position)
}

/// A change as an employer may read it, where `before` are the changes of the same requirement that are told before it.
fn for_employer(change: i64, mut before: impl Iterator<Item = i64>) -> CountChange {
    if change.unsigned_abs() < SMALLEST_TOLD {
        CountChange::FewerThan(SMALLEST_TOLD)
    } else if before.all(|other| other.abs_diff(change) >= SMALLEST_TOLD) {
        CountChange::Exact(change)
    } else if change > 0 {
        CountChange::AtLeast(SMALLEST_TOLD)
    } else {
        CountChange::AtLeastFewer(SMALLEST_TOLD)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn impact(relaxation: RelaxationKind, ready: i64) -> RequirementImpact {
        RequirementImpact {
            requirement: "language.nl".to_owned(),
            relaxation,
            ready,
            reachable: 0,
            to_verify: -ready,
        }
    }

    /// What is told of the ready candidates when the requirement is left out, and one level lower.
    fn told(audience: Audience, without: i64, lower: i64) -> (CountChange, CountChange) {
        let impacts = [impact(RelaxationKind::OneLevelLower, lower), impact(RelaxationKind::Without, without)];
        let told = impacts_for(audience, &impacts);
        (told[1].ready, told[0].ready)
    }

    #[test]
    fn employers_are_told_no_small_number_and_no_small_difference() {
        use CountChange::{AtLeast, AtLeastFewer, Exact, FewerThan};
        for (without, lower, expected) in [
            (0, 0, (FewerThan(5), FewerThan(5))),
            (4, 1, (FewerThan(5), FewerThan(5))),
            (5, 4, (Exact(5), FewerThan(5))),
            (9, 7, (Exact(9), AtLeast(5))),
            (9, 9, (Exact(9), AtLeast(5))),
            (20, 7, (Exact(20), Exact(7))),
            (-9, -7, (Exact(-9), AtLeastFewer(5))),
        ] {
            assert_eq!(told(Audience::Employer, without, lower), expected, "{without} and {lower}");
        }
        assert_eq!(told(Audience::Programme, 4, 1), (Exact(4), Exact(1)));
    }
}
