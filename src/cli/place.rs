//! `PATH:LINE:COLUMN` as editors and `concise` write it. Whether there is such a place is for `pipeline`.

use std::path::PathBuf;

use crate::model::explain::Asked;

/// The place in an argument: its last numbers, so that a path may hold colons; of a whole line of `concise`, those before
/// the message. The error says what is wanted.
pub(super) fn asked(argument: &str) -> Result<Asked, String> {
    let argument = argument.trim();
    let place = match argument.split_once(": ") {
        Some((place, _)) if at_end(place).is_some() => place,
        _ => argument,
    };
    at_end(place.strip_suffix(':').unwrap_or(place)).ok_or_else(|| {
        format!("`{argument}` is no place: write `PATH:LINE:COLUMN`, as in `cloud/main.js:6:24`")
    })
}

fn at_end(place: &str) -> Option<Asked> {
    let (rest, last) = numbered(place)?;
    let (path, line, column) = match numbered(rest) {
        Some((path, line)) => (path, line, Some(last)),
        None => (rest, last, None),
    };
    (!path.is_empty()).then(|| Asked {
        path: PathBuf::from(path),
        line,
        column,
    })
}

/// What stands before the last colon, and the number behind it.
fn numbered(text: &str) -> Option<(&str, u32)> {
    let (rest, number) = text.rsplit_once(':')?;
    let number = number.parse().ok().filter(|number| *number > 0)?;
    Some((rest, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_as_people_paste_them() {
        for (argument, path, line, column) in [
            ("a.js:6:24", "a.js", 6, Some(24)),
            ("a.js:6", "a.js", 6, None),
            ("a.js:6:24:", "a.js", 6, Some(24)),
            (" a.js:6:24 ", "a.js", 6, Some(24)),
            ("C:\\x\\a.js:6:24", "C:\\x\\a.js", 6, Some(24)),
            ("a:1:b.js:6:24", "a:1:b.js", 6, Some(24)),
            ("a: b.js:6:24", "a: b.js", 6, Some(24)),
            (
                "a.js:6:24: warning[magic-code] magic code 101",
                "a.js",
                6,
                Some(24),
            ),
        ] {
            let expected = Asked {
                path: path.into(),
                line,
                column,
            };
            assert_eq!(asked(argument), Ok(expected), "{argument}");
        }
    }

    #[test]
    fn what_is_no_place_is_told() {
        for argument in [
            "", "a.js", "a.js:", "a.js:x", ":6:24", "a.js:0", "a.js:-1", "6",
        ] {
            let error = asked(argument).expect_err(argument);
            assert!(error.contains("PATH:LINE:COLUMN"), "{error}");
        }
    }
}
