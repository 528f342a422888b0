//! Why parselint could not do its job: the one error type of everything that reads or writes.

use super::source::Span;

/// Ends a run with exit status 2. `main.rs` dresses it for the terminal.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The text that is wrong, and where: path, whole text, place, what to say there.
    pub place: Option<Box<Place>>,
}

#[derive(Debug)]
pub struct Place {
    pub path: String,
    pub text: String,
    pub span: Span,
    pub label: String,
}

impl Error {
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            place: None,
        }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }
}

pub type Result<T> = std::result::Result<T, Error>;
