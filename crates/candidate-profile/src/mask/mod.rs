//! Free text of a person as others may read it: with a mark in place of whatever names or reaches the person.
//!
//! Masked are the person's names, in Latin and Arabic script and in their usual spellings; e-mail addresses, phone numbers,
//! links and accounts of social media. A name of somebody else stays. A word that is only like the name is masked too:
//! a sentence with a gap does less harm than a name.

mod addresses;
mod names;
mod phone_numbers;
mod spelling;

use std::ops::Range;

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::personal_data::PersonalData;

/// The mark in place of what was masked, the same in all languages.
pub const MASK: &str = "▮▮▮";

/// The version of the mask. It changes whenever a text could be masked differently, so that indexes are built again.
pub const MASK_VERSION: &str = "2";

/// The text with everything masked by which the person could be named or reached. Neighbouring marks are one. Characters
/// that nobody sees are left out, since they would split a word or a number for us and for no reader.
pub fn masked_text(text: &str, person: &PersonalData) -> String {
    let invisible = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let visible: String;
    let text = if text.is_ascii() {
        text
    } else {
        visible = text.chars().filter(|character| !invisible.contains(*character)).collect();
        &visible
    };
    let mut spans = addresses::addresses(text);
    spans.extend(phone_numbers::phone_numbers(text));
    spans.extend(names::names(text, person));
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

/// A word in lower case, without accents, vowel marks and tatweel; variants of an Arabic letter are one.
fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
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

#[cfg(test)]
mod tests {
    use super::phone_numbers::digit;
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
            ("Khadija Bouazza", "Khadidja"),
            ("Khadija Bouazza", "Kadija"),
            ("Khadija Bouazza", "Hadija"),
            ("Khadija Bouazza", "Chadija"),
            ("Youssef Ouarab", "Yusuf"),
            ("Youssef Ouarab", "Youssouf"),
            ("Youssef Ouarab", "Jusuf"),
            ("Fatima-Zahra El Amrani", "Lamrani"),
            ("Fatima-Zahra El Amrani", "fatmazahra"),
            ("Fatima-Zahra El Amrani", "AmraniFatima"),
            ("Abdelhak Chraibi", "Hak"),
            ("Abderrahmane Alaoui", "Abdel Rahman"),
            ("Abderrahmane Alaoui", "Abdul Rahman"),
            ("Sara Ennaji", "Naji"),
            ("Sara Ennaji", "Annaji"),
            ("Sara Naji", "En-Naji"),
            ("Sara Essaoudi", "Saoudi"),
            ("Ghizlane Amrani", "Rizlane"),
            ("Ghizlane Amrani", "Ghislaine"),
            ("Ali Ouazzani", "Ouezzani"),
            ("Jan Van Dijk", "Van Dyk"),
            ("Bo Li", "Li"),
            ("Bo Li", "Li Bo"),
            ("Li Wu", "li wu"),
            ("Fatima Amrani", "F a t i m a"),
            ("سميرة العلوي", "س م ي ر ة"),
        ] {
            assert_eq!(masked(name, &format!("– {written} –")), format!("– {MASK} –"), "{name}: {written}");
        }
        assert_eq!(masked("فاطمة العمراني", "تعمل وفاطمة بالمستشفى"), format!("تعمل {MASK} بالمستشفى"));
    }

    #[test]
    fn characters_that_nobody_sees_hide_nothing() {
        for written in
            ["Fat\u{200b}ima", "Fat\u{ad}ima", "Fa\u{2060}ti\u{feff}ma", "\u{202e}Fatima\u{202c}", "فاط\u{200c}مة"]
        {
            assert_eq!(masked("Fatima El Amrani", &format!("– {written} –")), format!("– {MASK} –"), "{written:?}");
        }
        assert_eq!(masked("Fatima", "Tel 06\u{200b}12\u{200b}34\u{200b}56\u{200b}78."), format!("Tel {MASK}."));
    }

    #[test]
    fn a_long_word_that_nearly_spells_a_name_takes_no_long_time() {
        // Without a memory of what was compared, each letter here doubles or triples the ways to be tried.
        for length in [12, 30, 60, 4_000] {
            let text = format!("{}b", "a".repeat(length));
            assert_eq!(masked(&"ا".repeat(length), &text), text);
        }
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
            ("Li De Smet", "De patiënt, la li et a b c."),
            ("Abdelhak Naji", "Ik hecht wonden en maak notities; enige ervaring."),
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
            "fatima(arobase)example.ma",
            "fatima AT example DOT org",
            "mailto:fatima",
            "tiktok fa_17",
            "skype live:.cid.fa17",
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
            "06_12_34_56_78",
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
