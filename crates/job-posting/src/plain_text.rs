//! HTML made plain text.
//!
//! The tokens of the HTML standard (`html5ever`) are enough: a line ends where a block does, and nothing is laid out.
//! So broken tags, nesting without end and megabytes take one pass and no stack.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// How often a text may have been escaped.
const LAYERS: usize = 3;

/// The text of HTML, or of what was escaped once or twice too often; text without tags keeps its lines.
pub(crate) fn plain_text(html: &str) -> String {
    let mut text = Cow::Borrowed(html);
    for _ in 0..LAYERS {
        let marked = has_tags(&text);
        if !marked && !has_entities(&text) {
            break;
        }
        // What isn't HTML may hold a `<` that is one.
        let source = if marked { text } else { Cow::Owned(text.replace('<', "&lt;")) };
        text = Cow::Owned(tokens_to_text(&source, marked));
    }
    tidy(&text)
}

/// The same on one line.
pub(crate) fn plain_line(html: &str) -> String {
    plain_text(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The contents of a page's `<script type="application/ld+json">`.
pub(crate) fn json_scripts(page: &str) -> Vec<String> {
    let sink = Scripts::default();
    run(sink, page).scripts.into_inner()
}

/// Names by which a text is known to be HTML; `<naam>` in a text is none.
const TAGS: &[&str] = &[
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
        after.starts_with("!--") || (ends && TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(&after[..length])))
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

fn run<S: TokenSink>(sink: S, html: &str) -> S {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    // A NUL is an error of HTML, and no character of ours.
    input.push_back(StrTendril::from(html.replace('\0', " ").as_str()));
    // It may stop where a browser would run a script or change its reading, and asks to go on.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink
}

fn tokens_to_text(html: &str, marked: bool) -> String {
    let lines = RefCell::new(Lines { text: String::with_capacity(html.len()), hidden: false, keeps_lines: !marked });
    run(Text(lines), html).0.into_inner().text
}

struct Lines {
    text: String,
    /// Within a script or a style.
    hidden: bool,
    /// Without tags, lines are where the text has them.
    keeps_lines: bool,
}

impl Lines {
    fn characters(&mut self, characters: &str) {
        if self.hidden {
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

    fn tag(&mut self, tag: &Tag) {
        let start = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "script" | "style" | "noscript" | "template" => self.hidden = start && !tag.self_closing,
            "li" if start => self.text.push_str("\n- "),
            "br" | "tr" | "dt" | "dd" | "option" => self.text.push('\n'),
            "p" | "div" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "section" | "article"
            | "header" | "footer" | "blockquote" | "pre" | "hr" | "dl" | "form" => {
                self.text.push_str(if start || tag.name.starts_with(['u', 'o']) { "\n" } else { "\n\n" });
            }
            "td" | "th" if start => self.text.push(' '),
            _ => {}
        }
    }
}

struct Text(RefCell<Lines>);

impl TokenSink for Text {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut lines = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(characters) => lines.characters(&characters),
            Token::TagToken(tag) => {
                lines.tag(&tag);
                return raw_data(&tag);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Inside scripts and styles `<` is no tag.
fn raw_data(tag: &Tag) -> TokenSinkResult<()> {
    match (tag.kind, &*tag.name) {
        (TagKind::StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
        (TagKind::StartTag, "style") => TokenSinkResult::RawData(RawKind::Rawtext),
        _ => TokenSinkResult::Continue,
    }
}

#[derive(Default)]
struct Scripts {
    within: RefCell<bool>,
    scripts: RefCell<Vec<String>>,
}

impl TokenSink for Scripts {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(characters) if *self.within.borrow() => {
                if let Some(script) = self.scripts.borrow_mut().last_mut() {
                    script.push_str(&characters);
                }
            }
            Token::TagToken(tag) => {
                let json = |tag: &Tag| tag.attrs.iter().any(|attribute| attribute.value.contains("ld+json"));
                let opens = tag.kind == TagKind::StartTag && &*tag.name == "script" && json(&tag);
                *self.within.borrow_mut() = opens;
                if opens {
                    self.scripts.borrow_mut().push(String::new());
                }
                return raw_data(&tag);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Without invisible characters, blanks at the ends of lines, and more than one empty line in a row.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty_lines = 0;
    // Exporters that escape a line end twice leave the two characters of it.
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

/// Soft hyphens, zero-width characters and byte-order marks would break words apart when they are compared.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blocks_become_lines_and_scripts_vanish() {
        let html = "<p>Wij zoeken&nbsp;<b>een</b>\n verpleegkundige.</p><ul><li>dag<li>nacht</ul><script>a<b</script>\
            <style>p{}</style>Tot <br/>dan";
        assert_eq!(plain_text(html), "Wij zoeken een verpleegkundige.\n\n- dag\n- nacht\nTot\ndan");
    }

    #[test]
    fn text_that_was_escaped_twice_is_read_all_the_same() {
        assert_eq!(plain_text("&lt;p&gt;Soins &amp;amp; vie&lt;/p&gt;"), "Soins & vie");
        assert_eq!(plain_text("&amp;lt;b&amp;gt;Infirmi&amp;egrave;re&amp;lt;/b&amp;gt;"), "Infirmière");
    }

    #[test]
    fn what_is_no_tag_of_html_is_text() {
        assert_eq!(plain_text("WZC <Verzonnen> &amp; Zonen"), "WZC <Verzonnen> & Zonen");
        assert_eq!(plain_text("<p>Mail naar &lt;naam&gt;</p>"), "Mail naar <naam>");
    }

    #[test]
    fn text_without_tags_keeps_its_lines() {
        assert_eq!(plain_text("één\r\ntwee\n\n\n\ndrie & 3 < 4"), "één\ntwee\n\ndrie & 3 < 4");
    }

    #[test]
    fn broken_tags_lose_no_words() {
        assert_eq!(plain_line("<div><p>Nacht</b\n> en <i>dag</div weekend"), "Nacht en dag");
        assert_eq!(plain_line("<<p>> Nacht"), "< > Nacht");
    }

    #[test]
    fn a_page_gives_its_postings() {
        let page = r#"<html><script>no</script><script type="application/ld+json">{"a":"<b>"}</script></html>"#;
        assert_eq!(json_scripts(page), [r#"{"a":"<b>"}"#]);
    }

    proptest! {
        #[test]
        fn any_text_is_made_plain(html in "(\\PC|[<>&;/!\u{0}-\u{20}]|<[a-z]{1,6}|&[a-z]{2,4};){0,200}") {
            let text = plain_text(&html);
            prop_assert!(!text.contains('\0'));
        }
    }
}
