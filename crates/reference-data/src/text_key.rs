//! Keys of the texts in `config/texts/`, declared next to the code that uses them.
//!
//! A key is a constant: [`TextKey`] for one text with its arguments, [`TextFamily`] for the texts of all members of a
//! set, such as `standing-<standing>`. Code can render a text only through such a constant. Each module that declares
//! keys lists them as [`UsedKey`]s; `crates/passerelle/tests/texts.rs` compares these lists with `config/texts/`.

use std::fmt::Display;

/// The key of one text, with the names of its `N` arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextKey<const N: usize = 0> {
    pub(crate) name: &'static str,
    pub(crate) arguments: [&'static str; N],
}

impl<const N: usize> TextKey<N> {
    /// A key of `config/texts/` with the names of its arguments, in the order in which values are passed.
    pub const fn new(name: &'static str, arguments: [&'static str; N]) -> Self {
        Self { name, arguments }
    }

    /// The key, for a list of the keys in use.
    pub fn used(&self) -> UsedKey {
        UsedKey { name: self.name.to_owned(), arguments: self.arguments.to_vec(), is_optional: false }
    }
}

/// The keys of the members of a set: a prefix, followed by the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextFamily {
    prefix: &'static str,
}

impl TextFamily {
    /// The family of all keys with this prefix, such as `standing-`.
    pub const fn new(prefix: &'static str) -> Self {
        Self { prefix }
    }

    /// The key of a member.
    pub(crate) fn name(&self, member: impl Display) -> String {
        format!("{}{member}", self.prefix)
    }

    /// The key of a member whose text takes these arguments, for a list of the keys in use.
    pub fn used(&self, member: impl Display, arguments: &[&'static str]) -> UsedKey {
        UsedKey { name: self.name(member), arguments: arguments.to_vec(), is_optional: false }
    }

    /// The keys of members whose texts take no arguments, for a list of the keys in use.
    pub fn used_by_all<M: Display>(&self, members: impl IntoIterator<Item = M>) -> Vec<UsedKey> {
        members.into_iter().map(|member| self.used(member, &[])).collect()
    }
}

/// A key that the code can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedKey {
    /// The key as `config/texts/` spells it.
    pub name: String,
    /// The names of the arguments that the code passes.
    pub arguments: Vec<&'static str>,
    /// Whether the text may be absent, since the code then shows something else.
    pub is_optional: bool,
}
