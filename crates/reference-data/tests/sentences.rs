//! Rendered texts in four languages.

use insta::assert_snapshot;
use reference_data::{ReferenceData, TextFamily, Texts};
use vocabulary::{Outcome, Standing, TextLanguage};

/// The family of all keys.
const ALL: TextFamily = TextFamily::new("");

fn shipped() -> ReferenceData {
    ReferenceData::built_in().expect("a clean configuration")
}

/// A text in all four languages, one per line. The isolates of Arabic are shown as brackets.
fn in_four(texts: &Texts, key: &str, arguments: &[(&str, [&str; 4])]) -> String {
    let mut lines = Vec::new();
    for (position, language) in TextLanguage::ALL.iter().enumerate() {
        let own: Vec<(&str, &str)> = arguments.iter().map(|(name, values)| (*name, values[position])).collect();
        lines.push(texts.format_member(*language, &ALL, key, &own).replace('\u{2068}', "⟨").replace('\u{2069}', "⟩"));
    }
    lines.join("\n")
}

fn same(value: &str) -> [&str; 4] {
    [value; 4]
}

const DUTCH: [&str; 4] = ["Nederlands", "néerlandais", "Dutch", "الهولندية"];

#[test]
fn a_missing_language_level_states_what_is_required_when_and_what_is_known() {
    let reference = shipped();
    let arguments = [
        ("language", DUTCH),
        ("skill", same("")),
        ("required", same("B1")),
        ("by", same("start")),
        ("found", same("A2")),
        ("evidence", same("")),
        ("required_evidence", same("")),
    ];
    assert_snapshot!(in_four(reference.texts(), "reason-language-not-met", &arguments));
}

#[test]
fn a_skill_without_known_evidence_leaves_no_gap() {
    let reference = shipped();
    let arguments = [
        ("language", DUTCH),
        ("skill", ["schrijven", "écriture", "writing", "الكتابة"]),
        ("required", same("B2")),
        ("by", same("application")),
        ("found", same("")),
        ("evidence", same("")),
        ("required_evidence", ["getest", "testé", "tested", "مثبت باختبار"]),
    ];
    assert_snapshot!(in_four(reference.texts(), "reason-language-unknown", &arguments));
}

#[test]
fn a_title_states_its_status_and_leaves_the_decision_to_authorities() {
    let reference = shipped();
    let nurse = [
        "verpleegkundige verantwoordelijk voor algemene zorg",
        "infirmier·ère responsable de soins généraux",
        "nurse responsible for general care",
        "ممرض(ة) مسؤول(ة) عن الرعاية العامة",
    ];
    let arguments = [
        ("required", nurse),
        (
            "required_status",
            ["mag het beroep uitoefenen", "autorisation d’exercer", "licensed to practise", "مرخص لمزاولة المهنة"],
        ),
        ("found", nurse),
        ("found_status", ["diploma gelijkwaardig", "diplôme équivalent", "diploma equivalent", "شهادة معادَلة"]),
    ];
    assert_snapshot!(in_four(reference.texts(), "reason-title-by-plan", &arguments));
}

#[test]
fn months_follow_the_plural_rules_of_each_language() {
    let reference = shipped();
    let counted: Vec<String> = ["1", "2", "6", "24", "100"]
        .iter()
        .map(|months| {
            in_four(reference.texts(), "months-required", &[("required", same(months))]).replace('\n', " / ")
        })
        .collect();
    assert_snapshot!(counted.join("\n"));
}

#[test]
fn wanted_pay_that_is_hidden_from_employers_is_not_shown() {
    let reference = shipped();
    let arguments = [("required", same("3350")), ("found", same("")), ("max", same("3900"))];
    assert_snapshot!(in_four(reference.texts(), "reason-pay-unknown", &arguments));
}

#[test]
fn a_notice_keeps_the_unit_of_its_authority() {
    let reference = shipped();
    let arguments = [
        ("pay", same("2900")),
        ("threshold", same("39129.60")),
        ("unit", same("year")),
        ("region", ["Vlaanderen", "Flandre", "Flanders", "فلاندر"]),
        ("from", same("2025-01-01")),
    ];
    assert_snapshot!(in_four(reference.texts(), "notice-pay-threshold", &arguments));
}

#[test]
fn a_procedure_of_unknown_length_states_so() {
    let reference = shipped();
    let arguments = [("procedure", same("Visum")), ("days", same(""))];
    assert_snapshot!(in_four(reference.texts(), "plan-procedure", &arguments));
}

#[test]
fn every_standing_rule_and_criterion_has_its_texts() {
    let reference = shipped();
    let texts = reference.texts();
    let rules = [
        "title",
        "lower-title",
        "language",
        "experience",
        "specialism",
        "recent-practice",
        "region",
        "setting",
        "shifts",
        "hours",
        "start",
        "pay",
        "contract",
        "driving-licence",
        "work-permission",
        "consent",
        "availability",
    ];
    for language in TextLanguage::ALL {
        for standing in Standing::ALL {
            assert_ne!(texts.standing(*language, *standing), format!("standing-{standing}"));
        }
        for rule in rules {
            assert!(texts.has(*language, &format!("rule-{rule}")), "{rule}");
            assert!(texts.has(*language, &format!("ask-{rule}")), "{rule}");
            for outcome in Outcome::ALL {
                // A plan can meet only requirements of title, language and start.
                let possible = *outcome != Outcome::ByPlan || ["title", "language", "start"].contains(&rule);
                assert_eq!(texts.has(*language, &format!("reason-{rule}-{outcome}")), possible, "{rule} {outcome}");
            }
        }
        for (criterion, _) in reference
            .corridors()
            .iter()
            .flat_map(|corridor| &corridor.professions)
            .filter_map(|one| one.criteria("2026-12-01".parse().expect("a day")))
            .flat_map(|criteria| &criteria.weights)
        {
            assert!(texts.has(*language, &format!("criterion-{criterion}")), "{criterion}");
        }
    }
}

#[test]
fn no_sentence_has_a_gap_when_arguments_are_unknown() {
    let reference = shipped();
    let texts = reference.texts();
    let names = ["found", "found_status", "evidence", "skill", "required_evidence", "max", "from", "required_status"];
    let known = [
        ("required", "XX"),
        ("language", "XX"),
        ("specialisms", "XX"),
        ("by", "start"),
        ("pay", "1"),
        ("threshold", "2"),
        ("unit", "year"),
        ("region", "XX"),
        ("ends", "XX"),
        ("procedure", "XX"),
        ("days", ""),
        ("rules", "12"),
        ("hours", "1"),
        ("minutes", "20"),
        ("years", "3"),
        ("year", "1"),
        ("row", "2"),
        ("column", "XX"),
        ("note", "XX"),
        ("module", "XX"),
        ("modules", "2"),
        ("factors", "XX"),
        ("title", "XX"),
        ("time", "XX"),
        ("curriculum", "XX"),
        ("other", "XX"),
        ("framework", "XX"),
        ("rule", "XX"),
        ("short", "XX"),
        ("verify", "yes"),
        ("subject", "XX"),
        ("subjects", "XX"),
        ("until", "2028-12-31"),
        ("code", "XX"),
        ("source", "XX"),
        ("count", "2"),
        ("candidate", "XX"),
        ("stated", "XX"),
        ("kept", "XX"),
        ("expected", ""),
    ];
    let arguments: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).chain(known).collect();
    let keys = texts.keys();
    assert!(keys.len() > 150);
    for language in TextLanguage::ALL {
        for key in &keys {
            // Only sentences with something found contain it.
            if *key == "months-found" {
                continue;
            }
            // Gaps and notes of training exist only where something was found and something else expected.
            let of_training = |name: &str| key.starts_with("training-") && ["found", "expected"].contains(&name);
            let arguments: Vec<(&str, &str)> = arguments
                .iter()
                .map(|(name, value)| if of_training(name) { (*name, "XX") } else { (*name, *value) })
                .collect();
            let text = texts.format_member(*language, &ALL, key, &arguments);
            assert!(!text.is_empty() && !text.contains("none") && !text.contains("{$"), "{language} {key}: {text}");
            assert!(!text.contains("  ") && !text.contains(" ."), "{language} {key}: {text}");
        }
    }
}

#[test]
fn a_party_that_has_answered_is_not_asked_again() {
    let reference = shipped();
    let ask = |rule: &str, found, required| {
        let arguments = [("found", same(found)), ("required", same(required))];
        in_four(reference.texts(), &format!("ask-{rule}"), &arguments)
    };
    let asked = [
        ("nobody knows about a permit", ask("work-permission", "", "")),
        ("the candidate has answered", ask("work-permission", "XX", "")),
        ("the employer has answered", ask("work-permission", "", "XX")),
        ("no region is accepted yet", ask("region", "", "XX")),
        ("a part of the region is accepted", ask("region", "XX", "XX")),
        ("no day is known", ask("start", "", "XX")),
        ("a day is known", ask("start", "XX", "XX")),
    ];
    let asked: Vec<String> = asked.iter().map(|(about, text)| format!("{about}:\n{text}")).collect();
    assert_snapshot!(asked.join("\n\n"));
}

#[test]
fn a_missing_text_shows_its_key_and_an_unnamed_language_its_code() {
    let reference = shipped();
    assert_eq!(reference.texts().format_member(TextLanguage::Ar, &ALL, "no-such-text", &[]), "no-such-text");
    assert_eq!(reference.texts().language_name(TextLanguage::Nl, "ar"), "Arabisch");
    assert_eq!(reference.texts().language_name(TextLanguage::Nl, "sw"), "sw");
}

#[test]
fn texts_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<ReferenceData>();
}

#[test]
fn a_change_that_is_not_told_exactly_is_said_in_words() {
    let reference = shipped();
    let said = |key| in_four(reference.texts(), key, &[("count", same("5"))]);
    assert_snapshot!(["impact-fewer-than", "impact-at-least-more", "impact-at-least-fewer"].map(said).join("\n"));
}
