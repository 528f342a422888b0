//! Characters that a person who reads a text does not see. How they are shown, each room says for itself.

use std::borrow::Cow;

/// The characters of a text that are not written as they are, with their places, ascending: those that `hides` says, and a
/// mark of a command for the service that shows a log.
pub fn hidden(text: &str, hides: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, char)> {
    let letters = text.char_indices();
    letters.filter(move |(at, letter)| hides(*letter) || *letter == '#' && marks_command(text, *at))
}

/// The text with escapes (`\u{202e}`) for the characters at some places, ascending.
pub fn escaped(text: &str, places: impl Iterator<Item = (usize, char)>) -> Cow<'_, str> {
    replaced(text, places, |letter, out| {
        out.extend(letter.escape_unicode())
    })
}

/// The same with what `write` writes for each of them.
pub fn replaced(
    text: &str,
    places: impl Iterator<Item = (usize, char)>,
    write: impl Fn(char, &mut String),
) -> Cow<'_, str> {
    let (mut replaced, mut plain) = (String::new(), 0);
    for (at, letter) in places {
        replaced.push_str(&text[plain..at]);
        write(letter, &mut replaced);
        plain = at + letter.len_utf8();
    }
    if plain == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(&text[plain..]);
    Cow::Owned(replaced)
}

/// Whether a text has a mark of a command, as `##[group]` of GitHub, `##vso[..]` of Azure, `##teamcity[..]`: these are obeyed
/// wherever they stand in a line of a log.
pub fn has_command(text: &str) -> bool {
    hidden(text, |_| false).next().is_some()
}

/// Whether the `#` at a place is the last one of such a mark.
fn marks_command(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let mut name = rest.bytes().skip(1).take(LONGEST_NAME);
    let end = name.find(|byte| !byte.is_ascii_alphabetic());
    before.ends_with('#') && end == Some(b'[')
}

/// Bytes of the name of a service, and of what follows it.
const LONGEST_NAME: usize = 32;

/// Whether a text, where it begins a line of a log, begins a command for GitHub: blanks before `::` do not count there.
pub fn begins_command(line: &str) -> bool {
    let is_nothing = |letter: char| letter.is_whitespace() || joins(letter);
    line.trim_start_matches(is_nothing).starts_with("::")
}

/// Whether nothing is seen of a character by itself: it is blank, hidden, or only says how its neighbours are drawn.
pub fn is_unseen(letter: char) -> bool {
    letter.is_whitespace() || joins(letter) || is_hidden(letter)
}

/// Joiners and variation selectors.
fn joins(letter: char) -> bool {
    matches!(
        letter,
        '\u{200c}' | '\u{200d}' | '\u{180b}'..='\u{180d}' | '\u{180f}'
    ) || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// What a terminal would obey, or a reader not see; LF and tabs are not among them.
///
/// Joiners (U+200C, U+200D) and variation selectors (U+FE0F and others) are no such characters: scripts and emoji need them.
pub fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        ' '..='~' => false,
        _ if character.is_control() => true,
        // Soft hyphen, grapheme joiner, Arabic letter mark, Khmer vowels, Mongolian vowel separator.
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' => true,
        // Zero-width space, direction marks; line and paragraph separators, embeddings and overrides.
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' => true,
        // Word joiner, invisible operators, isolates, deprecated format characters.
        '\u{2060}'..='\u{206f}' => true,
        // Fillers that are drawn as nothing.
        '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' => true,
        '\u{feff}' | '\u{fff0}'..='\u{fffb}' => true,
        // Format characters of shorthand and of music.
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => true,
        // Tags, and what is kept free beside them.
        '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' => true,
        // Code points that no text has.
        '\u{fdd0}'..='\u{fdef}' => true,
        _ if u32::from(character) & 0xfffe == 0xfffe => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_commands_are_found_wherever_they_stand() {
        let places =
            |text: &str| -> Vec<usize> { hidden(text, is_hidden).map(|(at, _)| at).collect() };
        assert_eq!(places("a ##[group]b"), [3]);
        assert_eq!(places("##vso[task.x]##teamcity[y]"), [1, 14]);
        assert_eq!(places("###[error]"), [2]);
        for plain in ["## [1.0]", "#[test]", "##", "r##\"x\"##", "##1["] {
            assert!(places(plain).is_empty() && !has_command(plain), "{plain}");
        }
        assert!(has_command("x ##[debug]") && has_command("###[error]"));
    }

    #[test]
    fn commands_begin_a_line_behind_any_blanks() {
        for line in ["::error::x", " \t\u{a0}\u{3000}::add-mask::x", "\u{200d}::"] {
            assert!(begins_command(line), "{line}");
        }
        for line in ["x::y", ": :", "./::error", "`::`"] {
            assert!(!begins_command(line), "{line}");
        }
    }
}
