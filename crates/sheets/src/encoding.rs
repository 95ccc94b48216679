//! Decoding of files: only UTF-8 is accepted; errors name the encoding that the bytes look like.

use crate::sheet_problem::Problem;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The largest file, in bytes, so that positions fit 32 bits.
const LARGEST: usize = u32::MAX as usize;

/// Returns the text of a file without its byte-order mark.
///
/// # Errors
/// When the file is larger than 4 GiB, isn't UTF-8, or contains a zero byte.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > LARGEST {
        return Err(Problem::for_file("a file below 4 GiB; split it"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Problem::for_file("text in UTF-8; this is UTF-16: save it as UTF-8"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let guess = if bytes.contains(&0) { "UTF-16 or no text at all" } else { "Windows-1252" };
        Problem::for_file(format!(
            "text in UTF-8; byte {at}, on line {}, is none, which looks like {guess}: save the file as UTF-8",
            line_of(bytes, at)
        ))
    })?;
    if let Some(at) = memchr::memchr(0, bytes) {
        let line = line_of(bytes, at);
        return Err(Problem::for_file(format!(
            "text; byte {at}, on line {line}, is zero, as in UTF-16 or a file that is no text: save it as UTF-8"
        )));
    }
    Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text))
}

/// Returns the number of the line that contains a byte, counted from 1.
fn line_of(bytes: &[u8], at: usize) -> usize {
    memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1
}
