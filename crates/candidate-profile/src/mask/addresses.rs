//! E-mail addresses, links and accounts of social media in a text.

use std::ops::Range;

use super::folded;

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
/// Ways to write the sign of e-mail addresses. The last two are words too, and count by themselves alone.
const AT_SIGNS: [&str; 9] = ["@", "＠", "(at)", "[at]", "{at}", "(arobase)", "[arobase]", "arobase", "apenstaartje"];
/// The words for the dot of a host's name.
const DOTS: [&str; 6] = ["dot", "(dot)", "[dot]", "point", "punt", "(punt)"];
/// What is written before the account that it names.
const SCHEMES: [&str; 4] = ["mailto:", "tel:", "sms:", "live:"];
/// The ends of host names that are written without `https://` or `www.`.
const HOST_ENDS: [&str; 22] = [
    "com", "net", "org", "info", "eu", "be", "ma", "fr", "nl", "de", "es", "it", "uk", "io", "me", "app", "link",
    "dev", "site", "online", "page", "brussels",
];

/// Where e-mail addresses, links and accounts stand in a text: among its runs of characters without white space.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let runs: Vec<Range<usize>> = runs(text).collect();
    let lower: Vec<String> = runs.iter().map(|run| text[run.clone()].to_lowercase()).collect();
    let mut masked = vec![false; runs.len()];
    for (position, word) in lower.iter().enumerate() {
        let is_dot = |position: usize| lower.get(position).is_some_and(|word| DOTS.contains(&word.as_str()));
        if AT_SIGNS.contains(&word.as_str()) || word == "at" && is_dot(position + 2) {
            // "name (at) domain", "name at domain dot org"
            let mut end = position + 2;
            while is_dot(end) {
                end += 2;
            }
            masked[position.saturating_sub(1)..end.min(runs.len())].fill(true);
        } else if has_at_sign(word) || is_link(word) || SCHEMES.iter().any(|scheme| word.starts_with(scheme)) {
            masked[position] = true;
        }
        if let Some(account) = account_named_at(&lower, position) {
            masked[account] = true;
        }
    }
    let masked = runs.into_iter().zip(masked).filter(|(_, masked)| *masked);
    masked.map(|(run, _)| without_punctuation(text, run)).collect()
}

/// Whether a word holds the sign of an e-mail address or of an account.
fn has_at_sign(lower: &str) -> bool {
    lower.contains(['@', '＠', '(', '[', '{']) && AT_SIGNS[..7].iter().any(|sign| lower.contains(sign))
}

/// The position of the account that is given at a position, as in "insta:name", "insta: name",
/// "insta : name" and "insta na_me".
fn account_named_at(lower: &[String], position: usize) -> Option<usize> {
    let is_service = |name: &str| SERVICES.contains(&folded(name).as_str());
    let is_colon = |word: &String| matches!(word.as_str(), ":" | "=" | "：");
    // No word of a language: "fa_17", "yass.k".
    let is_account = |word: &String| {
        let word = word.trim_end_matches(|character: char| !character.is_alphanumeric());
        word.contains(char::is_alphabetic)
            && word.contains(|character: char| character == '_' || character == '.' || character.is_numeric())
    };
    let account = match lower[position].split_once([':', '=', '：']) {
        Some((service, account)) if is_service(service) => position + usize::from(account.is_empty()),
        None if lower.get(position + 1).is_some_and(is_colon) && is_service(&lower[position]) => position + 2,
        None if lower.get(position + 1).is_some_and(is_account) && is_service(&lower[position]) => position + 1,
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
    if !lower.contains(['.', ':']) {
        return false;
    }
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
