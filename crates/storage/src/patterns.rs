//! Texts compared with several patterns at once.

/// Whether a column matches one of several patterns of SQL `LIKE`, as a condition of a query:
/// `query.filter(matches_any!(candidates::table, candidates::reference, patterns))`. Without a pattern nothing matches. The
/// patterns are given in lower case and without backslashes, which the databases would read in different ways. Needs
/// `diesel` among the caller's dependencies.
#[macro_export]
macro_rules! matches_any {
    ($table:ty, $column:expr, $patterns:expr) => {{
        use ::diesel::{BoolExpressionMethods as _, TextExpressionMethods as _};
        type Backend = <$crate::AnyConnection as ::diesel::Connection>::Backend;
        type Condition = Box<dyn ::diesel::BoxableExpression<$table, Backend, SqlType = ::diesel::sql_types::Bool>>;
        let nothing: Condition = Box::new(::diesel::dsl::sql::<::diesel::sql_types::Bool>("1 = 0"));
        let any =
            |condition: Condition, pattern: String| -> Condition { Box::new(condition.or($column.like(pattern))) };
        $patterns.into_iter().fold(nothing, any)
    }};
}
