//! Progress bars on standard error. Nothing is drawn when it isn't a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar, or a counter when the total isn't known.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar with a total.
    pub fn of(what: &'static str, all: u64) -> Self {
        Self::new(what, Some(all), "{msg} {bar:30} {pos}/{len}, {eta} left")
    }

    /// A counter.
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

    /// Sets the position.
    pub fn at(&self, position: u64) {
        self.0.set_position(position);
    }

    /// Adds to the position.
    pub fn more(&self, count: u64) {
        self.0.inc(count);
    }

    /// Removes the bar.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
