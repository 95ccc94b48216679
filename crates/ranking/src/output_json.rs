//! The JSON of the output for a candidate, of which a ranking writes up to hundreds.
//!
//! It is byte for byte what `serde` makes of a [`RankedCandidate`], in less than half of the time: names of fields, codes
//! and words hold no characters to escape, so they are copied without looking for any, and shares are written from
//! integers. A replay compares the two for every listed candidate.

use std::io::Write;

use matching::ranking::RankedCandidate;
use matching::reason::{CriterionPart, Reason, Value};
use serde_json::value::RawValue;
use vocabulary::Millionths;

/// Writes the JSON of a candidate; `buffer` is reused from one to the next.
///
/// # Errors
/// When what was written isn't JSON.
pub(crate) fn output_json(
    ranked: &RankedCandidate,
    buffer: &mut Vec<u8>,
) -> Result<Box<RawValue>, serde_json::Error> {
    buffer.clear();
    write_candidate(ranked, buffer)?;
    serde_json::from_slice::<&RawValue>(buffer).map(ToOwned::to_owned)
}

fn write_candidate(ranked: &RankedCandidate, json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    let RankedCandidate { candidate, id, standing, score, criteria, rules, plan } = ranked;
    push(json, &["{\"candidate\":"]);
    serde_json::to_writer(&mut *json, candidate)?;
    if let Some(id) = id {
        write!(json, ",\"id\":\"{id}\"").map_err(serde_json::Error::io)?;
    }
    push(json, &[",\"standing\":\"", standing.word(), "\",\"score\":"]);
    push_share(json, *score);
    push(json, &[",\"criteria\":["]);
    for (index, CriterionPart { code, value, weight, part }) in criteria.iter().enumerate() {
        push(json, &[if index > 0 { ",{\"code\":\"" } else { "{\"code\":\"" }, code.as_str(), "\",\"value\":"]);
        push_share(json, *value);
        push(json, &[",\"weight\":"]);
        push_share(json, *weight);
        push(json, &[",\"part\":"]);
        push_share(json, *part);
        push(json, &["}"]);
    }
    push(json, &["],\"rules\":["]);
    for (index, reason) in rules.iter().enumerate() {
        let Reason { code, outcome, required, found, evidence, source, .. } = reason;
        let begin = if index > 0 { ",{\"code\":\"" } else { "{\"code\":\"" };
        push(json, &[begin, code, "\",\"outcome\":\"", outcome.word(), "\",\"required\":"]);
        push_value(json, required)?;
        push(json, &[",\"found\":"]);
        push_value(json, found.as_ref().unwrap_or(&Value::Nothing))?;
        match evidence {
            Some(evidence) => push(json, &[",\"evidence\":\"", evidence, "\""]),
            None => push(json, &[",\"evidence\":null"]),
        }
        match source {
            Some(source) => push(json, &[",\"source\":\"", source.word(), "\"}"]),
            None => push(json, &["}"]),
        }
    }
    push(json, &["]"]);
    if let Some(plan) = plan {
        push(json, &[",\"plan\":"]);
        serde_json::to_writer(&mut *json, plan)?;
    }
    push(json, &["}"]);
    Ok(())
}

fn push(json: &mut Vec<u8>, texts: &[&str]) {
    texts.iter().for_each(|text| json.extend_from_slice(text.as_bytes()));
}

/// Writes a value of a reason, whose text is made of codes, words and numbers alone.
fn push_value(json: &mut Vec<u8>, value: &Value) -> Result<(), serde_json::Error> {
    match value {
        Value::Nothing => push(json, &["null"]),
        Value::Months(_) | Value::MonthsSum(_) => write!(json, "{value}").map_err(serde_json::Error::io)?,
        _ => write!(json, "\"{value}\"").map_err(serde_json::Error::io)?,
    }
    Ok(())
}

/// Writes a share as a decimal without trailing zeros, but with at least one digit after the point.
fn push_share(json: &mut Vec<u8>, share: Millionths) {
    let (whole, mut decimals) = (share.count() / 1_000_000, share.count() % 1_000_000);
    let mut digits = [b'0' + whole as u8, b'.', b'0', b'0', b'0', b'0', b'0', b'0'];
    for digit in digits[2..].iter_mut().rev() {
        *digit = b'0' + (decimals % 10) as u8;
        decimals /= 10;
    }
    let end = digits.iter().rposition(|digit| *digit != b'0').unwrap_or(0).max(2);
    json.extend_from_slice(&digits[..=end]);
}

#[cfg(test)]
mod tests {
    use matching::plan::Plan;
    use vocabulary::{Date, Evidence, Outcome, SourceKind, Standing, TitleStatus};

    use super::*;

    #[test]
    fn every_share_is_written_as_serde_writes_it() {
        let mut written = Vec::new();
        for share in (0..=1_000_000).map(Millionths::new) {
            written.clear();
            push_share(&mut written, share);
            assert_eq!(written, serde_json::to_vec(&share).expect("a number"));
        }
    }

    #[test]
    fn a_candidate_is_written_as_serde_writes_it() {
        let code = |code: &str| code.parse().expect("a code");
        let values = [
            Some(Value::Title(code("nurse-general-care"), Some(TitleStatus::Licensed))),
            Some(Value::Titles(vec![code("midwife"), code("care-assistant")])),
            Some(Value::NoLevel),
            Some(Value::MonthsSum(1_234)),
            Some(Value::Months("36".parse().expect("months"))),
            Some(Value::Regions(vec!["BE23".parse().expect("a region"), "BE3".parse().expect("a region")])),
            Some(Value::Date(Date::MIN)),
            Some(Value::Hours("19.5".parse().ok(), None)),
            Some(Value::YesNo(false)),
            Some(Value::Any),
            Some(Value::Nothing),
            None,
        ];
        let mut ranked = RankedCandidate {
            candidate: "Zoë \"Heron\"\n-17 \\".to_owned(),
            id: None,
            standing: Standing::ToVerify,
            score: Millionths::new(914_007),
            criteria: Vec::new(),
            rules: Vec::new(),
            plan: None,
        };
        let mut buffer = Vec::new();
        for round in 0..2 {
            let json = output_json(&ranked, &mut buffer).expect("JSON");
            assert_eq!(json.get(), serde_json::to_string(&ranked).expect("JSON"), "round {round}");
            ranked.id = Some(uuid::Uuid::from_u128(7).into());
            let (value, weight) = (Millionths::new(500_000), Millionths::new(260_001));
            ranked.criteria =
                vec![CriterionPart { code: code("specialism"), value, weight, part: weight.of(value) }; 2];
            let reason = |found: Option<Value>| Reason {
                code: "language.nl.writing".into(),
                outcome: Outcome::ByPlan,
                required: found.clone().unwrap_or(Value::Any),
                evidence: found.is_some().then(|| Evidence::Tested.word()),
                source: found.is_some().then_some(SourceKind::Test),
                found,
                by: None,
                is_confidential: false,
            };
            ranked.rules = values.clone().map(reason).into();
            let day = Date::MAX;
            ranked.plan = Some(Plan { courses: Vec::new(), procedures: Vec::new(), ends: day, earliest_start: day });
        }
    }
}
