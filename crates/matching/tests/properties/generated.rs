//! Generated candidates, vacancies, courses and procedures: few values of each kind, so that limits are met often.

use std::sync::LazyLock;

use matching::RuleConfig;
use matching::facts::{Experience, Facts, FreeText, HeldTitle, KnownLanguage, Settings};
use matching::requirements::{LanguageAlternative, LanguageRequirement, Requirements, Wish};
use matching::rule_config::PlanCourse;
use matching::text::Analyser;
use proptest::collection::{vec, vec_deque};
use proptest::option::{self, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use reference_data::ReferenceData;
use vocabulary::RequiredBy;
use vocabulary::{
    Code, Contract, Date, Euros, Evidence, Hours, LanguageCode, Level, Months, RegionCode, Shift, Skill, SourceKind,
    TextLanguage, TitleStatus, WorkPermission,
};

pub(crate) static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is right"));

/// The built-in rules of nursing, with the procedures of all professions, so that any title may be asked.
pub(crate) fn built_in_config() -> RuleConfig {
    let corridor = REFERENCE.corridor(None).expect("one corridor is built in");
    let of_profession = |profession| {
        RuleConfig::new(&REFERENCE, corridor, profession, as_of(), &[], ANALYSER.vocabulary_version())
            .expect("the built-in lists fit the columns")
    };
    let all = corridor.professions.iter().map(of_profession).reduce(|mut all, other| {
        all.steps.extend(other.steps);
        all
    });
    all.expect("a corridor has a profession")
}
pub(crate) static ANALYSER: LazyLock<Analyser> = LazyLock::new(|| Analyser::new(&REFERENCE));

/// Parses a valid literal.
pub(crate) fn read<T: std::str::FromStr<Err: std::fmt::Debug>>(written: &str) -> T {
    written.parse().expect(written)
}

/// The day on which everything is judged.
pub(crate) fn as_of() -> Date {
    read("2027-03-31")
}

const TITLES: [&str; 5] = ["care-assistant", "nurse-basic", "nurse-general-care", "nurse-general-care", "midwife"];
const FIELDS: [&str; 3] = ["general", "geriatrics", "intensive-care"];
const LANGUAGES: [&str; 3] = ["nl", "fr", "en"];
const SETTINGS: [&str; 3] = ["hospital", "care-home", "home-care"];
const REGIONS: [&str; 8] = ["BE", "BE2", "BE3", "BE10", "BE23", "BE231", "BE234", "BE332"];
const DAYS: [&str; 6] = ["2027-03-31", "2027-05-31", "2027-06-30", "2027-07-31", "2027-09-30", "2028-01-31"];
const PRACTISED: [&str; 4] = ["2027-02-28", "2026-03-31", "2026-03-30", "2024-03-31"];
const AMOUNTS: [&str; 4] = ["0", "2800", "3100.50", "3400"];
const TEXTS: [(&str, Option<TextLanguage>); 4] = [
    ("Infirmière de bloc opératoire, puis soins intensifs.", Some(TextLanguage::Fr)),
    ("Verpleegkundige in een woonzorgcentrum, hart voor ouderen", Some(TextLanguage::Nl)),
    ("Intensive care nurse; geriatrics before", None),
    ("ممرضة عناية مركزة", Some(TextLanguage::Ar)),
];

fn code(among: &'static [&'static str]) -> impl Strategy<Value = Code> {
    select(among).prop_map(read)
}

fn codes(among: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<Code>> {
    subsequence(among, 0..=most).prop_map(|codes| codes.into_iter().map(read).collect())
}

fn date(among: &'static [&'static str]) -> impl Strategy<Value = Date> {
    select(among).prop_map(read)
}

fn months(among: &'static [u32]) -> impl Strategy<Value = Months> {
    select(among).prop_map(|months| Months::new(months).expect("few months"))
}

fn hours(among: &'static [u32]) -> impl Strategy<Value = Hours> {
    select(among).prop_map(|hours| Hours::from_hundredths(hours * 100).expect("less than a week"))
}

fn euros() -> impl Strategy<Value = Euros> {
    select(&AMOUNTS).prop_map(read)
}

fn shifts() -> impl Strategy<Value = Vec<Shift>> {
    subsequence(Shift::ALL, 1..=4)
}

fn text() -> impl Strategy<Value = Option<FreeText>> {
    option::of(select(&TEXTS).prop_map(|(text, language)| FreeText { text: text.to_owned(), language }))
}

fn level() -> impl Strategy<Value = Level> {
    prop_oneof![1 => Just(Level::Native), 12 => select(&Level::ALL[..6])]
}

fn skill() -> impl Strategy<Value = Option<Skill>> {
    prop_oneof![3 => Just(None), 1 => select(Skill::ALL).prop_map(Some)]
}

/// Assertions of language levels; with `twice`, several assertions of one language and skill may stand side by side.
fn known(twice: bool) -> impl Strategy<Value = Vec<KnownLanguage>> {
    let source = || select(&[SourceKind::OwnWord, SourceKind::Document]);
    let one = (select(&LANGUAGES), skill(), level(), select(Evidence::ALL), source()).prop_map(
        |(language, skill, level, evidence, source)| KnownLanguage {
            language: read(language),
            skill,
            level,
            evidence,
            source,
        },
    );
    // All five skills without a general level: together they may stand for one.
    let five = (select(&LANGUAGES), vec((level(), select(Evidence::ALL)), 5)).prop_map(|(language, known)| {
        let skills = Skill::ALL.iter().zip(known);
        let entry = |(skill, (level, evidence)): (&Skill, _)| KnownLanguage {
            language: read(language),
            skill: Some(*skill),
            level,
            evidence,
            source: SourceKind::OwnWord,
        };
        skills.map(entry).collect::<Vec<_>>()
    });
    (vec(one, 0..5), prop_oneof![4 => Just(Vec::new()), 1 => five]).prop_map(move |(some, five)| {
        let mut all: Vec<KnownLanguage> = Vec::new();
        for known in some.into_iter().chain(five) {
            if twice || all.iter().all(|other| (other.language, other.skill) != (known.language, known.skill)) {
                all.push(known);
            }
        }
        all
    })
}

fn titles() -> impl Strategy<Value = Vec<HeldTitle>> {
    let status = weighted(0.9, select(TitleStatus::ALL));
    let one =
        (code(&TITLES), status).prop_map(|(title, status)| HeldTitle { title, status, source: SourceKind::OwnWord });
    prop_oneof![1 => Just(Vec::new()), 9 => vec(one, 1..3)]
}

fn experience() -> impl Strategy<Value = Option<Experience>> {
    let some = (subsequence(&FIELDS, 0..=3), vec(months(&[0, 6, 12, 24]), 3), any::<bool>());
    weighted(
        0.9,
        some.prop_map(|(fields, months, complete)| Experience {
            months: fields.into_iter().map(read).zip(months).collect(),
            complete,
        }),
    )
}

/// A candidate with at most one assertion of each language and skill.
pub(crate) fn unique_languages() -> impl Strategy<Value = Facts> {
    (person(), known(false), any::<bool>()).prop_map(|(facts, languages, languages_complete)| Facts {
        languages,
        languages_complete,
        ..facts
    })
}

/// A candidate who meets nearly all requirements, whose Dutch is tested in all skills and stated lower in some of
/// them.
pub(crate) fn uneven_dutch() -> impl Strategy<Value = Facts> {
    let skills = (subsequence(Skill::ALL, 1..4), vec((select(&Level::ALL[..4]), select(Evidence::ALL)), 3));
    (unique_languages(), select(&Level::ALL[2..5]), skills).prop_map(|(facts, level, (skills, levels))| {
        let dutch = |skill, level, evidence| KnownLanguage {
            language: read("nl"),
            skill,
            level,
            evidence,
            source: SourceKind::Test,
        };
        let of_skills = skills.into_iter().zip(levels);
        let of_skills = of_skills.map(|(skill, (level, evidence))| dutch(Some(skill), level, evidence));
        let others = facts.languages.into_iter().filter(|known| known.language != read("nl"));
        let title = |title| HeldTitle {
            title: read(title),
            status: Some(TitleStatus::Licensed),
            source: SourceKind::Decision,
        };
        Facts {
            titles: vec![title("nurse-general-care"), title("midwife")],
            lowest_title: Some(read("care-assistant")),
            languages: others.chain([dutch(None, level, Evidence::Tested)]).chain(of_skills).collect(),
            shifts: Some(Shift::ALL.iter().copied().collect()),
            available_from: Some(as_of()),
            driving_licence: Some(true),
            work_permission: Some(WorkPermission::Free),
            consent: Some(true),
            placed: false,
            ..facts
        }
    })
}

/// A candidate; each kind of fact may be unknown.
pub(crate) fn person() -> impl Strategy<Value = Facts> {
    let work = (titles(), weighted(0.8, code(&TITLES[..3])), codes(&FIELDS, 2), experience());
    let speech = (known(true), any::<bool>(), weighted(0.8, date(&PRACTISED)));
    let settings = prop_oneof![
        1 => Just(None),
        2 => Just(Some(Settings::Any)),
        2 => subsequence(&SETTINGS, 1..=3)
            .prop_map(|codes| Some(Settings::Some(codes.into_iter().map(read).collect()))),
    ];
    let regions = prop_oneof![
        1 => Just(Vec::new()),
        5 => subsequence(&REGIONS, 1..=3).prop_map(|codes| codes.into_iter().map(read::<RegionCode>).collect()),
    ];
    let shifts = weighted(0.9, shifts().prop_map(|shifts| shifts.into_iter().collect()));
    let position = (regions, settings, shifts);
    let week = (weighted(0.9, hours(&[0, 19, 24])), weighted(0.9, hours(&[24, 30, 38])));
    let terms = (weighted(0.9, date(&DAYS)), weighted(0.9, euros()), weighted(0.9, months(&[0, 6, 12, 24])));
    let permission = select(&[WorkPermission::Free, WorkPermission::Held, WorkPermission::Needed]);
    let last = (
        weighted(0.9, prop::bool::weighted(0.8)),
        weighted(0.9, permission),
        weighted(0.95, prop::bool::weighted(0.9)),
        prop::bool::weighted(0.03),
    );
    (work, speech, position, week, terms, last).prop_map(|(work, speech, position, week, terms, last)| {
        let (titles, lowest_title, specialisms, experience) = work;
        let (languages, languages_complete, last_practised) = speech;
        let (regions, settings, shifts) = position;
        let (hours_min, hours_max) = week;
        let (available_from, minimum_pay, contract_min_months) = terms;
        let (driving_licence, work_permission, consent, placed) = last;
        Facts {
            titles,
            lowest_title,
            specialisms,
            experience,
            last_practised,
            languages,
            languages_complete,
            regions,
            settings,
            shifts,
            hours_min,
            hours_max,
            available_from,
            minimum_pay,
            contract_min_months,
            driving_licence,
            work_permission,
            consent,
            placed,
        }
    })
}

/// A candidate with a text.
pub(crate) type Candidate = (Facts, Option<FreeText>);

/// Several candidates.
pub(crate) fn people(count: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<Candidate>> {
    vec((prop_oneof![3 => person().boxed(), 1 => uneven_dutch().boxed()], text()), count)
}

fn language_requirements() -> impl Strategy<Value = Vec<LanguageRequirement>> {
    let by = prop_oneof![1 => Just(RequiredBy::Application), 3 => Just(RequiredBy::Start)];
    let ask = (select(&LANGUAGES), skill(), select(&Level::ALL[..5]), by)
        .prop_map(|(language, skill, level, by)| LanguageAlternative { language: read(language), skill, level, by });
    let requirement = vec_deque(ask, 1..3).prop_map(|asks| {
        let mut alternatives: Vec<LanguageAlternative> = Vec::new();
        for ask in asks {
            if alternatives.iter().all(|other| other.language != ask.language) {
                alternatives.push(ask);
            }
        }
        LanguageRequirement { alternatives }
    });
    vec(requirement, 0..4).prop_map(|language_requirements| {
        let mut all: Vec<LanguageRequirement> = Vec::new();
        for requirement in language_requirements {
            if all.iter().all(|other| other.rule_code() != requirement.rule_code()) {
                all.push(requirement);
            }
        }
        all
    })
}

/// A vacancy with few or many requirements.
pub(crate) fn vacancy() -> impl Strategy<Value = Requirements> {
    let by = prop_oneof![1 => Just(RequiredBy::Application), 3 => Just(RequiredBy::Start)];
    let title = (code(&TITLES), select(TitleStatus::ALL), by);
    let position = (
        weighted(0.4, select(&["BE2", "BE23", "BE234", "BE10", "BE332"]).prop_map(read::<RegionCode>)),
        weighted(0.3, code(&SETTINGS)),
    );
    let no_months = || Just(Months::default());
    let work = (
        codes(&FIELDS, 2),
        prop_oneof![2 => no_months(), 1 => months(&[6, 12, 18])],
        prop_oneof![2 => no_months(), 1 => months(&[12, 24, 36])],
        weighted(0.3, months(&[1, 12, 36])),
    );
    let evidence =
        prop_oneof![3 => Just(Evidence::Declared), 1 => Just(Evidence::Attested), 1 => Just(Evidence::Tested)];
    let speech = (language_requirements(), evidence);
    let week =
        (prop_oneof![1 => Just(Vec::new()), 1 => shifts()], weighted(0.3, (hours(&[19, 24]), hours(&[24, 38]))));
    let window = (weighted(0.5, date(&DAYS[1..4])), weighted(0.6, date(&DAYS[2..])));
    let contract = prop_oneof![Just(Contract::Permanent), months(&[6, 12]).prop_map(Contract::Months)];
    let terms = (weighted(0.3, (euros(), weighted(0.5, Just(read::<Euros>("3900"))))), weighted(0.3, contract));
    let last = (prop::bool::weighted(0.2), weighted(0.9, prop::bool::weighted(0.8)), wishes(), text());
    (title, position, work, speech, week, window, terms, last).prop_map(
        |(title, position, work, speech, week, window, terms, last)| {
            let (pay, contract) = terms;
            Requirements {
                reference: "v1".to_owned(),
                title: Some(title.0),
                title_status: title.1,
                title_by: title.2,
                region: position.0,
                setting: position.1,
                specialism_months: if work.0.is_empty() { Months::default() } else { work.1 },
                specialisms: work.0,
                experience_months: work.2,
                practised_within: work.3,
                languages: speech.0,
                languages_evidence: speech.1,
                shifts: week.0.into_iter().collect(),
                hours: week.1,
                start_from: window.0,
                start_until: window.1,
                pay: pay.map(|(from, _)| from),
                pay_max: pay.and_then(|(_, to)| to),
                contract,
                driving_licence: last.0,
                single_permit: last.1,
                wishes: last.2,
                text: last.3,
            }
        },
    )
}

/// A vacancy without requirements.
pub(crate) fn nothing_asked() -> Requirements {
    Requirements {
        reference: "v1".to_owned(),
        title: None,
        title_status: TitleStatus::Declared,
        title_by: RequiredBy::Application,
        region: None,
        setting: None,
        specialism_months: Months::default(),
        specialisms: Vec::new(),
        experience_months: Months::default(),
        practised_within: None,
        languages: Vec::new(),
        languages_evidence: Evidence::Declared,
        shifts: Default::default(),
        hours: None,
        start_from: None,
        start_until: None,
        pay: None,
        pay_max: None,
        contract: None,
        driving_licence: false,
        single_permit: Some(true),
        wishes: Vec::new(),
        text: None,
    }
}

/// A vacancy with several requirements of one language, tested, and few others: a course, whose attestation is no
/// test, may then serve one requirement and leave another unknown.
pub(crate) fn tested_dutch() -> impl Strategy<Value = Requirements> {
    let level = || select(&Level::ALL[..5]);
    let ask = |skill, level| LanguageAlternative { language: read("nl"), skill, level, by: RequiredBy::Start };
    let requirement = |ask| LanguageRequirement { alternatives: vec![ask] };
    (vacancy(), level(), subsequence(Skill::ALL, 1..3), vec(level(), 2), weighted(0.5, level())).prop_map(
        move |(vacancy, level, skills, levels, french)| {
            let of_skills = skills.into_iter().zip(levels).map(|(skill, level)| requirement(ask(Some(skill), level)));
            let french =
                french.map(|level| requirement(LanguageAlternative { language: read("fr"), ..ask(None, level) }));
            Requirements {
                languages: [requirement(ask(None, level))].into_iter().chain(of_skills).chain(french).collect(),
                languages_evidence: Evidence::Tested,
                start_until: Some(read("2028-01-31")),
                specialism_months: Months::default(),
                experience_months: Months::default(),
                practised_within: None,
                region: None,
                setting: None,
                hours: None,
                pay: None,
                contract: None,
                ..vacancy
            }
        },
    )
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let language = (select(&LANGUAGES), select(&Level::ALL[..5]));
    let wish = prop_oneof![
        code(&FIELDS).prop_map(Wish::Specialism),
        language.prop_map(|(language, level)| Wish::Language(read(language), level)),
        months(&[12, 60]).prop_map(Wish::Experience),
    ];
    vec(wish, 0..3)
}

/// Courses of two languages, some of which overlap. No course is free: a plan must never hold one that isn't needed.
pub(crate) fn courses(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<PlanCourse>> {
    let one = (select(&["nl", "fr"]), 0u8..6, 1u8..4, 0u64..150, 20u64..90, select(&["100", "250", "400.50"]));
    vec(one, count).prop_map(|courses| {
        let course =
            |(number, (language, from, up, starts, lasts, price)): (usize, (&str, u8, u8, u64, u64, &str))| {
                let starts = as_of() + chrono::Days::new(starts);
                PlanCourse {
                    id: read(&format!("invented-{number}")),
                    language: read::<LanguageCode>(language),
                    from: usize::from(from).checked_sub(1).map(|level| Level::ALL[level]),
                    to: Level::ALL[usize::from((from + up).min(6)) - 1],
                    starts,
                    ends: starts + chrono::Days::new(lasts),
                    hours: 120,
                    price: read(price),
                    invented: true,
                }
            };
        let open = |course: &PlanCourse| course.from.is_none_or(|from| from < course.to);
        courses.into_iter().enumerate().map(course).filter(open).collect()
    })
}

/// A configuration of which a failing test prints only what is generated.
#[derive(Clone)]
pub(crate) struct GeneratedConfig(RuleConfig);

impl std::ops::Deref for GeneratedConfig {
    type Target = RuleConfig;

    fn deref(&self) -> &RuleConfig {
        &self.0
    }
}

impl std::fmt::Debug for GeneratedConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let known = self.steps.iter().filter(|step| step.days.is_some());
        let steps = known.map(|step| format!("{} {} {:?}", step.title, step.from, step.days));
        write!(f, "{:?}, steps {:?}, permit {:?}", self.courses, steps.collect::<Vec<_>>(), self.permit_days)
    }
}

/// The configuration with generated courses and lengths of procedures, some of which are unknown.
pub(crate) fn config(courses: std::ops::Range<usize>) -> impl Strategy<Value = GeneratedConfig> {
    let days = vec(select(&[None, Some(0), Some(20), Some(60), Some(120)]), 40);
    let permit = select(&[None, Some(30), Some(120)]);
    (self::courses(courses), days, permit).prop_map(|(courses, days, permit_days)| {
        let mut config = built_in_config();
        config.courses = courses;
        config.permit_days = permit_days;
        config.steps.iter_mut().zip(days).for_each(|(step, days)| step.days = days);
        GeneratedConfig(config)
    })
}
