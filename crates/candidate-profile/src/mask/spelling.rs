//! The usual spellings of a name in Latin letters, in Arabic letters, and from one to the other.

use std::borrow::Cow;

/// The fewest letters of a name that is masked in all its spellings.
pub(super) const LEAST_LETTERS: usize = 3;
/// The most bytes of a word that is compared by its spelling: no name has a part as long, and the time grows with it.
const MOST_BYTES: usize = 64;

/// Letters of a name and how others write them: Ghizlane as Rizlane, Khadija as Hadija or Chadija.
const RESPELLINGS: [(&str, &str); 3] = [("gh", "r"), ("kh", "h"), ("kh", "ch")];

/// Whether a word begins with an Arabic letter.
pub(super) fn is_arabic(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
}

/// A folded word in Latin letters.
pub(super) struct LatinWord<'w> {
    pub(super) folded: Cow<'w, str>,
    /// Absent where it is compared letter by letter alone: in short words, and words of a text that no name begins like.
    pub(super) heard: Option<Heard>,
}

/// How a word sounds: spellings of one name have the same sounds where vowels of one kind, doubled letters, and letters that
/// sound alike don't tell them apart, and the same consonants where all vowels are alike.
pub(super) struct Heard {
    pub(super) sounds: String,
    pub(super) consonants: String,
}

impl LatinWord<'static> {
    /// The ways to write a name.
    pub(super) fn of_name(folded: &str) -> Vec<Self> {
        let respelt = RESPELLINGS.iter().filter(|(letters, _)| folded.contains(letters));
        let respelt = respelt.map(|(letters, others)| folded.replace(letters, others));
        let written: Vec<String> = [folded.to_owned()].into_iter().chain(respelt).collect();
        let bare = written.iter().flat_map(|name| variants(name)).flatten();
        bare.map(|name| Self { heard: Heard::new(name), folded: Cow::Owned(name.to_owned()) }).collect()
    }
}

impl<'w> LatinWord<'w> {
    /// The ways to read a word of a text. `beginnings` are those of the names with which it is compared.
    pub(super) fn of_text(folded: &'w str, beginnings: &[char]) -> [Option<Self>; 3] {
        variants(folded).map(|word| {
            let word = word?;
            let may_be_name = beginning(word).is_some_and(|beginning| beginnings.contains(&beginning));
            Some(Self { heard: may_be_name.then(|| Heard::new(word)).flatten(), folded: Cow::Borrowed(word) })
        })
    }
}

impl Heard {
    fn new(folded: &str) -> Option<Self> {
        if folded.len() <= LEAST_LETTERS || folded.len() > MOST_BYTES {
            return None;
        }
        let sounds = sounds(folded);
        let consonants = sounds.chars().filter(|sound| !is_vowel(*sound)).collect();
        Some(Self { sounds, consonants })
    }
}

pub(super) fn is_vowel(sound: char) -> bool {
    matches!(sound, 'a' | 'i' | 'u')
}

/// The sound with which a word begins; `a` for any vowel. Spellings of one name have the same.
pub(super) fn beginning(word: &str) -> Option<char> {
    let first = match first_sound(word.as_bytes()) {
        Some((sound, _)) => sound.chars().next(),
        None => word.chars().next(),
    };
    first.map(|sound| if is_vowel(sound) { 'a' } else { sound })
}

/// A word in Latin letters, without the article, and without the "servant of" of Abdelhak.
pub(super) fn variants(word: &str) -> [Option<&str>; 3] {
    [Some(word), without_article(word), without_servant(word)]
}

/// A name without its Arabic article, which may have taken the next letter (Ennaji, Echchaoui) or lost its vowel
/// (Lamrani). What follows must be long enough to be a name.
pub(super) fn without_article(folded: &str) -> Option<&str> {
    if is_arabic(folded) {
        return folded.strip_prefix("ال").filter(|rest| rest.chars().count() >= LEAST_LETTERS);
    }
    let start = match folded.as_bytes() {
        [b'e' | b'a', b'l', ..] => 2,
        [b'e' | b'a', b'c', b'h', b'c', b'h', ..] => 3,
        [b'e' | b'a', letter, next, ..] if letter == next && b"dnrstz".contains(letter) => 2,
        [b'l', vowel, ..] if VOWELS.contains(vowel) => 1,
        _ => return None,
    };
    let rest = &folded[start..];
    (rest.chars().count() > LEAST_LETTERS).then_some(rest)
}

/// `rahman` of Abdelrahman, Abdurrahman and Abderrahman.
fn without_servant(folded: &str) -> Option<&str> {
    let rest = folded.strip_prefix("abd")?;
    let rest = rest.trim_start_matches(['a', 'e', 'o', 'u']);
    let rest = match rest.as_bytes() {
        [b'l', ..] => &rest[1..],
        [letter, next, ..] if letter == next && letter.is_ascii() => &rest[1..],
        _ => return None,
    };
    (rest.chars().count() >= LEAST_LETTERS).then_some(rest)
}

/// An Arabic word without what is written together with it: "and", "with", "for", "as" and the article.
pub(super) fn arabic_variants(word: &str) -> Vec<&str> {
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

const VOWELS: &[u8] = b"aeiouy";

/// The sound with which the letters of a word begin: before a vowel, y and w are consonants there.
fn first_sound(letters: &[u8]) -> Option<(&'static str, usize)> {
    match letters {
        [b'y', vowel, ..] if VOWELS.contains(vowel) => Some(("j", 1)),
        [b'w', vowel, ..] if VOWELS.contains(vowel) => Some(("w", 1)),
        [b'o', b'u', vowel, ..] if VOWELS.contains(vowel) => Some(("w", 2)),
        _ => sound_at(letters),
    }
}

/// The sound that letters begin with and the number of these letters, where it isn't the first letter itself.
fn sound_at(letters: &[u8]) -> Option<(&'static str, usize)> {
    Some(match letters {
        [b't' | b's', b'c', b'h', ..] => ("c", 3),
        [b'c' | b's', b'h', ..] => ("c", 2),
        [b'k', b'h', ..] => ("k", 2),
        [b'g', b'h', ..] => ("g", 2),
        [b'd', b'j', ..] => ("j", 2),
        [b'd', b'h', ..] => ("d", 2),
        [b't', b'h', ..] => ("t", 2),
        [b'p', b'h', ..] => ("f", 2),
        [b'c', b'k', ..] | [b'q', b'u', ..] => ("k", 2),
        [b'q' | b'c', ..] => ("k", 1),
        // Two letters before a vowel (Khadija), one elsewhere (Van Dijk).
        [b'i', b'j', vowel, ..] if VOWELS.contains(vowel) => ("i", 1),
        [b'a' | b'e', b'i' | b'y', ..] | [b'i', b'e' | b'j', ..] | [b'e', b'e', ..] => ("i", 2),
        [b'o', b'u' | b'o', ..] | [b'a', b'u', ..] => ("u", 2),
        [b'o' | b'w', ..] => ("u", 1),
        [b'e' | b'y', ..] => ("i", 1),
        [b'x', ..] => ("ks", 1),
        [b'z', ..] => ("s", 1),
        _ => return None,
    })
}

/// A word in Latin letters as its sounds, roughly: a letter for each consonant, and a, i or u for vowels.
fn sounds(word: &str) -> String {
    let mut sounds = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let found = if rest.len() == word.len() { first_sound(rest.as_bytes()) } else { sound_at(rest.as_bytes()) };
        let (sound, length) = found.unwrap_or_else(|| {
            let length = letter.len_utf8();
            (&rest[..length], length)
        });
        rest = &rest[length..];
        if !sounds.ends_with(sound) {
            sounds.push_str(sound);
        }
    }
    // An h at the end isn't heard: Sara, Sarah.
    if sounds.ends_with('h') {
        sounds.pop();
    }
    sounds
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

/// The number of letters of a word in Arabic letters that are consonants in every spelling. A word in Latin letters with fewer
/// consonants isn't one.
pub(super) fn constant_letters(arabic: &str) -> usize {
    arabic.chars().filter(|letter| !matches!(letter, 'ا' | 'ع' | 'ه' | 'ح' | 'ي' | 'و' | 'ل')).count()
}

/// The number of consonants of a word in Latin letters.
pub(super) fn consonant_count(latin: &str) -> usize {
    latin.bytes().filter(|letter| !VOWELS.contains(letter)).count()
}

/// Whether a word in Latin letters spells a word in Arabic letters, both folded.
pub(super) fn is_spelt(arabic: &str, latin: &str) -> bool {
    if !latin.is_ascii() || arabic.len() > MOST_BYTES || latin.len() > MOST_BYTES {
        return false;
    }
    // Most words begin otherwise, and need no more.
    let begins = |letter: char| letter == 'ل' || renderings(letter).iter().any(|letters| latin.starts_with(letters));
    if !latin.as_bytes().first().is_some_and(|letter| VOWELS.contains(letter))
        && !arabic.chars().next().is_some_and(begins)
    {
        return false;
    }
    let arabic: Vec<char> = arabic.chars().collect();
    let tried = vec![false; (arabic.len() + 1) * (latin.len() + 1)];
    Spelling { arabic, latin: latin.as_bytes(), tried }.is_from(0, 0)
}

/// A comparison of a word in Arabic letters with one in Latin letters.
struct Spelling<'w> {
    arabic: Vec<char>,
    latin: &'w [u8],
    /// For each letter of both, whether the rests from there on were compared: many ways lead to the same rests, which
    /// are compared once.
    tried: Vec<bool>,
}

impl Spelling<'_> {
    /// Whether the Latin letters from `from` on spell the Arabic ones from `at` on.
    fn is_from(&mut self, at: usize, from: usize) -> bool {
        let rest = &self.latin[from..];
        let Some(letter) = self.arabic.get(at).copied() else {
            // Arabic doesn't write short vowels at the end, nor the h of Sarah.
            return rest.iter().all(|letter| b"aeiouyh".contains(letter)) && rest.len() <= 2;
        };
        if std::mem::replace(&mut self.tried[at * (self.latin.len() + 1) + from], true) {
            return false;
        }
        let next = self.arabic.get(at + 1);
        // The last ya may be an alif maqsura: Moussa.
        let ends_in_a = letter == 'ي' && next.is_none() && rest == b"a";
        let is_assimilated = letter == 'ل' && next.is_some_and(|next| SUN_LETTERS.contains(*next));
        // Short vowels and doubled consonants aren't written in Arabic.
        let is_unwritten =
            rest.first().is_some_and(|letter| VOWELS.contains(letter) || from > 0 && self.latin[from - 1] == *letter);
        let lengths = renderings(letter).iter().filter(|letters| rest.starts_with(letters.as_bytes()));
        ends_in_a
            || lengths.map(|letters| letters.len()).any(|length| self.is_from(at + 1, from + length))
            || is_assimilated && self.is_from(at + 1, from)
            || is_unwritten && self.is_from(at, from + 1)
    }
}
