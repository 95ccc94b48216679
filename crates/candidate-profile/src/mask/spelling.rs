//! The usual spellings of a name in Latin letters, in Arabic letters, and from one to the other.

use std::borrow::Cow;

/// The fewest letters of a name that is masked by itself.
pub(super) const LEAST_LETTERS: usize = 3;

/// Whether a word begins with an Arabic letter.
pub(super) fn is_arabic(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
}

/// A folded word in Latin letters.
pub(super) struct LatinWord<'w> {
    pub(super) folded: Cow<'w, str>,
    /// Absent where it is compared letter by letter alone: in short words, and words of a text that no name begins like.
    heard: Option<Heard>,
}

/// How a word sounds, worked out once: each word of a text is compared with every way to write the name.
struct Heard {
    sounds: String,
    consonants: String,
}

impl LatinWord<'static> {
    /// A name.
    pub(super) fn of_name(folded: String) -> Self {
        let heard = Heard::new(&folded);
        Self { folded: Cow::Owned(folded), heard }
    }
}

impl<'w> LatinWord<'w> {
    /// A word of a text. `beginnings` are those of the names with which it is compared.
    pub(super) fn of_text(folded: &'w str, beginnings: &[char]) -> Self {
        let may_be_name = beginning(folded).is_some_and(|beginning| beginnings.contains(&beginning));
        let heard = if may_be_name { Heard::new(folded) } else { None };
        Self { folded: Cow::Borrowed(folded), heard }
    }

    /// The sound with which the word begins.
    pub(super) fn beginning(&self) -> Option<char> {
        beginning(&self.folded)
    }
}

impl Heard {
    fn new(folded: &str) -> Option<Self> {
        if folded.len() <= LEAST_LETTERS {
            return None;
        }
        let sounds = sounds(folded);
        let consonants = sounds.chars().filter(|sound| !is_vowel(*sound)).collect();
        Some(Self { sounds, consonants })
    }

    fn begins_with_vowel(&self) -> bool {
        self.sounds.starts_with(is_vowel)
    }
}

fn is_vowel(sound: char) -> bool {
    matches!(sound, 'a' | 'i' | 'u')
}

/// The sound with which a word begins; `a` for any vowel. Spellings of one name have the same.
fn beginning(word: &str) -> Option<char> {
    let first = match sound_at(word.as_bytes()) {
        Some((sound, _)) => sound.chars().next(),
        None => word.chars().next(),
    };
    first.map(|sound| if is_vowel(sound) { 'a' } else { sound })
}

/// A name without its Arabic article: what follows must be long enough to be a name.
pub(super) fn without_article(folded: &str) -> Option<&str> {
    if is_arabic(folded) {
        return folded.strip_prefix("ال").filter(|rest| rest.chars().count() >= LEAST_LETTERS);
    }
    let rest = folded.strip_prefix("el").or_else(|| folded.strip_prefix("al"))?;
    (rest.chars().count() > LEAST_LETTERS).then_some(rest)
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

/// Whether two words in Latin letters are spellings of one name: vowels of one kind, doubled letters, and letters that
/// sound alike don't tell them apart. A word that begins in upper case is a name more likely, so that all vowels are alike.
pub(super) fn is_latin_variant(word: &LatinWord<'_>, name: &LatinWord<'_>, is_capitalised: bool) -> bool {
    if word.folded == name.folded {
        return true;
    }
    let (Some(word), Some(name)) = (&word.heard, &name.heard) else { return false };
    word.sounds == name.sounds
        || is_capitalised
            && word.consonants.chars().count() >= LEAST_LETTERS
            && word.consonants == name.consonants
            && word.begins_with_vowel() == name.begins_with_vowel()
}

/// The sound that letters begin with and the number of these letters, where it isn't the first letter itself.
fn sound_at(letters: &[u8]) -> Option<(&'static str, usize)> {
    Some(match letters {
        [b't' | b's', b'c', b'h', ..] => ("c", 3),
        [b'c' | b's', b'h', ..] => ("c", 2),
        [b'k', b'h', ..] => ("x", 2),
        [b'g', b'h', ..] => ("g", 2),
        [b'd', b'j', ..] => ("j", 2),
        [b'd', b'h', ..] => ("d", 2),
        [b't', b'h', ..] => ("t", 2),
        [b'p', b'h', ..] => ("f", 2),
        [b'c', b'k', ..] | [b'q', b'u', ..] => ("k", 2),
        [b'q' | b'c', ..] => ("k", 1),
        [b'a' | b'e', b'i' | b'y', ..] | [b'i', b'e' | b'j', ..] | [b'e', b'e', ..] => ("i", 2),
        [b'o', b'u' | b'o', ..] | [b'a', b'u', ..] => ("u", 2),
        [b'o' | b'w', ..] => ("u", 1),
        [b'e' | b'y', ..] => ("i", 1),
        [b'x', ..] => ("ks", 1),
        _ => return None,
    })
}

/// A word in Latin letters as its sounds, roughly: a letter for each consonant, and a, i or u for vowels.
fn sounds(word: &str) -> String {
    let mut sounds = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let (sound, length) = sound_at(rest.as_bytes()).unwrap_or_else(|| {
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

/// Whether a word in Latin letters spells a word in Arabic letters, both folded.
pub(super) fn is_spelt(arabic: &str, latin: &str) -> bool {
    latin.is_ascii() && spells_from(arabic, latin.as_bytes(), None)
}

/// Whether the rest of a word in Latin letters spells the rest of one in Arabic letters. `before` is the Latin letter
/// before.
fn spells_from(arabic: &str, latin: &[u8], before: Option<u8>) -> bool {
    let mut letters = arabic.chars();
    let Some(letter) = letters.next() else {
        // Arabic doesn't write short vowels at the end, nor the h of Sarah.
        return latin.iter().all(|letter| b"aeiouyh".contains(letter)) && latin.len() <= 2;
    };
    let rest = letters.as_str();
    let spelt = renderings(letter).iter().any(|written| {
        latin.strip_prefix(written.as_bytes()).is_some_and(|after| {
            let before = written.as_bytes().last().copied().or(before);
            spells_from(rest, after, before)
        })
    });
    // The last ya may be an alif maqsura: Moussa.
    let ends_in_a = letter == 'ي' && rest.is_empty() && latin == b"a";
    let is_assimilated =
        letter == 'ل' && rest.starts_with(|next| SUN_LETTERS.contains(next)) && spells_from(rest, latin, before);
    // Short vowels and doubled consonants aren't written in Arabic.
    let unwritten = latin.split_first().is_some_and(|(letter, after)| {
        (b"aeiouy".contains(letter) || before == Some(*letter)) && spells_from(arabic, after, Some(*letter))
    });
    spelt || ends_in_a || is_assimilated || unwritten
}
