//! A page of a list.

/// Consecutive rows of a list, and whether further rows follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows of the page.
    pub items: Vec<T>,
    /// Whether further rows follow the last one.
    pub has_more: bool,
}

impl<T> Page<T> {
    /// The number of rows that a query has to load for a page of `limit` rows: one more, by which [`Self::cut`] detects
    /// that further rows follow.
    pub fn rows_to_load(limit: usize) -> i64 {
        i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// The page of the first `limit` loaded rows.
    pub fn cut(mut rows: Vec<T>, limit: usize) -> Self {
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        Self { items: rows, has_more }
    }

    /// Converts each row of the page.
    ///
    /// # Errors
    /// The first error of `convert`.
    pub fn try_map<U, E>(self, convert: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let items = self.items.into_iter().map(convert).collect::<Result<_, E>>()?;
        Ok(Page { items, has_more: self.has_more })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_more_only_when_a_row_beyond_its_limit_was_loaded() {
        assert_eq!(Page::cut(vec![1, 2, 3], 2), Page { items: vec![1, 2], has_more: true });
        assert_eq!(Page::cut(vec![1, 2], 2), Page { items: vec![1, 2], has_more: false });
        assert_eq!(Page::<u8>::cut(vec![], 2), Page { items: vec![], has_more: false });
        assert_eq!(Page::<u8>::rows_to_load(usize::MAX), i64::MAX);
    }

    #[test]
    fn a_row_that_cannot_be_converted_fails_the_page() {
        let page = |rows| Page::cut(rows, 2).try_map(|row: &str| row.parse::<u8>());
        assert_eq!(page(vec!["1", "2", "x"]), Ok(Page { items: vec![1, 2], has_more: true }));
        assert!(page(vec!["x"]).is_err());
    }
}
