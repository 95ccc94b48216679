//! Search for phrases in adverts that suggest titles, settings, specialisms, languages and shifts.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};
use reference_data::{Catalogue, Corridor, Profession, ReferenceData};
use vocabulary::{Code, LanguageCode, Level, Millionths, TextLanguage};

use crate::folded_text::{FoldedText, folded_phrase};
use employer::{AdvertPart, LanguageRequirement, Suggested, Suggestion};

/// Finds the phrases of the reference data in a text in one pass, preferring the longest.
pub(crate) struct PhraseMatcher {
    automaton: Option<AhoCorasick>,
    meanings: Vec<Vec<Meaning>>,
    /// Dutch words for titles that can be the last part of a compound.
    compound_heads: Vec<(String, Code)>,
    /// Words beside which `A1` or `A2` is a diploma and no level of a language.
    diploma_words: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Meaning {
    suggested: Suggested,
    source: Source,
    /// Whether the phrase has two letters, such as `OK` and `IC`, and matches only in capitals.
    is_capitalised: bool,
}

/// The source of a phrase. The configuration takes precedence over ESCO, which labels *basisverpleegkundige* as a
/// general nurse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Configuration,
    Esco,
}

/// The confidence of suggestions, in thousandths. The values are chosen, not measured.
mod confidence {
    pub(super) const TITLE_CONFIGURATION: u32 = 900;
    pub(super) const TITLE_ESCO: u32 = 700;
    pub(super) const TITLE_COMPOUND: u32 = 600;
    pub(super) const EMPLOYER: u32 = 600;
    pub(super) const DESCRIPTION_CONFIGURATION: u32 = 400;
    pub(super) const DESCRIPTION_ESCO: u32 = 250;
    /// Added for phrases that occur three times or more.
    pub(super) const REPEATED: u32 = 150;
    pub(super) const LANGUAGE: u32 = 700;
}

/// The maximum number of suggestions for one column.
const MAX_PER_COLUMN: usize = 4;

/// The maximum length of a phrase, in words.
const MAX_PHRASE_LENGTH: usize = 10;

/// Creates the suggestion for a code of a catalogue.
type ToSuggested = fn(Code) -> Suggested;

/// One suggested value, with the words that give it the highest confidence.
struct PhraseMatch<'t> {
    suggested: Suggested,
    words: &'t str,
    location: AdvertPart,
    thousandths: u32,
    occurrences: u32,
}

impl PhraseMatcher {
    pub(crate) fn new(reference: &ReferenceData, corridor: &Corridor) -> Self {
        let titles = corridor.titles().cloned().collect();
        let mut builder = PhraseMatcherBuilder { titles, ..PhraseMatcherBuilder::default() };
        for concept in reference.concepts() {
            let suggestions = [
                concept.setting.clone().map(Suggested::Setting),
                concept.specialism.clone().map(Suggested::Specialisms),
                concept.shift.map(Suggested::Shifts),
            ];
            for (written, title) in TextLanguage::ALL.iter().flat_map(|language| concept.stated(*language)) {
                // A phrase without a suggestion is added too, so that shorter phrases don't match within it: an
                // *infirmier auxiliaire* isn't an *infirmier*.
                builder.position(written);
                let title = title.cloned().map(Suggested::Title);
                for suggested in suggestions.iter().cloned().chain([title]).flatten() {
                    builder.add(written, &suggested, Source::Configuration);
                }
            }
        }
        // A concept lists all meanings of its phrases. Labels and ESCO only add phrases that no concept has.
        builder.finish_phrases();
        let catalogues: [(&Catalogue, ToSuggested); 3] = [
            (reference.titles(), Suggested::Title),
            (reference.settings(), Suggested::Setting),
            (reference.specialisms(), Suggested::Specialisms),
        ];
        for (catalogue, column) in catalogues {
            for entry in catalogue.entries() {
                for language in TextLanguage::ALL {
                    builder.add(entry.label.get(*language), &column(entry.code.clone()), Source::Configuration);
                }
            }
        }
        builder.finish_phrases();
        for (catalogue, column) in catalogues {
            for entry in catalogue.entries() {
                let Some(known) = entry.esco.as_deref().and_then(|uri| reference.esco().find(uri)) else { continue };
                for written in TextLanguage::ALL.iter().flat_map(|language| known.labels(*language)) {
                    builder.add(written, &column(entry.code.clone()), Source::Esco);
                }
            }
        }
        let mut heads = compound_heads(reference);
        heads.retain(|(_, title)| builder.titles.contains(title));
        let is_own =
            |profession: &&Profession| corridor.professions.iter().any(|own| own.profession == profession.code);
        let own = reference.professions().iter().filter(is_own);
        builder.build(heads, own.flat_map(|profession| profession.diploma_words.iter().cloned()).collect())
    }

    /// Returns the suggestions of an advert by column, in descending order of confidence.
    pub(crate) fn suggest(&self, title: &str, description: &str, employer: &str) -> Vec<Suggestion> {
        let (title, description, employer) =
            (FoldedText::new(title), FoldedText::new(description), FoldedText::new(employer));
        let mut found: Vec<PhraseMatch<'_>> = Vec::new();
        self.find(&title, AdvertPart::Title, &mut found);
        if !found.iter().any(|found| matches!(found.suggested, Suggested::Title(_))) {
            self.find_compounds(&title, &mut found);
        }
        // The name of an employer can contain its kind of setting; a title in it isn't the title of the vacancy.
        let mut in_name = Vec::new();
        self.find(&employer, AdvertPart::Description, &mut in_name);
        in_name.retain(|found| matches!(found.suggested, Suggested::Setting(_)));
        in_name.iter_mut().for_each(|found| found.thousandths = confidence::EMPLOYER);
        in_name.into_iter().for_each(|one| add(&mut found, one));
        let has_title = found.iter().any(|found| matches!(found.suggested, Suggested::Title(_)));
        let mut in_description = Vec::new();
        self.find(&description, AdvertPart::Description, &mut in_description);
        // A description also mentions the titles of colleagues, so they count only when the advert's title has none.
        in_description.retain(|found| !has_title || !matches!(found.suggested, Suggested::Title(_)));
        in_description.into_iter().for_each(|one| add(&mut found, one));
        for (text, location) in [(&title, AdvertPart::Title), (&description, AdvertPart::Description)] {
            find_languages(text, location, &self.diploma_words, &mut found);
        }
        into_suggestions(found)
    }

    fn find<'t>(&self, text: &FoldedText<'t>, location: AdvertPart, found: &mut Vec<PhraseMatch<'t>>) {
        let Some(automaton) = &self.automaton else { return };
        for hit in automaton.find_iter(text.joined()) {
            let words = text.original(hit.start(), hit.end());
            for meaning in self.meanings.get(hit.pattern().as_usize()).into_iter().flatten() {
                if meaning.is_capitalised && words.chars().any(char::is_lowercase) {
                    continue;
                }
                let thousandths = match (location, meaning.source) {
                    (AdvertPart::Title, Source::Configuration) => confidence::TITLE_CONFIGURATION,
                    (AdvertPart::Title, Source::Esco) => confidence::TITLE_ESCO,
                    (_, Source::Configuration) => confidence::DESCRIPTION_CONFIGURATION,
                    (_, Source::Esco) => confidence::DESCRIPTION_ESCO,
                };
                let suggested = meaning.suggested.clone();
                add(found, PhraseMatch { suggested, words, location, thousandths, occurrences: 1 });
            }
        }
    }

    /// Finds titles in Dutch compounds, where the last part determines the meaning: *thuisverpleegkundige*. Students and
    /// assistants don't have the title.
    fn find_compounds<'t>(&self, text: &FoldedText<'t>, found: &mut Vec<PhraseMatch<'t>>) {
        const EXCLUDED_PREFIXES: &[&str] =
            &["student", "leerling", "hulp", "stagiair", "kandidaat", "assistent", "dieren"];
        for index in 0..text.word_count() {
            let word = text.word(index);
            let before = index.checked_sub(1).map_or("", |before| text.word(before));
            if EXCLUDED_PREFIXES.iter().any(|start| word.starts_with(start) || before.starts_with(start)) {
                continue;
            }
            let head =
                self.compound_heads.iter().find(|(head, _)| word.len() > head.len() && word.ends_with(head.as_str()));
            if let Some((_, code)) = head {
                let suggested = Suggested::Title(code.clone());
                let words = text.original_words(index, index);
                let thousandths = confidence::TITLE_COMPOUND;
                let location = AdvertPart::Title;
                add(found, PhraseMatch { suggested, words, location, thousandths, occurrences: 1 });
            }
        }
    }
}

/// Returns single Dutch words of eight bytes or more that are titles on their own, with their plurals, longest first.
fn compound_heads(reference: &ReferenceData) -> Vec<(String, Code)> {
    let mut heads = Vec::new();
    for concept in reference.concepts() {
        let Some(title) = &concept.title else { continue };
        if concept.specialism.is_some() || concept.setting.is_some() {
            continue;
        }
        for written in concept.phrases(TextLanguage::Nl) {
            let joined = folded_phrase(written);
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

/// Collects phrases with their meanings.
#[derive(Default)]
struct PhraseMatcherBuilder {
    positions: HashMap<String, usize>,
    patterns: Vec<String>,
    meanings: Vec<Vec<Meaning>>,
    /// The number of phrases to which no more meanings are added.
    finished: usize,
    /// The titles that may be suggested: those of the corridor.
    titles: Vec<Code>,
}

impl PhraseMatcherBuilder {
    /// Returns the position of a phrase, which is added if needed; `None` when it is too short or too long.
    fn position(&mut self, written: &str) -> Option<usize> {
        let joined = folded_phrase(written);
        let count = joined.split_whitespace().count();
        if count > MAX_PHRASE_LENGTH || joined.trim().chars().count() < 2 {
            return None;
        }
        let next = self.patterns.len();
        let position = *self.positions.entry(joined).or_insert_with_key(|joined| {
            self.patterns.push(joined.clone());
            self.meanings.push(Vec::new());
            next
        });
        Some(position)
    }

    fn add(&mut self, written: &str, suggested: &Suggested, source: Source) {
        let Some(position) = self.position(written).filter(|position| *position >= self.finished) else { return };
        if matches!(suggested, Suggested::Title(title) if !self.titles.contains(title)) {
            return;
        }
        let is_capitalised = self.patterns[position].trim().len() <= 2;
        let meaning = Meaning { suggested: suggested.clone(), source, is_capitalised };
        if !self.meanings[position].contains(&meaning) {
            self.meanings[position].push(meaning);
        }
    }

    /// Stops adding meanings to the phrases that were added so far.
    fn finish_phrases(&mut self) {
        self.finished = self.patterns.len();
    }

    fn build(self, compound_heads: Vec<(String, Code)>, diploma_words: Vec<String>) -> PhraseMatcher {
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&self.patterns);
        // Building fails only with billions of patterns; without an automaton there are no suggestions.
        PhraseMatcher { automaton: automaton.ok(), meanings: self.meanings, compound_heads, diploma_words }
    }
}

/// Adds a match, or merges it with an earlier one of the same value.
fn add<'t>(all: &mut Vec<PhraseMatch<'t>>, found: PhraseMatch<'t>) {
    match all.iter_mut().find(|other| other.suggested == found.suggested) {
        Some(other) => {
            other.occurrences += found.occurrences;
            if other.thousandths < found.thousandths {
                (other.thousandths, other.words, other.location) = (found.thousandths, found.words, found.location);
            }
        }
        None => all.push(found),
    }
}

/// Finds required languages. A level of the CEFR belongs to the nearest language, at most six words away; of several
/// levels of a language the lowest is used.
fn find_languages<'t>(
    text: &FoldedText<'t>,
    location: AdvertPart,
    diploma_words: &[String],
    found: &mut Vec<PhraseMatch<'t>>,
) {
    const MAX_DISTANCE: usize = 6;
    let named: Vec<(usize, LanguageCode)> =
        (0..text.word_count()).filter_map(|index| Some((index, language(text.word(index))?))).collect();
    if named.is_empty() {
        return;
    }
    let mut required: Vec<(LanguageCode, Level, &'t str)> = Vec::new();
    for index in 0..text.word_count() {
        let word = text.word(index);
        if word.len() != 2 {
            continue;
        }
        let Ok(level) = word.to_ascii_uppercase().parse::<Level>() else { continue };
        let mut neighbours = [index.wrapping_sub(1), index + 1].into_iter().map(|neighbour| text.word(neighbour));
        if neighbours.any(|neighbour| diploma_words.iter().any(|word| word == neighbour)) {
            continue;
        }
        // On a tie, the language before the level.
        let distance = |at: usize| (at.abs_diff(index), at > index);
        let nearest = named.iter().min_by_key(|(at, _)| distance(*at));
        let Some((at, code)) = nearest.filter(|(at, _)| at.abs_diff(index) <= MAX_DISTANCE) else { continue };
        let written = text.original_words((*at).min(index), (*at).max(index));
        match required.iter_mut().find(|(other, _, _)| other == code) {
            Some((_, lowest, words)) if level < *lowest => (*lowest, *words) = (level, written),
            Some(_) => {}
            None => required.push((*code, level, written)),
        }
    }
    for (code, level, written) in required {
        let is_same_language = |found: &PhraseMatch<'_>| match &found.suggested {
            Suggested::Languages(requirement) => requirement.code() == code.as_str(),
            _ => false,
        };
        if !found.iter().any(is_same_language) {
            let suggested = Suggested::Languages(LanguageRequirement::of(code, level));
            let thousandths = confidence::LANGUAGE;
            found.push(PhraseMatch { suggested, words: written, location, thousandths, occurrences: 1 });
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

/// Returns the suggestions by column, in descending order of confidence; on a tie the more frequent, then the first in
/// the advert.
fn into_suggestions(found: Vec<PhraseMatch<'_>>) -> Vec<Suggestion> {
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
        let is_repeated =
            one.location == AdvertPart::Description && one.occurrences >= 3 && one.thousandths < confidence::EMPLOYER;
        one.thousandths += if is_repeated { confidence::REPEATED } else { 0 };
    }
    found.sort_by_key(|one| {
        (column(&one.suggested), std::cmp::Reverse(one.thousandths), std::cmp::Reverse(one.occurrences))
    });
    let mut counts = [0; 6];
    let suggestions = found.into_iter().filter(|one| {
        let count = &mut counts[column(&one.suggested)];
        *count += 1;
        *count <= MAX_PER_COLUMN
    });
    suggestions
        .map(|one| Suggestion {
            suggested: one.suggested,
            words: one.words.chars().take(120).collect(),
            location: one.location,
            confidence: Millionths::new(one.thousandths * 1_000),
        })
        .collect()
}
