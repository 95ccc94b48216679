//! Operations on rankings that were made.

pub(crate) mod get_ranking;
pub(crate) mod ranking_response;
pub(crate) mod replay_ranking;

use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::TextLanguage;

use crate::schema_references;

/// The parameters of an answer with reasons.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LanguageParams {
    /// Adds reasons as sentences in this language.
    #[param(schema_with = schema_references::text_language, required = false)]
    pub(crate) language: Option<TextLanguage>,
}
