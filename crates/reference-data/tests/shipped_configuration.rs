//! The built-in configuration has no problems, and agrees with the sources of the field.

use reference_data::{Destination, OnDay, ReferenceData, UnknownRegion};
use vocabulary::{Date, Millionths, RegionCode, TextLanguage, TitleStatus};

fn shipped() -> ReferenceData {
    ReferenceData::built_in().unwrap_or_else(|errors| panic!("the shipped configuration is not clean:\n{errors}"))
}

fn region(code: &str) -> RegionCode {
    code.parse().expect("a region code")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn belgium(reference: &ReferenceData) -> &Destination {
    reference.destination("BE").expect("a destination")
}

#[test]
fn the_shipped_configuration_is_clean_and_has_a_version() {
    let reference = shipped();
    assert_eq!(reference.version().len(), 16);
    assert_eq!(reference.version(), shipped().version());
    assert!(reference.courses().is_empty(), "no course may be invented");
}

#[test]
fn the_codes_of_the_formats_exist_in_their_order() {
    let reference = shipped();
    let codes = |catalogue: &reference_data::Catalogue| -> Vec<String> {
        catalogue.entries().iter().map(|entry| entry.code.to_string()).collect()
    };
    let corridor = reference.corridor(None).expect("one corridor is built in");
    let titles: Vec<&str> = corridor.titles().map(|title| title.as_str()).collect();
    assert_eq!(
        titles.join(" "),
        "care-assistant nurse-basic nurse-general-care midwife pharmacy-assistant pharmacist"
    );
    assert_eq!(
        codes(reference.specialisms()).join(" "),
        "general surgery intensive-care emergency operating-theatre anaesthesia sterilisation dialysis oncology \
         palliative cardiology geriatrics mental-health addiction paediatrics neonatology maternity home-nursing \
         community-health rehabilitation infection-control occupational-health pharmacy"
    );
    assert_eq!(
        codes(reference.settings()).join(" "),
        "hospital care-home home-care rehabilitation primary-care pharmacy"
    );
    assert_eq!(reference.specialisms().index_of("general"), Some(0));
}

#[test]
fn every_esco_link_has_a_row() {
    let reference = shipped();
    for catalogue in [reference.titles(), reference.specialisms(), reference.settings()] {
        for uri in catalogue.entries().iter().filter_map(|entry| entry.esco.as_deref()) {
            assert!(reference.esco().find(uri).is_some(), "{uri}");
        }
    }
    assert_eq!((reference.esco().occupations().len(), reference.esco().skills().len()), (138, 603));
}

#[test]
fn an_unknown_code_is_reported_with_the_nearest_ones() {
    let reference = shipped();
    let unknown = reference.specialisms().find("intensive-cares").unwrap_err();
    assert_eq!(unknown.nearest.first().map(String::as_str), Some("intensive-care"));
    assert!(unknown.nearest.len() <= 3);
    let message = reference.settings().find("hopsital").unwrap_err().to_string();
    assert_eq!(message, "`hopsital` is not a setting; nearest: hospital");
}

#[test]
fn a_region_has_the_districts_of_its_code() {
    let reference = shipped();
    let regions = reference.regions();
    assert_eq!(regions.districts("BE").len(), 44);
    assert_eq!(regions.mask(&region("BE")).count_ones(), 44);
    assert_eq!(regions.mask(&region("BE23")).count_ones(), 6);
    let ghent = regions.districts("BE").iter().position(|code| *code == region("BE234")).unwrap();
    assert_eq!(regions.mask(&region("BE234")), 1 << ghent);
    assert_eq!(regions.mask(&region("FR1")), 0);
    assert_eq!(regions.label(&region("BE234")), "Gent");
    assert_eq!(regions.name(&region("BE234"), TextLanguage::Fr), "Gand");
}

#[test]
fn a_code_of_before_2021_is_reported_with_its_successor_and_any_other_with_the_nearest() {
    let reference = shipped();
    let regions = reference.regions();
    assert_eq!(regions.find("BE234"), Ok(region("BE234")));
    for (old, new) in [("BE221", "BE224"), ("BE324", "BE328"), ("BE327", "BE328")] {
        match regions.find(old) {
            Err(UnknownRegion::Former { successor, .. }) => assert_eq!(successor, region(new)),
            other => panic!("{old}: {other:?}"),
        }
    }
    let message = regions.find("BE221").unwrap_err().to_string();
    assert!(message.contains("BE224") && message.contains("boundaries changed"), "{message}");
    let message = regions.find("BE239").unwrap_err().to_string();
    assert!(message.contains("BE23"), "{message}");
    assert!(matches!(regions.find("=1+1"), Err(UnknownRegion::Unknown { .. })));
}

#[test]
fn a_region_has_an_authority_when_its_districts_agree() {
    let reference = shipped();
    let authority = |code| reference.regions().authority(&region(code)).map(|authority| authority.as_str());
    assert_eq!(authority("BE234"), Some("flanders"));
    assert_eq!(authority("BE2"), Some("flanders"));
    assert_eq!(authority("BE100"), Some("brussels"));
    assert_eq!(authority("BE336"), Some("german-speaking-community"));
    assert_eq!(authority("BE335"), Some("wallonia"));
    // The province of Liège includes the nine German-speaking municipalities, so its code has two authorities.
    assert_eq!(authority("BE33"), None);
    assert_eq!(authority("BE3"), None);
    assert_eq!(authority("BE"), None);
}

#[test]
fn the_ladder_of_a_day_follows_the_law_of_that_day() {
    let reference = shipped();
    let corridor = reference.corridor(None).expect("one corridor is built in");
    assert_eq!(corridor.code, "ma-be");
    let nursing = corridor.profession_of("nurse-basic").expect("a profession");
    let rungs = |date| {
        let ladder = nursing.ladder(day(date)).valid().expect("a ladder");
        ["care-assistant", "nurse-basic", "nurse-general-care"].map(|title| ladder.rung(title))
    };
    assert_eq!(rungs("2026-12-01"), [Some(1), Some(2), Some(3)]);
    // The act that made the basic nurse a title of its own is in force since 24 July 2023.
    assert_eq!(rungs("2023-07-24"), [Some(1), Some(2), Some(3)]);
    assert_eq!(rungs("2023-07-23"), [Some(1), None, Some(2)]);
    let pharmacy = corridor.profession_of("pharmacist").expect("a profession");
    assert_eq!(pharmacy.ladder(day("2026-12-01")), OnDay::Unknown);
    assert!(corridor.profession_of("mason").is_none());
    assert!(reference.corridor(Some("ma-be")).is_ok() && reference.corridor(Some("sn-be")).is_err());
}

#[test]
fn procedures_follow_the_statuses_and_only_the_equivalence_has_a_length() {
    let reference = shipped();
    let corridor = reference.corridor(None).expect("one corridor is built in");
    let today = day("2026-12-01");
    let procedure = |title: &str, from| -> (String, Option<u16>) {
        let profession = corridor.profession_of(title).expect("a profession");
        let step = corridor.procedure(profession, title, from, today).valid().expect("a procedure");
        (step.code.to_string(), step.days)
    };
    let from = [TitleStatus::Declared, TitleStatus::Documented, TitleStatus::Certified, TitleStatus::Equivalent];
    let expected = [("papers", None), ("certification", None), ("equivalence", Some(120)), ("visum", None)];
    let nurse = from.map(|from| procedure("nurse-general-care", from));
    assert_eq!(nurse, expected.map(|(code, days)| (code.to_owned(), days)));
    for title in ["care-assistant", "pharmacy-assistant"] {
        assert_eq!(procedure(title, TitleStatus::Equivalent), ("visum-and-recognition".to_owned(), None));
    }
    assert_eq!(procedure("midwife", TitleStatus::Equivalent), ("visum".to_owned(), None));
    assert_eq!(corridor.permit(today).valid().and_then(|permit| permit.days), Some(120));
    assert_eq!(corridor.changes(), [day("2023-07-24")]);
}

#[test]
fn the_weights_add_up_to_one() {
    let reference = shipped();
    let corridor = reference.corridor(None).expect("one corridor is built in");
    for profession in &corridor.professions {
        let criteria = profession.criteria(day("2026-12-01")).expect("criteria");
        let sum: u32 = criteria.weights.iter().map(|(_, weight)| weight.count()).sum();
        assert_eq!(sum, Millionths::ONE.count(), "{}", profession.profession);
    }
}

#[test]
fn a_pay_threshold_keeps_its_unit_and_an_unknown_one_has_no_amount() {
    let reference = shipped();
    let pay = &belgium(&reference).permit_pay;
    let found = |authority: &str, date| -> Vec<String> {
        let cells = |threshold: &&reference_data::Threshold| {
            let amount = threshold.amount.map_or("?".to_owned(), |amount| amount.to_string());
            let unit = threshold.unit.map_or("?", reference_data::PayUnit::word);
            format!("{} {} {amount} {unit}", threshold.category, threshold.group)
        };
        pay.thresholds(&authority.parse().expect("a code"), day(date)).iter().map(cells).collect()
    };
    let flanders = found("flanders", "2025-06-01");
    assert!(flanders.contains(&"highly-skilled under-30-nurse-teacher 39129.6 year".to_owned()), "{flanders:?}");
    let brussels = found("brussels", "2026-06-01");
    assert!(brussels.contains(&"highly-skilled general 3703.44 month-base".to_owned()), "{brussels:?}");
    assert_eq!(found("german-speaking-community", "2026-06-01"), ["highly-skilled general ? ?"]);
}

#[test]
fn a_shortage_list_applies_on_a_date_and_may_be_unknown() {
    let reference = shipped();
    let listed = |title, date| -> Vec<Option<bool>> {
        let entries = belgium(&reference).shortage.of(&"flanders".parse().expect("a code"), title, day(date));
        entries.into_iter().map(|entry| entry.listed).collect()
    };
    assert_eq!(listed("care-assistant", "2024-06-01"), [Some(true)]);
    assert_eq!(listed("care-assistant", "2026-06-01"), [None]);
    assert!(listed("care-assistant", "2022-01-01").is_empty());
    assert_eq!(listed("nurse-general-care", "2026-12-01"), [Some(true)]);
}

#[test]
fn the_phrases_of_the_operating_theatre_are_one_concept_in_four_languages() {
    let reference = shipped();
    let find = |language: TextLanguage, phrase: &str| {
        let holds = |concept: &&reference_data::Concept| concept.phrases(language).iter().any(|own| own == phrase);
        reference.concepts().iter().find(holds).map(|concept| concept.code.to_string())
    };
    let theatre = Some("operating-theatre".to_owned());
    for (language, phrase) in [
        (TextLanguage::Fr, "infirmière de bloc"),
        (TextLanguage::Fr, "ibode"),
        (TextLanguage::Nl, "operatiekwartier"),
        (TextLanguage::Nl, "ok-verpleegkundige"),
        (TextLanguage::En, "scrub nurse"),
        (TextLanguage::Ar, "ممرضة غرفة العمليات"),
    ] {
        assert_eq!(find(language, phrase), theatre, "{phrase}");
    }
}

#[test]
fn a_phrase_states_a_title_only_where_it_names_a_person() {
    let reference = shipped();
    let stated = |language: TextLanguage, phrase: &str| {
        let mut all = reference.concepts().iter().flat_map(|concept| concept.stated(language));
        let (_, title) = all.find(|(own, _)| *own == phrase).unwrap_or_else(|| panic!("`{phrase}` is no phrase"));
        title.map(ToString::to_string)
    };
    let nurse = Some("nurse-general-care".to_owned());
    assert_eq!(stated(TextLanguage::Nl, "operatiekwartier"), None);
    assert_eq!(stated(TextLanguage::Nl, "ok-verpleegkundige"), nurse);
    assert_eq!(stated(TextLanguage::Fr, "ibode"), nurse);
    assert_eq!(stated(TextLanguage::Nl, "basisverpleegkundige"), Some("nurse-basic".to_owned()));
    assert_eq!(stated(TextLanguage::Fr, "infirmier auxiliaire"), None);
    assert_eq!(stated(TextLanguage::Nl, "verzorgende"), None);
    assert_eq!(stated(TextLanguage::Fr, "aide-soignante"), Some("care-assistant".to_owned()));
}

#[test]
fn no_phrase_of_a_language_belongs_to_two_concepts() {
    let reference = shipped();
    for language in TextLanguage::ALL {
        let mut owners = std::collections::HashMap::new();
        for concept in reference.concepts() {
            for phrase in concept.phrases(*language) {
                let other = owners.insert(phrase.as_str(), &concept.code);
                assert!(other.is_none(), "`{phrase}` is of {other:?} and of {:?}", concept.code);
            }
        }
    }
}

#[test]
fn the_words_of_the_field_are_no_stop_words() {
    let reference = shipped();
    for (language, word) in [
        (TextLanguage::Nl, "nacht"),
        (TextLanguage::Fr, "intensifs"),
        (TextLanguage::En, "theatre"),
        (TextLanguage::Ar, "ممرضة"),
    ] {
        assert!(!reference.stop_words(language).contains(word), "{word}");
    }
    assert!(reference.stop_words(TextLanguage::Fr).contains("recherchons"));
    assert!(reference.stop_words(TextLanguage::Nl).contains("ervaring"));
}

#[test]
fn the_text_statistics_match_the_shipped_labels_and_phrases() {
    let reference = shipped();
    for language in TextLanguage::ALL {
        let esco = reference.esco();
        let rows = esco.occupations().iter().chain(esco.skills()).map(|row| row.labels(*language));
        let concepts = reference.concepts().iter().map(|concept| concept.phrases(*language));
        let documents = rows.chain(concepts).map(|texts| texts.iter().map(String::as_str).collect());
        let (count, words) = reference_data::document_frequencies(documents);
        let statistics = reference.text_statistics().of(*language);
        assert_eq!(statistics.documents, count, "{language}: run the example text_statistics again");
        assert!(
            statistics.words.iter().eq(words
                .iter()
                .map(|(word, count)| (word.clone(), *count))
                .collect::<Vec<_>>()
                .iter())
        );
    }
}
