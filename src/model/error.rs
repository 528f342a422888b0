//! Why parselint could not do its job: the one error type of everything that reads or writes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

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

    /// What tells errors apart: place, then message and help.
    fn key(&self) -> (Option<(&str, Span)>, &str, Option<&str>) {
        let place = self
            .place
            .as_ref()
            .map(|place| (&place.path[..], place.span));
        (place, &self.message, self.help.as_deref())
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// The error of several threads that a run tells of: the first one by place, then message, so that each run tells of the
/// same one, whatever the order of its threads.
#[derive(Debug, Default)]
pub struct FirstError {
    occurred: AtomicBool,
    error: Mutex<Option<Error>>,
}

impl FirstError {
    pub fn occurred(&self) -> bool {
        self.occurred.load(Ordering::Relaxed)
    }

    pub fn add(&self, error: Error) {
        let mut first = self.error.lock().unwrap_or_else(PoisonError::into_inner);
        if first.as_ref().is_none_or(|first| error.key() < first.key()) {
            *first = Some(error);
        }
        self.occurred.store(true, Ordering::Relaxed);
    }

    pub fn into_result(self) -> Result<()> {
        self.take().map_or(Ok(()), Err)
    }

    /// The error, which is told once.
    pub fn take(&self) -> Option<Error> {
        let mut first = self.error.lock().unwrap_or_else(PoisonError::into_inner);
        first.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str, start: usize, message: &str) -> Error {
        Error::new(message).at(Place {
            path: path.into(),
            text: String::new(),
            span: Span::new(start, start),
            label: String::new(),
        })
    }

    #[test]
    fn the_first_error_does_not_depend_on_the_order() {
        let told = |errors: Vec<Error>| {
            let first = FirstError::default();
            assert!(!first.occurred());
            errors.into_iter().for_each(|error| first.add(error));
            assert!(first.occurred());
            let error = first.into_result().expect_err("several");
            let place = error.place.as_ref().map(|place| place.path.clone());
            (place, error.message)
        };
        let errors = || {
            vec![
                at("b", 1, "m"),
                at("a", 2, "m"),
                at("a", 1, "n"),
                at("b", 1, "l"),
            ]
        };
        let expected = (Some("a".into()), "n".into());
        assert_eq!(told(errors()), expected);
        assert_eq!(told(errors().into_iter().rev().collect()), expected);
        assert!(FirstError::default().into_result().is_ok());
    }
}
