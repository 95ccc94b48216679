//! Bars on what takes longer than a second. Nothing is drawn where nobody looks.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar, or a counter where the end isn't known.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar towards a known number.
    pub fn of(what: &'static str, all: u64) -> Self {
        Self::new(what, Some(all), "{msg} {bar:30} {pos}/{len}, {eta} left")
    }

    /// A counter without a known end.
    pub fn open(what: &'static str) -> Self {
        Self::new(what, None, "{msg} {spinner} {pos}")
    }

    fn new(what: &'static str, all: Option<u64>, template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(all, ProgressDrawTarget::stderr_with_hz(5));
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(500));
        Self(bar)
    }

    /// Where it is.
    pub fn at(&self, position: u64) {
        self.0.set_position(position);
    }

    /// So many more.
    pub fn more(&self, count: u64) {
        self.0.inc(count);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
