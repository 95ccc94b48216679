//! Curricula under frameworks: the worked cases of `docs/equivalence.md`, and the rules to the letter.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::prelude::*;
use reference_data::{Framework, ReferenceData, TrainingPart};
use sheets::Sheet;
use training_harmonisation::{
    Assessment, AssessmentTerms, COLUMNS, ConfirmedTitles, Curriculum, Explainer, LadderPosition, NoteCode,
    ProposedFramework, RuleOutcome, SchoolKind, SubjectOutcome, SubjectSuggester, Verdict, assess_curriculum,
    choose_frameworks, propose_frameworks,
};
use vocabulary::{Date, TextLanguage};

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));
static SUGGESTER: LazyLock<SubjectSuggester> = LazyLock::new(|| SubjectSuggester::new(&REFERENCE));

const EU_2005: &str = "eu-2005-36-ec-31@2005";
const EU_2013: &str = "eu-2005-36-ec-31@2013";
const EU_2024: &str = "eu-2005-36-ec-31@2024";
const BE_2023: &str = "be-hcp-45-1-2@2023";

fn framework(id: &str) -> &'static Framework {
    REFERENCE.frameworks().find(id).expect("a framework")
}

fn curriculum(csv: &str) -> Curriculum {
    let sheet = Sheet::read("curriculum.csv", csv.as_bytes(), COLUMNS).unwrap_or_else(|error| panic!("{error}"));
    Curriculum::parse(&sheet, REFERENCE.frameworks()).unwrap_or_else(|error| panic!("{error}"))
}

fn terms(schooling: &str) -> AssessmentTerms {
    let schooling = Some(schooling.parse().expect("years"));
    AssessmentTerms { years: None, schooling, school: SchoolKind::University }
}

/// An assessment with notes, as the program makes it.
fn assess(csv: &str, id: &str, terms: &AssessmentTerms) -> Assessment {
    assess_in(csv, id, terms, TextLanguage::En)
}

fn assess_in(csv: &str, id: &str, terms: &AssessmentTerms, language: TextLanguage) -> Assessment {
    let proposed = [ProposedFramework::new(framework(id), [])];
    let (confirmed, explainer) = (ConfirmedTitles::default(), Explainer::new(&REFERENCE, language));
    assess_curriculum(&curriculum(csv), &proposed, terms, &SUGGESTER, &confirmed, &explainer).remove(0)
}

fn outcome(assessment: &Assessment, code: &str) -> RuleOutcome {
    assessment.rules.iter().find(|rule| rule.code.word() == code).expect("a rule").outcome
}

fn gap(assessment: &Assessment, code: &str) -> Option<String> {
    let gap = assessment.gaps.iter().find(|gap| gap.code.as_str() == code)?;
    Some(serde_json::to_value(gap.short).expect("JSON").as_str().unwrap_or_default().to_owned())
}

fn note_codes(assessment: &Assessment) -> Vec<NoteCode> {
    assessment.notes.iter().map(|note| note.code).collect()
}

/// Rows of one module for each subject of a framework, so that subjects are covered and only hours decide.
fn every_subject(theory: u32, clinical: u32) -> String {
    let subjects = framework(EU_2013).subjects();
    let of_part = |part| subjects.iter().filter(|subject| subject.part == part).collect::<Vec<_>>();
    let mut csv = "code,title,year,theory,clinical,subjects\n".to_owned();
    for (part, hours) in [(TrainingPart::Theory, theory), (TrainingPart::Clinical, clinical)] {
        let subjects = of_part(part);
        let each = hours / subjects.len() as u32;
        for (position, subject) in subjects.iter().enumerate() {
            let own = if position == 0 { hours - each * (subjects.len() as u32 - 1) } else { each };
            let (theory, clinical) = if part == TrainingPart::Theory { (own, 0) } else { (0, own) };
            let year = position % 3 + 1;
            writeln!(csv, "{part}-{position},{0},{year},{theory},{clinical},{0}", subject.code).expect("text");
        }
    }
    csv
}

#[test]
fn a_training_of_4600_hours_meets_the_directive_and_the_basic_nurse() {
    let csv = every_subject(2_300, 2_300);
    for id in [EU_2005, EU_2013, BE_2023] {
        let assessment = assess(&csv, id, &terms("12"));
        assert_eq!(assessment.verdict, Verdict::Meets, "{id}: {:?}", assessment.gaps);
        assert!(assessment.gaps.is_empty());
    }
}

#[test]
fn much_theory_does_not_pay_for_missing_clinical_training() {
    let assessment = assess(&every_subject(3_638, 1_288), EU_2013, &terms("12"));
    assert_eq!(assessment.verdict, Verdict::Gaps);
    assert_eq!(outcome(&assessment, "total-hours"), RuleOutcome::Met);
    assert_eq!(outcome(&assessment, "theory-hours"), RuleOutcome::Met);
    assert_eq!(gap(&assessment, "clinical-hours").as_deref(), Some("60720"), "1,012 hours");
    assert_eq!(assessment.gaps.len(), 1);
}

#[test]
fn shares_are_shares_of_the_minimum_and_not_of_the_own_total() {
    let assessment = assess(&every_subject(3_600, 2_400), EU_2013, &terms("12"));
    assert_eq!(outcome(&assessment, "clinical-hours"), RuleOutcome::Met, "40 % of 6,000 and above 2,300");
}

#[test]
fn the_basic_nurse_is_met_by_4200_hours_that_the_directive_is_not() {
    let csv = every_subject(2_100, 2_100);
    let basic = assess(&csv, BE_2023, &terms("12"));
    assert_eq!(basic.verdict, Verdict::Meets);
    assert!(basic.subjects.is_empty(), "no list is known");
    let general = assess(&csv, EU_2013, &terms("12"));
    assert_eq!(
        (gap(&general, "total-hours"), gap(&general, "clinical-hours")),
        (Some("24000".into()), Some("12000".into()))
    );
    let day = "2026-11-28".parse().expect("a day");
    let ladder = REFERENCE.corridor(None).expect("one corridor is built in").ladder_of("nurse-general-care", day);
    let position = LadderPosition::new(ladder, &[general, basic]);
    assert_eq!(position.reached.expect("a title").as_str(), "nurse-basic");
    assert_eq!(position.next.expect("a title").as_str(), "nurse-general-care");
}

/// The French frame: 2,100 hours of theory, of which 300 are guided personal work, and 60 weeks of 35 hours.
#[test]
fn guided_personal_work_counts_only_where_it_is_stated_as_theory() {
    let frame = |theory: u32, other: u32| {
        format!(
            "code,title,year,theory,clinical,other,unit\n\
             T,Enseignements,3,{theory},0,{other},\nS,Stages,3,0,60,,week:35\n"
        )
    };
    let with = assess(&frame(2_100, 900), EU_2013, &terms("12"));
    assert_eq!(
        (gap(&with, "total-hours"), gap(&with, "clinical-hours")),
        (Some("24000".into()), Some("12000".into()))
    );
    assert_eq!(outcome(&with, "theory-hours"), RuleOutcome::Met);
    let without = assess(&frame(1_800, 1_200), EU_2013, &terms("12"));
    assert_eq!(gap(&without, "total-hours").as_deref(), Some("42000"), "700 hours");
    assert!(note_codes(&without).contains(&NoteCode::OtherNotCounted));
    let factors: Vec<(String, String)> =
        without.factors.iter().map(|factor| (factor.unit.to_string(), factor.minutes.to_string())).collect();
    assert_eq!(factors, [("hour".into(), "60".into()), ("week:35".into(), "2100".into())]);
}

/// The units of one private school as its software lists them, as a curriculum: taught hours as theory, and nothing
/// known of placements.
fn school_units() -> String {
    let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/school-units.csv"))
        .expect("the file is there");
    let mut csv = "code,title,description,language,year,theory\n".to_owned();
    for (position, row) in reader.records().map(|row| row.expect("a row")).enumerate() {
        let [year, semester, title, about, _, hours] =
            [0, 1, 2, 3, 4, 5].map(|cell| row.get(cell).unwrap_or_default());
        writeln!(csv, "Y{year}S{semester}-{position},\"{title}\",\"{about}\",fr,{year},{hours}").expect("text");
    }
    csv
}

#[test]
fn a_school_that_states_no_placements_misses_nothing_that_is_not_known_to_be_missing() {
    let assessment = assess(&school_units(), EU_2013, &terms("12"));
    assert_eq!(assessment.verdict, Verdict::Undetermined);
    assert!(assessment.gaps.is_empty());
    assert_eq!(outcome(&assessment, "theory-hours"), RuleOutcome::Met, "2,105 hours");
    for rule in ["total-hours", "clinical-hours"] {
        assert_eq!(outcome(&assessment, rule), RuleOutcome::Unknown);
    }
    assert!(assessment.subjects.iter().all(|subject| subject.outcome == SubjectOutcome::Unmapped));
    assert!(assessment.suggestions.len() > 30, "{}", assessment.suggestions.len());
    assert!(note_codes(&assessment).contains(&NoteCode::AmountsNotKnown));
}

#[test]
fn of_a_school_that_states_no_placements_no_clinical_subject_is_missing_once_its_modules_are_mapped() {
    let mut mapped = curriculum(&school_units());
    for module in &mut mapped.modules {
        module.subjects = Some(vec!["theory.basic.pathology".parse().expect("a code")]);
    }
    let assessment = Assessment::new(&mapped, framework(EU_2013), &terms("12"));
    let of_part = |part: &str, outcome| {
        let subjects = assessment.subjects.iter().filter(|subject| subject.code.as_str().starts_with(part));
        subjects.filter(|subject| subject.outcome == outcome).count()
    };
    assert_eq!(of_part("clinical", SubjectOutcome::Missing), 0);
    assert_eq!(of_part("clinical", SubjectOutcome::Unmapped), 7);
    assert_eq!(of_part("theory", SubjectOutcome::Covered), 1);
    assert_eq!(of_part("theory", SubjectOutcome::Missing), 21);
}

#[test]
fn the_text_of_2005_asks_for_years_or_hours() {
    let three_years = assess(&every_subject(2_100, 2_300), EU_2005, &terms("10"));
    assert_eq!(outcome(&three_years, "years"), RuleOutcome::Met);
    assert_eq!(outcome(&three_years, "total-hours"), RuleOutcome::NotCompared);
    assert_eq!(outcome(&three_years, "admission"), RuleOutcome::Met, "10 years");
    assert_eq!(three_years.verdict, Verdict::Meets);
    let two_years = AssessmentTerms { years: Some("2".parse().expect("years")), ..terms("10") };
    let hours = assess(&every_subject(2_300, 2_300), EU_2005, &two_years);
    assert_eq!(
        (outcome(&hours, "years"), outcome(&hours, "total-hours")),
        (RuleOutcome::NotCompared, RuleOutcome::Met)
    );
    let neither = assess(&every_subject(2_000, 2_300), EU_2005, &two_years);
    assert_eq!(
        (outcome(&neither, "years"), outcome(&neither, "total-hours")),
        (RuleOutcome::NotMet, RuleOutcome::NotMet)
    );
    assert_eq!(neither.verdict, Verdict::Gaps);
}

#[test]
fn while_hours_are_unknown_too_few_years_decide_nothing_under_the_text_of_2005() {
    let csv = "code,title,year,theory,clinical\nM,Soins,2,2000,\n";
    let assessment = assess(csv, EU_2005, &terms("10"));
    assert_eq!(outcome(&assessment, "years"), RuleOutcome::NotCompared);
    assert_eq!(outcome(&assessment, "total-hours"), RuleOutcome::Unknown);
    assert_eq!(assessment.verdict, Verdict::Undetermined);
}

#[test]
fn the_list_of_2024_is_not_compared_and_the_rules_stand_alone() {
    let assessment = assess(&every_subject(2_300, 2_300), EU_2024, &terms("12"));
    assert_eq!(assessment.verdict, Verdict::Meets);
    assert!(assessment.subjects.iter().all(|subject| subject.outcome == SubjectOutcome::NotCompared));
    assert_eq!(assessment.notes[0].code, NoteCode::SubjectsToBeConfirmed, "it is said first");
    assert_eq!(assessment.subjects.len(), framework(EU_2024).subjects().len());
}

#[test]
fn admission_depends_on_the_kind_of_school() {
    let csv = every_subject(2_300, 2_300);
    let at = |school| AssessmentTerms { school, ..terms("10") };
    assert_eq!(outcome(&assess(&csv, EU_2013, &at(SchoolKind::University)), "admission"), RuleOutcome::NotMet);
    assert_eq!(outcome(&assess(&csv, EU_2013, &at(SchoolKind::Vocational)), "admission"), RuleOutcome::Met);
    let unknown = assess(&csv, EU_2013, &AssessmentTerms::default());
    assert_eq!(outcome(&unknown, "admission"), RuleOutcome::Unknown);
    assert_eq!(unknown.verdict, Verdict::Undetermined);
}

#[test]
fn a_mapped_module_without_hours_of_the_part_covers_nothing() {
    let csv = "code,title,theory,clinical,subjects\n\
               A,Pédiatrie,0,120,theory.nursing.paediatrics|clinical.paediatrics\n\
               B,Pharmacologie,,0,theory.basic.pharmacology\n";
    let assessment = assess(csv, EU_2013, &terms("12"));
    let outcome = |code: &str| {
        assessment.subjects.iter().find(|subject| subject.code.as_str() == code).expect("a subject").outcome
    };
    assert_eq!(outcome("theory.nursing.paediatrics"), SubjectOutcome::Missing);
    assert_eq!(outcome("clinical.paediatrics"), SubjectOutcome::Covered);
    assert_eq!(outcome("theory.basic.pharmacology"), SubjectOutcome::Unmapped, "its hours aren't known");
}

#[test]
fn units_are_counted_with_their_factors_exactly() {
    let csv = "code,title,theory,clinical,unit\n\
               A,a,33.5,,period:45\nB,b,,3,week:37.5\nC,c,2.5,1,ects:27.5\n";
    let curriculum = curriculum(csv);
    assert_eq!(curriculum.time(TrainingPart::Theory).time.to_string(), "5632.5");
    assert_eq!(curriculum.time(TrainingPart::Clinical).time.to_string(), "8400");
}

#[test]
fn questions_are_asked_with_row_and_column() {
    let csv = "code,title,language,year,theory,clinical,unit,total\n\
               A,Anatomie,fr,1,1200,0,,\n\
               B,Stage de médecine,fr,1,900,,,\n\
               C,Pédiatrie,fr,2,120,120,,\n\
               ,Total,fr,1,2000,0,,yes\n\
               ,Total,fr,,,500,,yes\n";
    let assessment = assess(csv, EU_2013, &terms("12"));
    let found: Vec<(&str, Option<u64>, Option<&str>)> = assessment
        .notes
        .iter()
        .map(|note| (note.code.word(), note.row, note.column))
        .filter(|(code, ..)| *code != "competences-not-compared")
        .collect();
    assert_eq!(
        found,
        [
            ("total-differs", Some(5), Some("theory")),
            ("total-above-known", Some(6), Some("clinical")),
            ("long-year", None, None),
            ("same-amount-twice", Some(4), Some("theory")),
            ("placement-as-theory", Some(3), Some("theory")),
            ("amounts-not-known", Some(3), Some("clinical")),
        ]
    );
    let differs = assessment.notes.iter().find(|note| note.code == NoteCode::TotalDiffers).expect("a note");
    assert_eq!(
        differs.text,
        "Row 5, column theory: the total stated for year 1 is 2000 h; the modules add up to 2100 h."
    );
}

#[test]
fn a_module_whose_year_is_not_known_may_belong_to_the_year_of_a_total() {
    let csv = "code,title,year,theory,clinical,total\nA,a,,100,0,\n,t,1,150,0,yes\n";
    let assessment = assess(csv, EU_2013, &terms("12"));
    assert!(note_codes(&assessment).contains(&NoteCode::TotalAboveKnown));
    assert!(!note_codes(&assessment).contains(&NoteCode::TotalDiffers));
    assert_eq!(outcome(&assessment, "years"), RuleOutcome::NotMet, "the highest year in the file is 1");
}

#[test]
fn a_module_mapped_to_a_part_of_which_it_has_no_hours_is_asked_about() {
    let csv = "code,title,theory,clinical,subjects\nS,Stage,0,300,theory.nursing.medicine\n";
    let assessment = assess(csv, EU_2013, &terms("12"));
    let note = assessment.notes.iter().find(|note| note.code == NoteCode::SubjectWithoutHours).expect("a note");
    assert_eq!((note.row, note.column), (Some(2), Some("theory")));
    assert!(note.text.contains("Nursing in general and specialist medicine"), "{}", note.text);
}

#[test]
fn a_framework_that_was_asked_for_and_cant_apply_says_so() {
    let day = |written: &str| written.parse::<Date>().expect("a day");
    let asked = [EU_2013.to_owned()];
    let (began, as_of) = (Some(day("2010-09-01")), day("2026-11-27"));
    let chosen = choose_frameworks(REFERENCE.frameworks(), &asked, "BE", began, as_of).expect("frameworks");
    assert!(chosen[0].notes.iter().any(|note| note.code == NoteCode::BegunBefore));
    assert!(choose_frameworks(REFERENCE.frameworks(), &["eu@2013".to_owned()], "BE", None, as_of).is_err());
}

#[test]
fn sums_are_exact_beyond_what_a_life_holds() {
    let row = |number| format!("M{number},m,100000,100000,week:168\n");
    let csv: String = (0..10_000).map(row).collect();
    let curriculum = curriculum(&format!("code,title,theory,clinical,unit\n{csv}"));
    assert_eq!(curriculum.time(TrainingPart::Theory).time.to_string(), "10080000000000");
}

#[test]
fn credits_alone_are_asked_about() {
    let assessment = assess("code,title,theory,clinical,unit\nA,a,60,60,ects:25\n", EU_2013, &terms("12"));
    assert!(note_codes(&assessment).contains(&NoteCode::CreditsOnly));
}

fn proposed(began: Option<&str>, as_of: &str) -> Vec<String> {
    let day = |written: &str| written.parse::<Date>().expect("a day");
    let proposed = propose_frameworks(REFERENCE.frameworks(), "BE", began.map(day), day(as_of));
    proposed.iter().map(|one| one.framework.id.to_string()).collect()
}

#[test]
fn every_version_that_may_apply_is_proposed_while_the_transposition_is_not_known() {
    assert_eq!(proposed(None, "2026-11-27"), [BE_2023, EU_2005, EU_2013, EU_2024]);
    assert_eq!(proposed(Some("2010-09-01"), "2026-11-27"), [BE_2023, EU_2005]);
    assert_eq!(proposed(Some("2020-09-01"), "2026-11-27"), [BE_2023, EU_2005, EU_2013]);
    assert_eq!(proposed(Some("2025-09-01"), "2026-11-27"), [BE_2023, EU_2005, EU_2013, EU_2024]);
    assert_eq!(proposed(None, "2015-01-01"), [EU_2005, EU_2013], "what was in force then");
    assert!(proposed(None, "2000-01-01").is_empty());
}

#[test]
fn a_known_day_of_transposition_decides_the_version() {
    let folder = tempfile::tempdir().expect("a folder");
    let frameworks = folder.path().join("frameworks");
    std::fs::create_dir_all(&frameworks).expect("a folder");
    let shipped = include_str!("../../../config/frameworks/eu-2005-36-ec-31@2013.toml");
    let known = shipped.replace("# began_from =", "began_from = 2016-06-01");
    std::fs::write(frameworks.join("eu-2005-36-ec-31@2013.toml"), known).expect("a file");
    let reference = ReferenceData::load(Some(folder.path())).unwrap_or_else(|errors| panic!("{errors}"));
    let eu = |began: &str| {
        let (began, as_of) = (began.parse().expect("a day"), "2026-11-27".parse().expect("a day"));
        let proposed = propose_frameworks(reference.frameworks(), "BE", Some(began), as_of);
        let ids = proposed.into_iter().filter(|one| one.framework.id.law() == "eu-2005-36-ec-31");
        ids.map(|one| one.framework.id.version().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(eu("2016-05-31"), ["2005"]);
    assert_eq!(eu("2016-06-01"), ["2013"]);
}

#[test]
fn a_list_that_an_agency_entered_stays_to_be_confirmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let frameworks = folder.path().join("frameworks");
    std::fs::create_dir_all(&frameworks).expect("a folder");
    let toml = include_str!("../../../config/frameworks/eu-2005-36-ec-31@2024.toml");
    let certain = toml.replace("certainty = \"?\"", "certainty = \"V\"");
    std::fs::write(frameworks.join("eu-2005-36-ec-31@2024.toml"), certain).expect("a file");
    let list = include_str!("../../../config/frameworks/annex-v-5.2.1@2024.csv");
    std::fs::write(frameworks.join("annex-v-5.2.1@2024.csv"), list).expect("a file");
    let reference = ReferenceData::load(Some(folder.path())).unwrap_or_else(|errors| panic!("{errors}"));
    let framework = reference.frameworks().find(EU_2024).expect("a framework");
    let assessment = Assessment::new(&curriculum(&every_subject(2_300, 2_300)), framework, &terms("12"));
    assert_eq!(assessment.notes[0].code, NoteCode::SubjectsToBeConfirmed);
    assert!(assessment.subjects.iter().all(|subject| subject.outcome == SubjectOutcome::NotCompared));
}

#[test]
fn every_gap_and_note_has_words_in_four_languages() {
    let csv = "code,title,year,theory,clinical,unit,total\nA,Stage,2,2100,,,\nB,b,2,10,10,,\n,t,,9,9,,yes\n";
    for language in TextLanguage::ALL {
        for id in [EU_2005, EU_2013, EU_2024, BE_2023] {
            let explained = assess_in(csv, id, &terms("9"), *language);
            let gaps = explained.gaps.iter().map(|gap| &gap.text);
            for text in gaps.chain(explained.notes.iter().map(|note| &note.text)) {
                assert!(
                    !text.is_empty() && !text.contains('{') && !text.starts_with("training-"),
                    "{language}: {text}"
                );
            }
        }
    }
}

/// A generated module: hundredths of hours of theory and clinical training, year of study, mapped subjects.
type GeneratedModule = (Option<u32>, Option<u32>, u8, Option<BTreeSet<usize>>);

proptest! {
    /// An independent reading of the rules: in plain arithmetic over hundredths of hours, without the crate's types.
    #[test]
    fn rules_and_subjects_agree_with_an_independent_reading(
        rows in prop::collection::vec((
            prop::option::of(0_u32..250_000), prop::option::of(0_u32..250_000), 1_u8..5,
            prop::option::of(prop::collection::btree_set(0_usize..29, 0..4)),
        ), 1..25),
        schooling in prop::option::of(8_u8..14),
    ) {
        let subjects = framework(EU_2013).subjects();
        let mut csv = "code,title,year,theory,clinical,subjects\n".to_owned();
        for (number, (theory, clinical, year, mapped)) in rows.iter().enumerate() {
            let amount = |value: &Option<u32>| value.map(|value| format!("{}.{:02}", value / 100, value % 100)).unwrap_or_default();
            let mapping = match mapped {
                None => String::new(),
                Some(set) if set.is_empty() => "none".to_owned(),
                Some(set) => set.iter().map(|index| subjects[*index].code.to_string()).collect::<Vec<_>>().join("|"),
            };
            writeln!(csv, "M{number},x{number},{year},{},{},{mapping}", amount(theory), amount(clinical)).expect("text");
        }
        let terms = AssessmentTerms {
            schooling: schooling.map(|years| years.to_string().parse().expect("years")), ..AssessmentTerms::default()
        };
        let assessment = Assessment::new(&curriculum(&csv), framework(EU_2013), &terms);
        let sum = |of: &dyn Fn(&GeneratedModule) -> Option<u32>| {
            let known: u64 = rows.iter().filter_map(of).map(u64::from).sum();
            (known, rows.iter().any(|row| of(row).is_none()))
        };
        let (theory, theory_open) = sum(&|row| row.0);
        let (clinical, clinical_open) = sum(&|row| row.1);
        let judge = |found: u64, required: u64, open: bool| match (found >= required, open) {
            (true, _) => "met",
            (false, true) => "unknown",
            (false, false) => "not-met",
        };
        // Hundredths of hours: 1,533 h 20 min are a third of 460,000, so both sides are multiplied by three.
        prop_assert_eq!(outcome(&assessment, "theory-hours").word(), judge(theory * 3, 460_000, theory_open));
        prop_assert_eq!(outcome(&assessment, "clinical-hours").word(), judge(clinical * 2, 460_000, clinical_open));
        prop_assert_eq!(outcome(&assessment, "total-hours").word(), judge(theory + clinical, 460_000, theory_open || clinical_open));
        let last = rows.iter().map(|row| row.2).max().unwrap_or(0);
        prop_assert_eq!(outcome(&assessment, "years").word(), if last >= 3 { "met" } else { "not-met" });
        prop_assert_eq!(outcome(&assessment, "admission").word(), match schooling { None => "unknown", Some(12..) => "met", _ => "not-met" });
        for (index, subject) in subjects.iter().enumerate() {
            let amount = |row: &GeneratedModule| if index < 22 { row.0 } else { row.1 };
            let names = |row: &&GeneratedModule| row.3.as_ref().is_some_and(|set| set.contains(&index));
            let covered = rows.iter().filter(names).any(|row| amount(row).is_some_and(|hours| hours > 0));
            let open = rows.iter().any(|row| row.3.is_none() && amount(row).is_none_or(|hours| hours > 0))
                || rows.iter().filter(names).any(|row| amount(row).is_none())
                || rows.iter().all(|row| amount(row).is_none());
            let expected = if covered { "covered" } else if open { "unmapped" } else { "missing" };
            prop_assert_eq!(assessment.subjects[index].outcome.word(), expected, "{}", subject.code);
        }
        let failed = assessment.rules.iter().any(|rule| rule.outcome == RuleOutcome::NotMet)
            || assessment.subjects.iter().any(|subject| subject.outcome == SubjectOutcome::Missing);
        prop_assert_eq!(assessment.verdict == Verdict::Gaps, failed);
        prop_assert_eq!(assessment.gaps.is_empty(), !failed);
    }

    /// Knowing more never turns a rule that is met, or not met, into the other: unknown amounts are only filled in.
    #[test]
    fn filling_in_an_unknown_amount_never_takes_back_what_was_certain(
        known in prop::collection::vec(0_u32..3_000, 1..10), filled in 0_u32..3_000,
    ) {
        let rows: String = known.iter().enumerate().map(|(number, hours)| format!("K{number},k,3,{hours},{hours}\n")).collect();
        let csv = |clinical: &str| format!("code,title,year,theory,clinical\n{rows}U,u,3,10,{clinical}\n");
        let before = assess(&csv(""), EU_2013, &terms("12"));
        let after = assess(&csv(&filled.to_string()), EU_2013, &terms("12"));
        for (before, after) in before.rules.iter().zip(&after.rules) {
            prop_assert!(before.outcome == RuleOutcome::Unknown || before.outcome == after.outcome);
        }
    }
}
