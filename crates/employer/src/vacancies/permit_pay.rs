//! What a vacancy's pay means for a single permit: a notice and never a requirement, since other routes may be open.

use reference_data::{BesideThreshold, PayUnit, ReferenceData};
use serde::Serialize;
use vocabulary::{Code, Date, Euros};

use super::VacancyContent;

/// How a vacancy's pay compares with the threshold of the authority where the work is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PayNotice {
    /// `below`, or `not-comparable` where the authority counts a year in a way that isn't known, and has to be asked.
    pub code: &'static str,
    /// The authority of the threshold: `flanders`.
    #[schemars(with = "String")]
    pub authority: Code,
    /// The vacancy's gross pay a month.
    pub pay: Euros,
    /// The threshold.
    pub threshold: Euros,
    /// The unit of the threshold, `year` or `month-base`; it is never converted into the unit of another authority.
    pub unit: &'static str,
    /// The day from which the threshold holds.
    pub valid_from: Option<Date>,
    /// The source of the amount.
    pub source: String,
    /// The certainty of the amount: `V` verified in the source, `K` general knowledge, to be confirmed.
    pub certainty: &'static str,
}

impl VacancyContent {
    /// A notice where the pay is below the threshold for a permit as a highly skilled worker on a day, or can't be
    /// compared with it; `None` where the employer asks for no permit, or pay, region, title or threshold are unknown.
    ///
    /// Lower thresholds for the young are left out, since age isn't considered here. Thresholds for some titles apply to
    /// these.
    pub fn pay_notice(&self, reference: &ReferenceData, on: Date) -> Option<PayNotice> {
        let (pay, region, title) = (self.pay?, self.region?, self.title.as_ref()?);
        if self.single_permit == Some(false) {
            return None;
        }
        let authority = reference.regions().authority(&region)?;
        let permit_pay = &reference.destination_of(&region)?.permit_pay;
        let thresholds = permit_pay.thresholds(authority, on);
        let skilled = thresholds
            .iter()
            .filter(|threshold| threshold.category == "highly-skilled" && threshold.amount.is_some());
        let of_title = skilled.clone().find(|threshold| threshold.titles.contains(title));
        let general = || skilled.clone().find(|threshold| threshold.group == "general");
        let threshold = of_title.or_else(general)?;
        let code = match permit_pay.compare(pay, threshold) {
            BesideThreshold::Reaches => return None,
            BesideThreshold::Below => "below",
            BesideThreshold::NotComparable => "not-comparable",
        };
        Some(PayNotice {
            code,
            authority: authority.clone(),
            pay,
            threshold: threshold.amount?,
            unit: threshold.unit.map_or("", PayUnit::word),
            valid_from: threshold.grounds.validity.from,
            source: threshold.grounds.source.clone(),
            certainty: threshold.grounds.certainty.code(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(title: &str, region: &str, pay: &str) -> Option<(&'static str, String)> {
        let reference = ReferenceData::built_in().expect("the shipped configuration");
        let content = VacancyContent {
            title: Some(title.parse().expect("a title")),
            region: Some(region.parse().expect("a region")),
            pay: Some(pay.parse().expect("an amount")),
            ..VacancyContent::default()
        };
        let day = "2026-12-01".parse().expect("a day");
        content.pay_notice(&reference, day).map(|notice| (notice.code, notice.threshold.to_string()))
    }

    #[test]
    fn a_nurse_in_flanders_is_compared_with_the_amount_for_nurses_as_flanders_counts_a_year() {
        assert_eq!(notice("nurse-general-care", "BE234", "2811.04"), None);
        assert_eq!(notice("nurse-general-care", "BE234", "2811"), Some(("below", "39129.6".to_owned())));
        assert_eq!(notice("midwife", "BE234", "3000"), Some(("below", "48912".to_owned())));
    }

    #[test]
    fn the_threshold_of_brussels_counts_a_month() {
        assert_eq!(notice("nurse-general-care", "BE100", "3703.44"), None);
        assert_eq!(notice("nurse-general-care", "BE100", "3703"), Some(("below", "3703.44".to_owned())));
    }

    #[test]
    fn a_yearly_threshold_that_is_counted_in_an_unknown_way_is_not_comparable() {
        assert_eq!(notice("nurse-general-care", "BE33", "3600"), None, "no one authority for all of Liège");
        assert_eq!(notice("nurse-general-care", "BE32", "3600"), Some(("not-comparable", "53220".to_owned())));
        assert_eq!(notice("nurse-general-care", "BE32", "4435"), None, "twelve months alone reach it");
        assert_eq!(notice("nurse-general-care", "BE336", "1500"), None, "no threshold is known there");
    }
}
