//! Similar names for an unknown one, for messages.

/// Returns up to three of `known` that resemble `written`, the most similar first.
pub(crate) fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    // The Jaro-Winkler similarity below which a suggestion would be misleading.
    const LEAST_SIMILARITY: f64 = 0.6;
    let prefix: String = written.chars().take(80).collect();
    let mut by_similarity: Vec<(f64, &str)> = known
        .map(|name| (strsim::jaro_winkler(&prefix, name), name))
        .filter(|(similarity, _)| *similarity >= LEAST_SIMILARITY)
        .collect();
    by_similarity.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    by_similarity.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// Returns `; nearest: a, b`, or an empty text for an empty list.
pub(crate) fn phrase(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) }
}

/// Shortens input for a message.
pub(crate) fn shortened(written: &str) -> String {
    const LONGEST: usize = 60;
    match written.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written.to_owned(),
    }
}
