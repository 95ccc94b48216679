//! Free text of a person as others may read it: with a mark in place of whatever names or reaches the person.
//!
//! Masked are the person's names, in Latin and Arabic script and in their usual spellings; e-mail addresses, phone numbers,
//! links and accounts of social media. A name of somebody else stays. A word that is only like the name is masked too:
//! a sentence with a gap does less harm than a name.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::personal_data::PersonalData;

/// The mark in place of what was masked, the same in all languages.
pub const MASK: &str = "▮▮▮";

/// The version of the mask. It changes whenever a text could be masked differently, so that indexes are built again.
pub const MASK_VERSION: &str = "1";

/// The fewest letters of a name that is masked by itself.
const LEAST_LETTERS: usize = 3;
/// The most words that one name is written as, and the most names that are written as one word.
const MOST_WORDS: usize = 3;

/// Parts of names that are words of a language too. In lower case they are masked only beside another name.
const PARTICLES: [&str; 26] = [
    "ait", "abd", "abi", "abou", "abu", "ben", "bel", "bent", "bin", "bint", "bou", "das", "den", "der", "des",
    "dos", "las", "les", "oum", "ould", "ter", "the", "van", "ver", "vande", "vanden",
];
/// The same in Arabic script, folded.
const ARABIC_PARTICLES: [&str; 9] = ["بن", "ابن", "بنت", "ابو", "ابي", "ام", "عبد", "ايت", "بو"];
/// Arabic prepositions that are spelt as names are.
const PREPOSITIONS: [&str; 4] = ["على", "إلى", "الى", "علي\u{670}"];

/// The text with everything masked by which the person could be named or reached. Neighbouring marks are one.
pub fn masked_text(text: &str, person: &PersonalData) -> String {
    let mut spans = addresses(text);
    spans.extend(phone_numbers(text));
    spans.extend(names(text, person));
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    let mut masked = String::with_capacity(text.len());
    let mut kept_from = 0;
    for Range { start, end } in spans {
        if end <= kept_from {
            continue;
        }
        let between = text.get(kept_from..start.max(kept_from)).unwrap_or("");
        let joins = masked.ends_with(MASK) && between.chars().all(joins_names);
        if !joins {
            masked.push_str(between);
            masked.push_str(MASK);
        }
        kept_from = end;
    }
    masked.push_str(&text[kept_from..]);
    masked
}

/// Whether a character may stand between the words of one name.
fn joins_names(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '‐' | '‑' | '–' | '\'' | '’' | '.' | '_')
}

/// A word of a text: letters with their marks.
struct Word<'t> {
    span: Range<usize>,
    written: &'t str,
    folded: String,
}

/// The words of a text. Whatever isn't a letter or a mark of one separates them.
fn words(text: &str) -> Vec<Word<'_>> {
    let is_part = |character: char| character.is_alphabetic() || is_combining_mark(character) || character == 'ـ';
    let mut words = Vec::new();
    let mut start = None;
    for (position, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_part(character)) {
            (None, true) => start = Some(position),
            (Some(from), false) => {
                let written = &text[from..position];
                words.push(Word { span: from..position, written, folded: folded(written) });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// A word in lower case, without accents, vowel marks and tatweel; variants of an Arabic letter are one.
fn folded(word: &str) -> String {
    let mut letters = String::with_capacity(word.len());
    for character in word.nfkd().filter(|character| !is_combining_mark(*character) && *character != 'ـ') {
        match character {
            'أ' | 'إ' | 'آ' | 'ٱ' => letters.push('ا'),
            'ى' | 'ی' | 'ئ' | 'ې' => letters.push('ي'),
            'ک' | 'ڪ' => letters.push('ك'),
            'ة' | 'ہ' | 'ھ' => letters.push('ه'),
            'ؤ' => letters.push('و'),
            'ء' => {}
            'œ' | 'Œ' => letters.push_str("oe"),
            'æ' | 'Æ' => letters.push_str("ae"),
            'ß' => letters.push_str("ss"),
            'ø' | 'Ø' => letters.push('o'),
            'ı' | 'İ' => letters.push('i'),
            'ł' | 'Ł' => letters.push('l'),
            'đ' | 'Đ' => letters.push('d'),
            character => letters.extend(character.to_lowercase()),
        }
    }
    letters
}

fn is_arabic(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
}

/// One way in which a name may be written: a part, or neighbouring parts as one word.
struct Name {
    folded: String,
    /// Without the article, where it has one.
    without_article: Option<String>,
    /// Both in Latin letters, with their sounds; empty where it is Arabic.
    latin: Vec<LatinWord<'static>>,
    is_arabic: bool,
    is_particle: bool,
}

impl Name {
    fn new(folded: String) -> Self {
        let is_arabic = is_arabic(&folded);
        let particles: &[&str] = if is_arabic { &ARABIC_PARTICLES } else { &PARTICLES };
        let is_particle = particles.contains(&folded.as_str());
        let without_article = without_article(&folded).map(str::to_owned);
        let written = [Some(&folded), without_article.as_ref()].into_iter().flatten().filter(|_| !is_arabic);
        let latin = written.map(|written| LatinWord::new(Cow::Owned(written.clone()))).collect();
        Self { folded, without_article, latin, is_arabic, is_particle }
    }
}

/// A folded word in Latin letters with its sounds, which are worked out once: each word of a text is compared with every
/// way to write the name.
struct LatinWord<'w> {
    folded: Cow<'w, str>,
    sounds: String,
    consonants: String,
}

impl<'w> LatinWord<'w> {
    fn new(folded: Cow<'w, str>) -> Self {
        // Short words are compared letter by letter alone.
        let sounds = if folded.len() > LEAST_LETTERS { sounds(&folded) } else { String::new() };
        let consonants = sounds.chars().filter(|sound| !"aiu".contains(*sound)).collect();
        Self { folded, sounds, consonants }
    }

    /// A word of a text, as it is and without the article.
    fn variants(word: &'w str) -> Vec<Self> {
        let written = [Some(word), without_article(word)].into_iter().flatten();
        written.map(|written| Self::new(Cow::Borrowed(written))).collect()
    }
}

/// A name without its Arabic article: what follows must be long enough to be a name.
fn without_article(folded: &str) -> Option<&str> {
    if is_arabic(folded) {
        return folded.strip_prefix("ال").filter(|rest| rest.chars().count() >= LEAST_LETTERS);
    }
    let rest = folded.strip_prefix("el").or_else(|| folded.strip_prefix("al"))?;
    (rest.chars().count() > LEAST_LETTERS).then_some(rest)
}

/// The ways in which the names of a person are written.
fn written_names(person: &PersonalData) -> Vec<Name> {
    let full = person.name.as_deref().unwrap_or("");
    let local_part = person.email.as_deref().and_then(|email| email.split('@').next()).unwrap_or("");
    let parts = words(full);
    let mut all: Vec<String> = Vec::new();
    for first in 0..parts.len() {
        for count in 1..=MOST_WORDS.min(parts.len() - first) {
            let joined: String = parts[first..first + count].iter().map(|part| part.folded.as_str()).collect();
            all.push(joined);
        }
    }
    all.extend(words(local_part).into_iter().map(|word| word.folded).filter(|word| word.len() > LEAST_LETTERS));
    all.retain(|name| name.chars().count() >= LEAST_LETTERS);
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(Name::new).collect()
}

/// Where the names of a person stand in a text.
fn names(text: &str, person: &PersonalData) -> Vec<Range<usize>> {
    let written = written_names(person);
    if written.is_empty() {
        return Vec::new();
    }
    let words = words(text);
    let mut is_name = vec![false; words.len()];
    let mut alone: Vec<bool> = vec![false; words.len()];
    for first in 0..words.len() {
        let mut joined = String::new();
        for count in 1..=MOST_WORDS.min(words.len() - first) {
            let last = first + count - 1;
            if count > 1 && !text[words[last - 1].span.end..words[last].span.start].chars().all(joins_names) {
                break;
            }
            joined.push_str(&words[last].folded);
            let is_capitalised = words[first].written.chars().next().is_some_and(char::is_uppercase);
            let latin = if is_arabic(&joined) { Vec::new() } else { LatinWord::variants(&joined) };
            for name in &written {
                if !is_alike(&joined, &latin, words[first].written, is_capitalised, name) {
                    continue;
                }
                if count == 1 && name.is_particle && !is_capitalised {
                    alone[first] = true;
                } else {
                    is_name[first..=last].fill(true);
                }
            }
        }
    }
    // Particles, short parts and initials beside a name belong to it.
    let parts: Vec<String> =
        person.name.as_deref().map(self::words).unwrap_or_default().into_iter().map(|part| part.folded).collect();
    let belongs = |position: usize| {
        let word = &words[position].folded;
        alone[position]
            || parts.contains(word)
            || matches!(word.as_str(), "el" | "al" | "ال" | "بن")
            || (word.chars().count() == 1 && parts.iter().any(|part| part.starts_with(word.as_str())))
    };
    let joined = |one: usize, next: usize| text[words[one].span.end..words[next].span.start].chars().all(joins_names);
    for position in 1..words.len() {
        is_name[position] |= is_name[position - 1] && belongs(position) && joined(position - 1, position);
    }
    for position in (1..words.len()).rev() {
        is_name[position - 1] |= is_name[position] && belongs(position - 1) && joined(position - 1, position);
    }
    let named = words.into_iter().zip(is_name).filter(|(_, is_name)| *is_name);
    named.map(|(word, _)| word.span).collect()
}

/// Whether a word is a name in one of its usual spellings. `latin` are the variants of a word in Latin letters.
fn is_alike(word: &str, latin: &[LatinWord<'_>], written: &str, is_capitalised: bool, name: &Name) -> bool {
    if word == name.folded {
        return !PREPOSITIONS.contains(&written) || !name.is_arabic;
    }
    if PREPOSITIONS.contains(&written) {
        return false;
    }
    let of_name = [Some(name.folded.as_str()), name.without_article.as_deref()];
    let of_name = || of_name.into_iter().flatten();
    if is_arabic(word) {
        return arabic_variants(word).iter().any(|word| {
            of_name().any(|name_written| {
                if name.is_arabic {
                    *word == name_written
                } else {
                    word.chars().count() >= LEAST_LETTERS && is_spelt(word, name_written)
                }
            })
        });
    }
    if name.is_arabic {
        return of_name().filter(|name| name.chars().count() >= LEAST_LETTERS).any(|name| {
            latin.iter().any(|word| word.folded.chars().count() >= LEAST_LETTERS && is_spelt(name, &word.folded))
        });
    }
    latin.iter().any(|word| name.latin.iter().any(|name| is_latin_variant(word, name, is_capitalised)))
}

/// An Arabic word without what is written together with it: "and", "with", "for", "as" and the article.
fn arabic_variants(word: &str) -> Vec<&str> {
    let mut variants = vec![word];
    let longer = |word: &str| word.chars().count() >= LEAST_LETTERS;
    for prefix in ["و", "ف", "ب", "ل", "ك"] {
        variants.extend(word.strip_prefix(prefix).filter(|rest| longer(rest)));
    }
    for position in 0..variants.len() {
        for prefix in ["ال", "لل"] {
            variants.extend(variants[position].strip_prefix(prefix).filter(|rest| longer(rest)));
        }
    }
    variants
}

/// Whether two words in Latin letters are spellings of one name: vowels of one kind, doubled letters, and letters that
/// sound alike don't tell them apart. A word that begins in upper case is a name more likely, so that all vowels are alike.
fn is_latin_variant(word: &LatinWord<'_>, name: &LatinWord<'_>, is_capitalised: bool) -> bool {
    if word.folded == name.folded {
        return true;
    }
    if word.folded.len() <= LEAST_LETTERS || name.folded.len() <= LEAST_LETTERS {
        return false;
    }
    if word.sounds == name.sounds {
        return true;
    }
    let begins_alike = word.sounds.starts_with(['a', 'i', 'u']) == name.sounds.starts_with(['a', 'i', 'u']);
    is_capitalised
        && word.consonants.chars().count() >= LEAST_LETTERS
        && word.consonants == name.consonants
        && begins_alike
}

/// A word in Latin letters as its sounds, roughly: a letter for each consonant, and a, i or u for vowels.
fn sounds(word: &str) -> String {
    const SOUNDS: [(&str, &str); 29] = [
        ("tch", "c"),
        ("sch", "c"),
        ("ch", "c"),
        ("sh", "c"),
        ("kh", "x"),
        ("gh", "g"),
        ("dj", "j"),
        ("dh", "d"),
        ("th", "t"),
        ("ph", "f"),
        ("ck", "k"),
        ("qu", "k"),
        ("q", "k"),
        ("c", "k"),
        ("ai", "i"),
        ("ay", "i"),
        ("ei", "i"),
        ("ey", "i"),
        ("ie", "i"),
        ("ij", "i"),
        ("ee", "i"),
        ("ou", "u"),
        ("oo", "u"),
        ("au", "u"),
        ("o", "u"),
        ("w", "u"),
        ("e", "i"),
        ("y", "i"),
        ("x", "ks"),
    ];
    let mut sounds = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        // The first letter is compared first: a text has many words, and few letters begin a sound of their own.
        let begins =
            |letters: &str| letters.as_bytes().first() == rest.as_bytes().first() && rest.starts_with(letters);
        let found = SOUNDS.iter().find(|(letters, _)| begins(letters));
        let sound = match found {
            Some((letters, sound)) => {
                rest = &rest[letters.len()..];
                *sound
            }
            None => {
                let (sound, after) = rest.split_at(letter.len_utf8());
                rest = after;
                sound
            }
        };
        if !sounds.ends_with(sound) {
            sounds.push_str(sound);
        }
    }
    // An h at the end isn't heard: Sara, Sarah.
    sounds.strip_suffix('h').map(str::to_owned).unwrap_or(sounds)
}

/// The ways in which Latin letters render an Arabic one; an empty one where it may be left out.
fn renderings(letter: char) -> &'static [&'static str] {
    match letter {
        'ا' => &["aa", "a", "e", "i", "o", "u", ""],
        'ب' | 'پ' => &["b", "p"],
        'ت' | 'ط' => &["t"],
        'ث' => &["th", "t", "s"],
        'ج' => &["dj", "dg", "j", "g"],
        'ح' => &["h", ""],
        'خ' => &["kh", "ch", "x", "h", "k"],
        'د' => &["d"],
        'ذ' => &["dh", "th", "d", "z"],
        'ر' => &["r"],
        'ز' => &["z"],
        'س' | 'ص' => &["s", "c"],
        'ش' => &["sch", "ch", "sh", "c"],
        'ض' | 'ظ' => &["dh", "d", "z"],
        'ع' => &["a", "e", "i", "o", "u", ""],
        'غ' => &["gh", "rh", "g", "r"],
        'ف' | 'ڤ' => &["ph", "f", "v"],
        'ق' => &["kh", "k", "q", "c", "g"],
        'ك' | 'گ' | 'ڭ' => &["k", "q", "c", "g"],
        'چ' => &["tch", "ch"],
        'ل' => &["l"],
        'م' => &["m"],
        'ن' => &["n"],
        'ه' => &["h", "a", "e", ""],
        'و' => &["ou", "oo", "w", "u", "o", "v"],
        'ي' => &["y", "i", "e", "j"],
        _ => &[],
    }
}

/// The consonants with which the article's l is spoken, so that it may be written as the consonant or not at all.
const SUN_LETTERS: &str = "تثدذرزسشصضطظلن";

/// Whether a word in Latin letters spells a word in Arabic letters, both folded.
fn is_spelt(arabic: &str, latin: &str) -> bool {
    let arabic: Vec<char> = arabic.chars().collect();
    latin.is_ascii() && spells_from(&arabic, 0, latin.as_bytes(), 0)
}

fn spells_from(arabic: &[char], at: usize, latin: &[u8], from: usize) -> bool {
    let rest = &latin[from..];
    let Some(letter) = arabic.get(at) else {
        // Arabic doesn't write short vowels at the end, nor the h of Sarah.
        return rest.iter().all(|letter| b"aeiouyh".contains(letter)) && rest.len() <= 2;
    };
    let spelt = renderings(*letter).iter().any(|letters| {
        rest.starts_with(letters.as_bytes()) && spells_from(arabic, at + 1, latin, from + letters.len())
    });
    let is_last = at + 1 == arabic.len();
    // The last ya may be an alif maqsura: Moussa.
    let ends_in_a = *letter == 'ي' && is_last && rest == b"a";
    let is_assimilated = *letter == 'ل'
        && arabic.get(at + 1).is_some_and(|next| SUN_LETTERS.contains(*next))
        && spells_from(arabic, at + 1, latin, from);
    // Short vowels and doubled consonants aren't written in Arabic.
    let unwritten =
        rest.first().is_some_and(|letter| b"aeiouy".contains(letter) || from > 0 && latin[from - 1] == *letter)
            && spells_from(arabic, at, latin, from + 1);
    spelt || ends_in_a || is_assimilated || unwritten
}

/// Names of services whose accounts are given as "insta: name".
const SERVICES: [&str; 17] = [
    "instagram",
    "insta",
    "ig",
    "facebook",
    "fb",
    "messenger",
    "telegram",
    "whatsapp",
    "snapchat",
    "snap",
    "skype",
    "linkedin",
    "tiktok",
    "twitter",
    "واتساب",
    "انستغرام",
    "فيسبوك",
];
/// Ways to write the sign of e-mail addresses. The last one is a word too, and counts by itself alone.
const AT_SIGNS: [&str; 6] = ["@", "＠", "(at)", "[at]", "{at}", "arobase"];
/// The ends of host names that are written without `https://` or `www.`.
const HOST_ENDS: [&str; 22] = [
    "com", "net", "org", "info", "eu", "be", "ma", "fr", "nl", "de", "es", "it", "uk", "io", "me", "app", "link",
    "dev", "site", "online", "page", "brussels",
];

/// Where e-mail addresses, links and accounts stand in a text: among its runs of characters without white space.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let runs: Vec<Range<usize>> = runs(text).collect();
    let lower: Vec<String> = runs.iter().map(|run| text[run.clone()].to_lowercase()).collect();
    let mut masked = vec![false; runs.len()];
    for (position, word) in lower.iter().enumerate() {
        if AT_SIGNS.iter().any(|sign| word == sign) {
            // "name (at) domain"
            masked[position.saturating_sub(1)..(position + 2).min(runs.len())].fill(true);
        } else if AT_SIGNS[..5].iter().any(|sign| word.contains(sign)) || is_link(word) {
            masked[position] = true;
        }
        if let Some(account) = account_named_at(&lower, position) {
            masked[account] = true;
        }
    }
    let masked = runs.into_iter().zip(masked).filter(|(_, masked)| *masked);
    masked.map(|(run, _)| without_punctuation(text, run)).collect()
}

/// The position of the account that is given at a position, as in "insta:name", "insta: name" and "insta : name".
fn account_named_at(lower: &[String], position: usize) -> Option<usize> {
    let is_service = |name: &str| SERVICES.contains(&folded(name).as_str());
    let is_colon = |word: &String| matches!(word.as_str(), ":" | "=");
    let account = match lower[position].split_once([':', '=']) {
        Some((service, account)) if is_service(service) => position + usize::from(account.is_empty()),
        None if is_service(&lower[position]) && lower.get(position + 1).is_some_and(is_colon) => position + 2,
        _ => return None,
    };
    (account < lower.len()).then_some(account)
}

/// The runs of characters that aren't white space.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_whitespace().map(|run| {
        let start = run.as_ptr() as usize - text.as_ptr() as usize;
        start..start + run.len()
    })
}

/// A run without the punctuation of its sentence.
fn without_punctuation(text: &str, run: Range<usize>) -> Range<usize> {
    let written = &text[run.clone()];
    let punctuation = |character: char| "()[]{}<>«»\"“”‘’'.,;:!?،؛؟".contains(character);
    let end = run.start + written.trim_end_matches(punctuation).len();
    let start = run.end - written.trim_start_matches(punctuation).len();
    start.min(end)..end
}

/// Whether a run of characters is a link: with `https://`, `www.`, or a host of a usual end.
fn is_link(lower: &str) -> bool {
    if lower.contains("://") || lower.contains("www.") {
        return true;
    }
    let bare = lower.trim_matches(|character: char| !character.is_alphanumeric() && character != '/');
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or("");
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.chars().all(|character| character.is_ascii_alphanumeric() || character == '-')
    };
    labels.len() > 1 && labels.iter().all(is_label) && labels.last().is_some_and(|end| HOST_ENDS.contains(end))
}

/// A digit of any script as its value.
fn digit(character: char) -> Option<u32> {
    match character {
        '0'..='9' => character.to_digit(10),
        '\u{660}'..='\u{669}' => Some(character as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(character as u32 - 0x6f0),
        '０'..='９' => Some(character as u32 - '０' as u32),
        _ => None,
    }
}

/// The fewest digits of a phone number, with and without the sign of an international one.
const LEAST_DIGITS: usize = 9;
const LEAST_DIGITS_ABROAD: usize = 8;

/// A group of digits in a text.
struct Digits {
    span: Range<usize>,
    number: String,
}

impl Digits {
    fn is_year(&self) -> bool {
        self.number.len() == 4 && (self.number.starts_with("19") || self.number.starts_with("20"))
    }

    fn is_day_or_month(&self) -> bool {
        self.number.len() <= 2
    }
}

/// Where phone numbers stand in a text: digits of any script, with spaces and signs between them. Years and dates are
/// none.
fn phone_numbers(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Digits> = Vec::new();
    for (position, character) in text.char_indices() {
        let Some(value) = digit(character) else { continue };
        let number = char::from_digit(value, 10).unwrap_or('0');
        match groups.last_mut() {
            Some(group) if group.span.end == position => {
                group.span.end = position + character.len_utf8();
                group.number.push(number);
            }
            _ => groups.push(Digits { span: position..position + character.len_utf8(), number: number.to_string() }),
        }
    }
    let between = |one: &Digits, next: &Digits| &text[one.span.end..next.span.start];
    let joins = |one: &Digits, next: &Digits| {
        let between = between(one, next);
        between.chars().count() <= 3
            && between
                .chars()
                .all(|character| character.is_whitespace() || " .-‐‑–/()·\u{200e}\u{200f}".contains(character))
    };
    let mut spans = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        if let Some(count) = date_at(&groups[first..], joins) {
            first += count;
            continue;
        }
        let sign = text[..groups[first].span.start].trim_end_matches(['(', ' ', '\u{200e}', '\u{200f}']);
        let has_plus = sign.ends_with(['+', '＋']);
        let is_abroad = has_plus || groups[first].number.starts_with("00");
        let mut last = first;
        while last + 1 < groups.len() && joins(&groups[last], &groups[last + 1]) {
            let begins_date = date_at(&groups[last + 1..], joins).is_some();
            if begins_date && !is_abroad {
                break;
            }
            last += 1;
        }
        let count: usize = groups[first..=last].iter().map(|group| group.number.len()).sum();
        if count >= LEAST_DIGITS || is_abroad && count >= LEAST_DIGITS_ABROAD {
            let start = if has_plus {
                sign.len() - sign.chars().next_back().map_or(0, char::len_utf8)
            } else {
                groups[first].span.start
            };
            spans.push(start..groups[last].span.end);
        }
        first = last + 1;
    }
    spans
}

/// The number of groups of a date or of a year with which these begin.
fn date_at(groups: &[Digits], joins: impl Fn(&Digits, &Digits) -> bool) -> Option<usize> {
    match groups {
        [one, two, three, ..]
            if joins(one, two)
                && joins(two, three)
                && two.is_day_or_month()
                && (one.is_day_or_month() && three.is_year() || one.is_year() && three.is_day_or_month()) =>
        {
            Some(3)
        }
        [one, two, ..] if joins(one, two) && one.is_day_or_month() && two.is_year() => Some(2),
        [one, ..] if one.is_year() => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> PersonalData {
        PersonalData { name: Some(name.to_owned()), ..PersonalData::default() }
    }

    fn masked(name: &str, text: &str) -> String {
        masked_text(text, &person(name))
    }

    #[test]
    fn names_are_masked_in_all_their_usual_spellings() {
        for written in [
            "Fatima El Amrani",
            "FATIMA EL AMRANI",
            "fatima el amrani",
            "Fatima Elamrani",
            "Fatima El-Amrani",
            "Fatimah Al Amrani",
            "Fatema Al-Amrani",
            "Fâtima El-Âmrani",
            "El Amrani Fatima",
            "F. El Amrani",
            "Fatima",
            "Amrani",
            "فاطمة العمراني",
            "فَاطِمَة العمرانيّ",
            "فاطـــمة عمراني",
            "ﻓﺎﻃﻤﺔ",
            "Fatima-Elamrani",
        ] {
            let text = format!("Je suis {written}, infirmière.");
            assert_eq!(masked("Fatima El Amrani", &text), format!("Je suis {MASK}, infirmière."), "{written}");
        }
        for (name, written) in [
            ("Fatima Elamrani", "Fatima El Amrani"),
            ("Omar Ben Ali", "Omar Benali"),
            ("Omar Benali", "Omar Ben Ali"),
            ("Mohamed Aït Lahcen", "Mohammed Ait-Lahcen"),
            ("Muhammad Alaoui", "Mohamed El Alaoui"),
            ("Youssef Idrissi", "Yusuf Idrisi"),
            ("Khadija Bouazza", "خديجة بوعزة"),
            ("Abderrahim Tahiri", "عبد الرحيم الطاهري"),
            ("يوسف بن علي", "Youssef Ben Ali"),
            ("فاطمة الزهراء العلوي", "فاطمه الزهراء العلوى"),
            ("كريم", "ڪريم"),
            ("Zoë D'Haene", "Zoe D’Haene"),
            ("Aïcha Moussa", "عائشة موسى"),
            ("Jan Van den Berghe", "Jan Vandenberghe"),
            ("Jean-Pierre Dupont", "Jean Pierre Dupont"),
            ("Anas Benjelloun", "Benjelloun"),
        ] {
            assert_eq!(masked(name, &format!("– {written} –")), format!("– {MASK} –"), "{name}: {written}");
        }
        assert_eq!(masked("فاطمة العمراني", "تعمل وفاطمة بالمستشفى"), format!("تعمل {MASK} بالمستشفى"));
    }

    #[test]
    fn ordinary_words_stay() {
        for (name, text) in [
            ("Omar Ben Ali", "Ik ben verpleegkundige en werk met ouderen."),
            ("Fatima El Amrani", "J'ai travaillé au bloc opératoire et en gériatrie; el Hospital."),
            ("Ali Benali", "عملت في المستشفى وأشرفت على المرضى من 2015 إلى 2019"),
            ("Sara Moussaoui", "Je serai disponible; ce sera un plaisir."),
            ("Lien De Smet", "Verpleegkundige de nuit, des soins."),
            ("Youssef Amine", "Soins intensifs, menu et moyens."),
        ] {
            assert_eq!(masked(name, text), text);
        }
        assert_eq!(masked_text("Infirmière à Rabat.", &PersonalData::default()), "Infirmière à Rabat.");
        // A name that is an ordinary word too is a name.
        assert_eq!(masked("Claire Dubois", "une voix claire"), format!("une voix {MASK}"));
    }

    #[test]
    fn addresses_and_accounts_are_masked() {
        for written in [
            "fatima.a@example.ma",
            "mailto:fatima@example.be",
            "fatima (at) example.ma",
            "https://example.org/cv/17",
            "www.example.ma/fa",
            "linkedin.com/in/f-a-17",
            "wa.me/212600000000",
            "@fa_nurse",
            "insta: fa.nurse17",
            "Instagram : fa_17",
            "fb:fa17",
        ] {
            let masked = masked_text(&format!("Bel of mail {written} graag."), &PersonalData::default());
            assert!(masked.contains(MASK) && masked.ends_with("graag."), "{masked}");
            for hidden in ["fatima", "fa_", "fa.", "fa17", "f-a", "/17", "2126", "example"] {
                assert!(!masked.contains(hidden), "{written}: {masked}");
            }
        }
        let text = "Thuiszorg.Ik werk in B.V. De Linde, 3.5 jaar, bv. nachten.";
        assert_eq!(masked_text(text, &PersonalData::default()), text);
    }

    #[test]
    fn phone_numbers_are_masked_and_years_are_not() {
        for written in [
            "0612345678",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "06-12-34-56-78",
            "+212 6 12 34 56 78",
            "+212612345678",
            "00212612345678",
            "(+212) 612-345-678",
            "+32 (0)470 12 34 56",
            "0470/12.34.56",
            "02 123 45 67",
            "٠٦١٢٣٤٥٦٧٨",
            "٠٦ ١٢ ٣٤ ٥٦ ٧٨",
            "+٢١٢٦١٢٣٤٥٦٧٨",
            "۰۶۱۲۳۴۵۶۷۸",
        ] {
            let masked = masked_text(&format!("Tel {written} svp."), &PersonalData::default());
            let digits = masked.chars().filter(|character| digit(*character).is_some()).count();
            assert_eq!((digits, masked.contains(MASK)), (0, true), "{written}: {masked}");
        }
        for text in [
            "De 2015 à 2019, puis 2019-2021.",
            "01/09/2019 - 30/06/2021",
            "2019-09-01",
            "09/2019 – 06/2021, 38 uur, 12 mois",
            "3350 euro, 12 000 patiënten",
            "24/7, 2 x 12 u",
        ] {
            assert_eq!(masked_text(text, &PersonalData::default()), text);
        }
    }
}
