//! Conversion of stored candidates and vacancies into the input of matching.
//!
//! This is the only place where the two meet. [`Facts`] has no field for a name, sex, date of birth or nationality; a free
//! text is passed on as it was written, for the criterion `text`.

use candidate_profile::{AcceptedSettings, Profile};
use employer::VacancyContent;
use matching::facts::{Experience, Facts, FreeText, HeldTitle, KnownLanguage, Settings};
use matching::requirements::{LanguageAlternative, LanguageRequirement, Requirements, Wish};
use vocabulary::Date;

/// The facts of a candidate on a day; assertions that have expired or were revoked by then are left out.
pub fn facts(profile: &Profile, placed: bool, on: Date) -> Facts {
    let titles = profile.titles.iter().filter(|held| held.holds_on(on));
    let languages = profile.languages.iter().filter(|known| known.holds_on(on));
    Facts {
        titles: titles
            .map(|held| HeldTitle { title: held.title.clone(), status: held.status, source: held.source_kind() })
            .collect(),
        lowest_title: profile.lowest_title.clone(),
        specialisms: profile.specialisms.clone(),
        experience: profile.experience.as_ref().map(|experience| Experience {
            months: experience.months.iter().map(|worked| (worked.specialism.clone(), worked.months)).collect(),
            complete: experience.complete,
        }),
        last_practised: profile.last_practised,
        languages: languages
            .map(|known| KnownLanguage {
                language: known.language,
                skill: known.skill,
                level: known.level,
                evidence: known.evidence,
                source: known.source_kind(),
            })
            .collect(),
        languages_complete: profile.languages_complete_on(on),
        regions: profile.regions.clone(),
        settings: profile.settings.as_ref().map(|settings| match settings {
            AcceptedSettings::Any => Settings::Any,
            AcceptedSettings::These(codes) => Settings::Some(codes.clone()),
        }),
        shifts: profile.shifts,
        hours_min: profile.hours_min,
        hours_max: profile.hours_max,
        available_from: profile.available_from,
        minimum_pay: profile.minimum_pay,
        contract_min_months: profile.contract_min_months,
        driving_licence: profile.driving_licence,
        work_permission: profile.work_permission,
        consent: profile.consent,
        placed,
    }
}

/// The facts of a candidate with assertions that expire, from each day on which they change, in order of days; the first
/// entry has no earlier bound. Empty when nothing expires.
pub fn facts_by_day(profile: &Profile, placed: bool) -> Vec<(Date, Facts)> {
    let titles = profile.titles.iter().filter_map(|held| held.last_day());
    let last_days = titles.chain(profile.languages.iter().filter_map(|known| known.last_day()));
    let mut days: Vec<Date> = last_days.filter_map(|last| last.succ_opt()).collect();
    if days.is_empty() {
        return Vec::new();
    }
    days.push(Date::MIN);
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(|day| (day, facts(profile, placed, day))).collect()
}

/// The requirements and wishes of a vacancy.
pub fn requirements(reference: &str, content: &VacancyContent) -> Requirements {
    let alternative = |ask: &employer::LanguageAlternative| LanguageAlternative {
        language: ask.language,
        skill: ask.skill,
        level: ask.level,
        by: ask.by,
    };
    let wish = |wish: &employer::Wish| match wish {
        employer::Wish::Specialism(code) => Wish::Specialism(code.clone()),
        employer::Wish::Language { language, level } => Wish::Language(*language, *level),
        employer::Wish::Experience(months) => Wish::Experience(*months),
    };
    Requirements {
        reference: reference.to_owned(),
        title: content.title.clone(),
        title_status: content.title_status,
        title_by: content.title_by,
        region: content.region,
        setting: content.setting.clone(),
        specialisms: content.specialisms.clone(),
        specialism_months: content.specialism_months,
        experience_months: content.experience_months,
        practised_within: content.practised_within,
        languages: content
            .languages
            .iter()
            .map(|requirement| LanguageRequirement {
                alternatives: requirement.alternatives().iter().map(alternative).collect(),
            })
            .collect(),
        languages_evidence: content.languages_evidence,
        shifts: content.shifts,
        hours: content.hours.map(|hours| (hours.least(), hours.most())),
        start_from: content.start_from,
        start_until: content.start_until,
        pay: content.pay,
        pay_max: content.pay_max,
        contract: content.contract,
        driving_licence: content.driving_licence,
        single_permit: content.single_permit,
        wishes: content.wishes.iter().map(wish).collect(),
        text: content.text.as_ref().map(|text| FreeText { text: text.clone(), language: content.text_language }),
    }
}
