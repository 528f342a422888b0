//! What the terminal can show: colours, box-drawing characters, columns.

use super::args::ColourChoice;

/// The flag decides, then NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then whether the stream is a terminal.
/// A variable that is empty counts as unset, and the forcing ones do so at `0`, too.
pub fn colour(
    choice: ColourChoice,
    variable: impl Fn(&str) -> Option<String>,
    is_terminal: bool,
) -> bool {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let forced =
        |name: &str| variable(name).is_some_and(|value| !matches!(value.as_str(), "" | "0"));
    match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if set("NO_COLOR") => false,
        ColourChoice::Auto if forced("FORCE_COLOR") || forced("CLICOLOR_FORCE") => true,
        ColourChoice::Auto => is_terminal && variable("TERM").as_deref() != Some("dumb"),
    }
}

/// Whether links can be followed where text is drawn: in a terminal that is known to have them, or where
/// `FORCE_HYPERLINK` says so.
pub fn links(colour: bool, is_terminal: bool) -> bool {
    colour
        && (is_terminal || std::env::var_os("FORCE_HYPERLINK").is_some())
        && supports_hyperlinks::supports_hyperlinks()
}

/// Whether characters beyond ASCII can be shown: everywhere but on a bare console and in the locale of C.
pub fn unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let bare = matches!(variable("TERM").as_deref(), Some("dumb" | "linux"));
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty());
    !bare && !matches!(locale.as_deref(), Some("C" | "POSIX"))
}

/// Columns of the terminal that standard output is; 80 where it is none.
pub fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout()).map_or(80, |(width, _)| usize::from(width.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(choice: ColourChoice, variables: &[(&str, &str)], is_terminal: bool, expected: bool) {
        let lookup = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let decided = colour(choice, lookup, is_terminal);
        assert_eq!(decided, expected, "{choice:?} {variables:?} {is_terminal}");
    }

    #[test]
    fn the_flag_decides_first() {
        check(ColourChoice::Always, &[("NO_COLOR", "1")], false, true);
        check(ColourChoice::Never, &[("FORCE_COLOR", "1")], true, false);
    }

    #[test]
    fn then_the_environment_then_the_terminal() {
        let auto = ColourChoice::Auto;
        check(auto, &[], true, true);
        check(auto, &[], false, false);
        check(auto, &[("TERM", "dumb")], true, false);
        check(
            auto,
            &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")],
            true,
            false,
        );
        check(auto, &[("NO_COLOR", "0")], true, false);
        check(auto, &[("NO_COLOR", "")], true, true);
        check(auto, &[("FORCE_COLOR", "1")], false, true);
        check(auto, &[("CLICOLOR_FORCE", "1")], false, true);
        check(auto, &[("FORCE_COLOR", "0")], false, false);
        check(auto, &[("FORCE_COLOR", "")], false, false);
    }
}
