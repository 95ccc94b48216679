//! The names nearest to one that doesn't exist, for messages.

/// Up to three of `known` that resemble `written`, nearest first.
pub(crate) fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    // Below this likeness a proposal confuses more than it helps.
    const LEAST_LIKENESS: f64 = 0.6;
    let shown: String = written.chars().take(80).collect();
    let mut by_likeness: Vec<(f64, &str)> = known
        .map(|name| (strsim::jaro_winkler(&shown, name), name))
        .filter(|(likeness, _)| *likeness >= LEAST_LIKENESS)
        .collect();
    by_likeness.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    by_likeness.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// `; nearest: a, b`, or nothing when nothing is near.
pub(crate) fn phrase(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) }
}

/// A name from outside, cut to a length that can be shown.
pub(crate) fn shown(written: &str) -> String {
    const LONGEST: usize = 60;
    match written.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written.to_owned(),
    }
}
