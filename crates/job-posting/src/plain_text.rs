//! Conversion of HTML to plain text.
//!
//! Only the tokenizer of the HTML standard (`html5ever`) is used: the end of a block element ends a line, and no tree is
//! built. Malformed tags, deep nesting and large texts take one pass and no recursion.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// The maximum number of times that a text is unescaped.
const MAX_ESCAPES: usize = 3;

/// Returns the text of HTML, also when it was escaped several times. Text without tags keeps its lines.
pub(crate) fn plain_text(html: &str) -> String {
    let mut text = Cow::Borrowed(html);
    for _ in 0..MAX_ESCAPES {
        let is_html = has_tags(&text);
        if !is_html && !has_entities(&text) {
            break;
        }
        // In text without tags, `<` is an ordinary character.
        let source = if is_html { text } else { Cow::Owned(text.replace('<', "&lt;")) };
        text = Cow::Owned(tokens_to_text(&source, is_html));
    }
    tidy(&text)
}

/// Returns the text of HTML on one line.
pub(crate) fn plain_line(html: &str) -> String {
    plain_text(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the contents of the elements `<script type="application/ld+json">` of a page.
pub(crate) fn json_scripts(page: &str) -> Vec<String> {
    let sink = ScriptSink::default();
    tokenize(sink, page).scripts.into_inner()
}

/// Elements that mark a text as HTML; other names in angle brackets, such as `<naam>`, are text.
const TAG_NAMES: &[&str] = &[
    "a",
    "article",
    "b",
    "body",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "li",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
    "button",
    "input",
    "figure",
    "svg",
    "video",
    "label",
    "link",
];

fn has_tags(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let after = &text[at + 1..];
        let after = after.strip_prefix('/').unwrap_or(after);
        let length = after.bytes().take(11).take_while(u8::is_ascii_alphanumeric).count();
        let ends = after[length..].starts_with(['>', ' ', '/', '\n', '\t', '\r']) || after.len() == length;
        after.starts_with("!--") || (ends && TAG_NAMES.iter().any(|tag| tag.eq_ignore_ascii_case(&after[..length])))
    })
}

fn has_entities(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'&', bytes).any(|at| {
        let after = &bytes[at + 1..];
        let name = after.iter().take(10).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        name > 1 && after.get(name) == Some(&b';')
    })
}

fn tokenize<S: TokenSink>(sink: S, html: &str) -> S {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    // NUL is an error in HTML and isn't allowed in texts.
    input.push_back(StrTendril::from(html.replace('\0', " ").as_str()));
    // The tokenizer pauses where a browser would run a script, and continues when it is fed again.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink
}

fn tokens_to_text(html: &str, is_html: bool) -> String {
    let lines =
        RefCell::new(TextLines { text: String::with_capacity(html.len()), is_hidden: false, keeps_lines: !is_html });
    tokenize(TextSink(lines), html).0.into_inner().text
}

struct TextLines {
    text: String,
    /// Whether the current position is within a script or a style.
    is_hidden: bool,
    /// Whether the text has no tags, so that its own line ends are kept.
    keeps_lines: bool,
}

impl TextLines {
    fn push_characters(&mut self, characters: &str) {
        if self.is_hidden {
            return;
        }
        if self.keeps_lines {
            self.text.push_str(characters);
            return;
        }
        for character in characters.chars() {
            if !character.is_whitespace() {
                self.text.push(character);
            } else if !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    fn push_tag(&mut self, tag: &Tag) {
        let is_start = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "script" | "style" | "noscript" | "template" => self.is_hidden = is_start && !tag.self_closing,
            "li" if is_start => self.text.push_str("\n- "),
            "br" | "tr" | "dt" | "dd" | "option" => self.text.push('\n'),
            "p" | "div" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "section" | "article"
            | "header" | "footer" | "blockquote" | "pre" | "hr" | "dl" | "form" => {
                self.text.push_str(if is_start || tag.name.starts_with(['u', 'o']) { "\n" } else { "\n\n" });
            }
            "td" | "th" if is_start => self.text.push(' '),
            _ => {}
        }
    }
}

/// Collects the text of all tokens.
struct TextSink(RefCell<TextLines>);

impl TokenSink for TextSink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut lines = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(characters) => lines.push_characters(&characters),
            Token::TagToken(tag) => {
                lines.push_tag(&tag);
                return raw_data_after(&tag);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Switches the tokenizer to raw data within scripts and styles, where `<` doesn't begin a tag.
fn raw_data_after(tag: &Tag) -> TokenSinkResult<()> {
    match (tag.kind, &*tag.name) {
        (TagKind::StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
        (TagKind::StartTag, "style") => TokenSinkResult::RawData(RawKind::Rawtext),
        _ => TokenSinkResult::Continue,
    }
}

/// Collects the contents of JSON-LD scripts.
#[derive(Default)]
struct ScriptSink {
    is_in_script: RefCell<bool>,
    scripts: RefCell<Vec<String>>,
}

impl TokenSink for ScriptSink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(characters) if *self.is_in_script.borrow() => {
                if let Some(script) = self.scripts.borrow_mut().last_mut() {
                    script.push_str(&characters);
                }
            }
            Token::TagToken(tag) => {
                let is_json = |tag: &Tag| tag.attrs.iter().any(|attribute| attribute.value.contains("ld+json"));
                let opens = tag.kind == TagKind::StartTag && &*tag.name == "script" && is_json(&tag);
                *self.is_in_script.borrow_mut() = opens;
                if opens {
                    self.scripts.borrow_mut().push(String::new());
                }
                return raw_data_after(&tag);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Removes invisible characters, whitespace at the ends of lines, and all but one of consecutive empty lines.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty_lines = 0;
    // Exporters that escape line ends twice leave a backslash and a letter.
    let text = if text.contains("\\n") { text.replace("\\r", "").replace("\\n", "\n") } else { text.to_owned() };
    for line in text.split('\n') {
        let kept = line.chars().filter(|character| !is_invisible(*character)).map(|character| match character {
            '\u{a0}' | '\u{202f}' => ' ',
            character if character.is_control() => ' ',
            character => character,
        });
        let start = out.len();
        if !out.is_empty() {
            (0..=empty_lines.min(1)).for_each(|_| out.push('\n'));
        }
        let first = out.len();
        out.extend(kept.skip_while(|character| character.is_whitespace()));
        out.truncate(first.max(out.trim_end_matches([' ', '\t', '\u{3000}']).len()));
        if out.len() == first || out[first..].trim() == "-" {
            out.truncate(start);
            empty_lines += 1;
        } else {
            empty_lines = 0;
        }
    }
    out
}

/// Whether a character is a soft hyphen, a zero-width character or a byte-order mark, which would split words in
/// comparisons.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn block_elements_become_lines_and_scripts_are_removed() {
        let html = "<p>Wij zoeken&nbsp;<b>een</b>\n verpleegkundige.</p><ul><li>dag<li>nacht</ul><script>a<b</script>\
            <style>p{}</style>Tot <br/>dan";
        assert_eq!(plain_text(html), "Wij zoeken een verpleegkundige.\n\n- dag\n- nacht\nTot\ndan");
    }

    #[test]
    fn text_that_was_escaped_several_times_is_unescaped() {
        assert_eq!(plain_text("&lt;p&gt;Soins &amp;amp; vie&lt;/p&gt;"), "Soins & vie");
        assert_eq!(plain_text("&amp;lt;b&amp;gt;Infirmi&amp;egrave;re&amp;lt;/b&amp;gt;"), "Infirmière");
    }

    #[test]
    fn unknown_tags_are_text() {
        assert_eq!(plain_text("WZC <Verzonnen> &amp; Zonen"), "WZC <Verzonnen> & Zonen");
        assert_eq!(plain_text("<p>Mail naar &lt;naam&gt;</p>"), "Mail naar <naam>");
    }

    #[test]
    fn text_without_tags_keeps_its_lines() {
        assert_eq!(plain_text("één\r\ntwee\n\n\n\ndrie & 3 < 4"), "één\ntwee\n\ndrie & 3 < 4");
    }

    #[test]
    fn malformed_tags_lose_no_words() {
        assert_eq!(plain_line("<div><p>Nacht</b\n> en <i>dag</div weekend"), "Nacht en dag");
        assert_eq!(plain_line("<<p>> Nacht"), "< > Nacht");
    }

    #[test]
    fn json_scripts_of_a_page_are_found() {
        let page = r#"<html><script>no</script><script type="application/ld+json">{"a":"<b>"}</script></html>"#;
        assert_eq!(json_scripts(page), [r#"{"a":"<b>"}"#]);
    }

    proptest! {
        #[test]
        fn plain_text_never_contains_nul(html in "(\\PC|[<>&;/!\u{0}-\u{20}]|<[a-z]{1,6}|&[a-z]{2,4};){0,200}") {
            let text = plain_text(&html);
            prop_assert!(!text.contains('\0'));
        }
    }
}
