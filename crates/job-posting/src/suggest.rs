//! What the words of an advert suggest: titles, settings, specialisms, languages and shifts.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};
use reference_data::{Catalogue, ReferenceData};
use vocabulary::{Code, LanguageCode, Level, Localised, Millionths, TextLanguage};

use crate::words::{Words, phrase};
use employer::{LanguageRequirement, Place, Suggested, Suggestion};

/// The field's phrases, ready to be found in a text in one pass, the longest first.
pub(crate) struct Phrases {
    automaton: Option<AhoCorasick>,
    meanings: Vec<Vec<Meaning>>,
    /// The titles' own Dutch words, by which a compound is known.
    heads: Vec<(String, Code)>,
}

#[derive(Debug, Clone, PartialEq)]
struct Meaning {
    suggested: Suggested,
    source: Source,
    /// The phrase has two letters, as `OK` and `IC`, and counts in capitals alone.
    capitals: bool,
}

/// Whose phrase it is. Ours come before ESCO's, which call *basisverpleegkundige* a general nurse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Ours,
    Esco,
}

/// How sure a suggestion is, in thousandths: settings of ours, not measured.
mod sure {
    pub(super) const TITLE_OURS: u32 = 900;
    pub(super) const TITLE_ESCO: u32 = 700;
    pub(super) const TITLE_COMPOUND: u32 = 600;
    pub(super) const EMPLOYER: u32 = 600;
    pub(super) const DESCRIPTION_OURS: u32 = 400;
    pub(super) const DESCRIPTION_ESCO: u32 = 250;
    /// For words that come three times or more.
    pub(super) const REPEATED: u32 = 150;
    pub(super) const LANGUAGE: u32 = 700;
}

/// The most that is suggested for one column.
const MOST: usize = 4;

/// The longest phrase that is found, in words.
const LONGEST_PHRASE: usize = 10;

/// What a code of a catalogue is suggested as.
type Column = fn(Code) -> Suggested;

/// One thing found, with the first words that say it.
struct Found<'t> {
    suggested: Suggested,
    words: &'t str,
    place: Place,
    thousandths: u32,
    times: u32,
}

impl Phrases {
    pub(crate) fn of(reference: &ReferenceData) -> Self {
        let mut collected = Collected::default();
        for concept in reference.concepts() {
            let meant = [
                concept.setting.clone().map(Suggested::Setting),
                concept.specialism.clone().map(Suggested::Specialisms),
                concept.shift.map(Suggested::Shifts),
            ];
            for (written, title) in TextLanguage::ALL.iter().flat_map(|language| concept.stated(*language)) {
                // Also a phrase that suggests nothing takes its words away from shorter ones: an *infirmier
                // auxiliaire* is no *infirmier*.
                collected.place(written);
                let title = title.cloned().map(Suggested::Title);
                for suggested in meant.iter().cloned().chain([title]).flatten() {
                    collected.add(written, &suggested, Source::Ours);
                }
            }
        }
        // What a concept's phrase means is said in full there; labels and ESCO fill in what no concept has.
        collected.resolve();
        let catalogues: [(&Catalogue, Column); 3] = [
            (reference.titles(), Suggested::Title),
            (reference.settings(), Suggested::Setting),
            (reference.specialisms(), Suggested::Specialisms),
        ];
        for (catalogue, column) in catalogues {
            for entry in catalogue.entries() {
                for language in TextLanguage::ALL {
                    collected.add(entry.label.get(*language), &column(entry.code.clone()), Source::Ours);
                }
            }
        }
        collected.resolve();
        for (catalogue, column) in catalogues {
            for entry in catalogue.entries() {
                let Some(known) = entry.esco.as_deref().and_then(|uri| reference.esco().find(uri)) else { continue };
                for written in TextLanguage::ALL.iter().flat_map(|language| known.labels(*language)) {
                    collected.add(written, &column(entry.code.clone()), Source::Esco);
                }
            }
        }
        let heads = heads(reference);
        collected.build(heads)
    }

    /// What an advert suggests, by column, the surest first.
    pub(crate) fn suggest(&self, title: &str, description: &str, employer: &str) -> Vec<Suggestion> {
        let (title, description, employer) = (Words::of(title), Words::of(description), Words::of(employer));
        let mut found: Vec<Found<'_>> = Vec::new();
        self.find(&title, Place::Title, &mut found);
        if !found.iter().any(|found| matches!(found.suggested, Suggested::Title(_))) {
            self.find_compound(&title, &mut found);
        }
        // The name of a house may say what it is, never whom it seeks.
        let mut in_name = Vec::new();
        self.find(&employer, Place::Description, &mut in_name);
        in_name.retain(|found| matches!(found.suggested, Suggested::Setting(_)));
        in_name.iter_mut().for_each(|found| found.thousandths = sure::EMPLOYER);
        in_name.into_iter().for_each(|one| add(&mut found, one));
        let title_says = found.iter().any(|found| matches!(found.suggested, Suggested::Title(_)));
        let mut below = Vec::new();
        self.find(&description, Place::Description, &mut below);
        // An advert's text names colleagues of every title.
        below.retain(|found| !title_says || !matches!(found.suggested, Suggested::Title(_)));
        below.into_iter().for_each(|one| add(&mut found, one));
        for (words, place) in [(&title, Place::Title), (&description, Place::Description)] {
            find_languages(words, place, &mut found);
        }
        resolve(found)
    }

    fn find<'t>(&self, words: &Words<'t>, place: Place, found: &mut Vec<Found<'t>>) {
        let Some(automaton) = &self.automaton else { return };
        for hit in automaton.find_iter(words.joined()) {
            let written = words.written(hit.start(), hit.end());
            for meaning in self.meanings.get(hit.pattern().as_usize()).into_iter().flatten() {
                if meaning.capitals && written.chars().any(char::is_lowercase) {
                    continue;
                }
                let thousandths = match (place, meaning.source) {
                    (Place::Title, Source::Ours) => sure::TITLE_OURS,
                    (Place::Title, Source::Esco) => sure::TITLE_ESCO,
                    (_, Source::Ours) => sure::DESCRIPTION_OURS,
                    (_, Source::Esco) => sure::DESCRIPTION_ESCO,
                };
                let suggested = meaning.suggested.clone();
                add(found, Found { suggested, words: written, place, thousandths, times: 1 });
            }
        }
    }

    /// A Dutch compound is what its last part is: *thuisverpleegkundige*. Those who learn or help are not yet.
    fn find_compound<'t>(&self, words: &Words<'t>, found: &mut Vec<Found<'t>>) {
        const NOT_YET: &[&str] = &["student", "leerling", "hulp", "stagiair", "kandidaat", "assistent", "dieren"];
        for index in 0..words.count() {
            let word = words.folded(index);
            let before = index.checked_sub(1).map_or("", |before| words.folded(before));
            if NOT_YET.iter().any(|start| word.starts_with(start) || before.starts_with(start)) {
                continue;
            }
            let head = self.heads.iter().find(|(head, _)| word.len() > head.len() && word.ends_with(head.as_str()));
            if let Some((_, code)) = head {
                let suggested = Suggested::Title(code.clone());
                let written = words.between(index, index);
                let thousandths = sure::TITLE_COMPOUND;
                add(found, Found { suggested, words: written, place: Place::Title, thousandths, times: 1 });
            }
        }
    }
}

/// Single Dutch words of eight letters or more that are titles on their own, with their plurals, longest first.
fn heads(reference: &ReferenceData) -> Vec<(String, Code)> {
    let mut heads = Vec::new();
    for concept in reference.concepts() {
        let Some(title) = &concept.title else { continue };
        if concept.specialism.is_some() || concept.setting.is_some() {
            continue;
        }
        for written in concept.phrases(TextLanguage::Nl) {
            let joined = phrase(written);
            let word = joined.trim();
            if word.len() >= 8 && !word.contains(' ') {
                heads.push((word.to_owned(), title.clone()));
            }
        }
    }
    heads.sort_by(|left, right| right.0.len().cmp(&left.0.len()).then_with(|| left.cmp(right)));
    heads.dedup_by(|left, right| left.0 == right.0);
    heads
}

#[derive(Default)]
struct Collected {
    places: HashMap<String, usize>,
    patterns: Vec<String>,
    meanings: Vec<Vec<Meaning>>,
    /// Up to here what phrases mean is resolved.
    resolved: usize,
}

impl Collected {
    /// The place of a phrase, new or not; nothing for what is too short or too long to be one.
    fn place(&mut self, written: &str) -> Option<usize> {
        let joined = phrase(written);
        let count = joined.split_whitespace().count();
        if count > LONGEST_PHRASE || joined.trim().chars().count() < 2 {
            return None;
        }
        let next = self.patterns.len();
        let place = *self.places.entry(joined).or_insert_with_key(|joined| {
            self.patterns.push(joined.clone());
            self.meanings.push(Vec::new());
            next
        });
        Some(place)
    }

    fn add(&mut self, written: &str, suggested: &Suggested, source: Source) {
        let Some(place) = self.place(written).filter(|place| *place >= self.resolved) else { return };
        let capitals = self.patterns[place].trim().len() <= 2;
        let meaning = Meaning { suggested: suggested.clone(), source, capitals };
        if !self.meanings[place].contains(&meaning) {
            self.meanings[place].push(meaning);
        }
    }

    fn resolve(&mut self) {
        self.resolved = self.patterns.len();
    }

    fn build(self, heads: Vec<(String, Code)>) -> Phrases {
        let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&self.patterns);
        // Fails only beyond billions of patterns; without an automaton nothing is suggested.
        Phrases { automaton: builder.ok(), meanings: self.meanings, heads }
    }
}

fn add<'t>(all: &mut Vec<Found<'t>>, found: Found<'t>) {
    match all.iter_mut().find(|other| other.suggested == found.suggested) {
        Some(other) => {
            other.times += found.times;
            if other.thousandths < found.thousandths {
                (other.thousandths, other.words, other.place) = (found.thousandths, found.words, found.place);
            }
        }
        None => all.push(found),
    }
}

/// A level of the CEFR belongs to the language named nearest to it, and the lowest of several is the one asked.
fn find_languages<'t>(words: &Words<'t>, place: Place, found: &mut Vec<Found<'t>>) {
    const REACH: usize = 6;
    const DIPLOMAS: &[&str] =
        &["diploma", "diplome", "brevet", "bachelor", "verpleegkundige", "infirmier", "infirmiere"];
    let named: Vec<(usize, LanguageCode)> =
        (0..words.count()).filter_map(|index| Some((index, language(words.folded(index))?))).collect();
    if named.is_empty() {
        return;
    }
    let mut asked: Vec<(LanguageCode, Level, &'t str)> = Vec::new();
    for index in 0..words.count() {
        let word = words.folded(index);
        if word.len() != 2 {
            continue;
        }
        let Ok(level) = word.to_ascii_uppercase().parse::<Level>() else { continue };
        // A1 and A2 are words for nurses' diplomas at work places too.
        let neighbours = [index.wrapping_sub(1), index + 1];
        if neighbours.iter().any(|neighbour| DIPLOMAS.contains(&words.folded(*neighbour))) {
            continue;
        }
        // Equally far: the one before.
        let distance = |at: usize| (at.abs_diff(index), at > index);
        let nearest = named.iter().min_by_key(|(at, _)| distance(*at));
        let Some((at, code)) = nearest.filter(|(at, _)| at.abs_diff(index) <= REACH) else { continue };
        let written = words.between((*at).min(index), (*at).max(index));
        match asked.iter_mut().find(|(other, _, _)| other == code) {
            Some((_, lowest, words)) if level < *lowest => (*lowest, *words) = (level, written),
            Some(_) => {}
            None => asked.push((*code, level, written)),
        }
    }
    for (code, level, written) in asked {
        let other = |found: &Found<'_>| match &found.suggested {
            Suggested::Languages(requirement) => requirement.code() == code.as_str(),
            _ => false,
        };
        if !found.iter().any(other) {
            let suggested = Suggested::Languages(LanguageRequirement::of(code, level));
            found.push(Found { suggested, words: written, place, thousandths: sure::LANGUAGE, times: 1 });
        }
    }
}

fn language(word: &str) -> Option<LanguageCode> {
    let code = match word {
        "nederlands" | "nederlandse" | "neerlandais" | "neerlandaise" | "dutch" | "هولنديه" => "nl",
        "frans" | "franse" | "francais" | "francaise" | "french" | "فرنسيه" => "fr",
        "engels" | "engelse" | "anglais" | "anglaise" | "english" | "انجليزيه" | "انكليزيه" => "en",
        "duits" | "duitse" | "allemand" | "allemande" | "german" | "المانيه" => "de",
        "arabisch" | "arabische" | "arabe" | "arabic" | "عربيه" => "ar",
        _ => return None,
    };
    code.parse().ok()
}

/// By column, the surest first; of equally sure ones the more frequent, then the first named.
fn resolve(found: Vec<Found<'_>>) -> Vec<Suggestion> {
    let column = |suggested: &Suggested| match suggested {
        Suggested::Title(_) => 0,
        Suggested::Region(_) => 1,
        Suggested::Setting(_) => 2,
        Suggested::Specialisms(_) => 3,
        Suggested::Languages(_) => 4,
        Suggested::Shifts(_) => 5,
    };
    let mut found = found;
    for one in &mut found {
        let repeated = one.place == Place::Description && one.times >= 3 && one.thousandths < sure::EMPLOYER;
        one.thousandths += if repeated { sure::REPEATED } else { 0 };
    }
    found.sort_by_key(|one| {
        (column(&one.suggested), std::cmp::Reverse(one.thousandths), std::cmp::Reverse(one.times))
    });
    let mut taken = [0; 6];
    let suggestions = found.into_iter().filter(|one| {
        let count = &mut taken[column(&one.suggested)];
        *count += 1;
        *count <= MOST
    });
    suggestions
        .map(|one| Suggestion {
            suggested: one.suggested,
            words: one.words.chars().take(120).collect(),
            place: one.place,
            confidence: Millionths::new(one.thousandths * 1_000),
        })
        .collect()
}

/// The label in one language, for a title that goes out.
pub(crate) fn label(label: &Localised, language: Option<TextLanguage>) -> &str {
    label.get(language.unwrap_or(TextLanguage::En))
}
