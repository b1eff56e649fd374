//! Progress bars of long work, to standard error, and only where a person looks on.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that counts what is done.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// Starts a bar; without a terminal it draws nothing.
    pub(crate) fn start(what: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len}")
        {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        Self(bar)
    }

    /// Shows how far the work has come.
    pub(crate) fn at(&self, what: &'static str, done: u64, of: u64) {
        self.0.set_message(what);
        self.0.set_length(of);
        self.0.set_position(done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
