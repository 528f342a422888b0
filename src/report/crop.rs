//! Which parts of a long line are shown: the surroundings of its labels, as many columns as there are.
//!
//! A line is never measured beyond what fits, so a line of megabytes costs no more than a short one. Escaping and
//! putting the parts together is for `window`.

use std::ops::Range;

use super::layout;
use super::visible::columns;

/// Columns that a label keeps on a crowded line.
const LEAST_SHARE: usize = 16;

/// How much of a line fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Columns for a line of source.
    pub(super) room: usize,
    /// Stands for what was cut.
    pub(super) ellipsis: &'static str,
}

/// The parts of a line to show, ascending: all of it if it fits, else the surroundings of each label.
pub(super) fn pieces<'a>(
    line: &str,
    labels: impl Iterator<Item = &'a Range<usize>> + Clone,
    frame: Frame,
) -> Vec<Range<usize>> {
    if forward(line, 0, frame.room) == line.len() {
        return std::iter::once(0..line.len()).collect();
    }
    let count = labels.clone().count();
    let room = frame
        .room
        .saturating_sub((count + 1) * frame.ellipsis.chars().count());
    if count == 0 {
        return std::iter::once(0..forward(line, 0, room)).collect();
    }
    let share = (room / count).max(LEAST_SHARE);
    let mut pieces: Vec<Range<usize>> = Vec::with_capacity(count);
    for label in labels {
        let piece = around(line, label, share);
        match pieces.last_mut() {
            Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
            _ => pieces.push(piece),
        }
    }
    pieces
}

/// A label with what stands left and right of it, in `room` columns; what one side does not need goes to the other.
/// A label wider than the room is cut.
fn around(line: &str, label: &Range<usize>, room: usize) -> Range<usize> {
    let label_end = forward(line, label.start, room).min(label.end);
    let free = room.saturating_sub(width(line, label.start..label_end));
    let right = width(line, label_end..forward(line, label_end, free - free / 2));
    let start = backward(line, label.start, free - right);
    let left = width(line, start..label.start);
    start..forward(line, label_end, free.saturating_sub(left))
}

/// How far `room` columns reach from a byte; looks at no more than these.
fn forward(line: &str, from: usize, room: usize) -> usize {
    let rest = line.get(from..).unwrap_or_default();
    from + reach(rest.chars(), room)
}

fn backward(line: &str, from: usize, room: usize) -> usize {
    let rest = line.get(..from).unwrap_or_default();
    from - reach(rest.chars().rev(), room)
}

/// Bytes of the characters that fit.
fn reach(characters: impl Iterator<Item = char>, room: usize) -> usize {
    let mut used = 0;
    let fits = characters.take_while(|character| {
        used += columns(*character);
        used <= room
    });
    fits.map(char::len_utf8).sum()
}

fn width(line: &str, range: Range<usize>) -> usize {
    layout::width(line.get(range).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, labels: &[&str], expected: &[&str]) {
        let frame = Frame {
            room: 20,
            ellipsis: "…",
        };
        let places: Vec<Range<usize>> = labels
            .iter()
            .map(|label| {
                line.find(label)
                    .map(|at| at..at + label.len())
                    .expect("label")
            })
            .collect();
        let pieces = pieces(line, places.iter(), frame);
        let shown: Vec<&str> = pieces.into_iter().map(|piece| &line[piece]).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_fits_is_shown_as_it_is() {
        check("", &[], &[""]);
        check("12345678901234567890", &["5"], &["12345678901234567890"]);
        check("12345678901234567890+", &[], &["1234567890123456789"]);
    }

    #[test]
    fn a_label_has_as_much_before_it_as_behind_it() {
        check(
            "aaaaaaaaaaaaaaaaaaaa101bbbbbbbbbbbbbbbbbbbb",
            &["101"],
            &["aaaaaaa101bbbbbbbb"],
        );
        check(
            "aa101bbbbbbbbbbbbbbbbbbbb",
            &["101"],
            &["aa101bbbbbbbbbbbbb"],
        );
        check(
            "aaaaaaaaaaaaaaaaaaaaaaa101b",
            &["101"],
            &["aaaaaaaaaaaaaa101b"],
        );
    }

    #[test]
    fn far_labels_have_pieces_of_their_own_and_near_ones_share() {
        let far = format!("{}1{}2{}", "a".repeat(50), "b".repeat(50), "c".repeat(50));
        check(&far, &["1", "2"], &["aaaaaaa1bbbbbbbb", "bbbbbbb2cccccccc"]);
        let near = format!("{}1bb2{}", "a".repeat(50), "c".repeat(50));
        check(&near, &["1", "2"], &["aaaaaaa1bb2cccccccc"]);
    }

    #[test]
    fn wide_characters_and_escapes_take_their_columns() {
        check("漢字漢字漢字漢字漢字漢字", &[], &["漢字漢字漢字漢字漢"]);
        check("ab\u{202e}cd\u{202e}efgh", &[], &["ab\u{202e}cd"]);
    }

    #[test]
    fn a_label_wider_than_the_room_is_cut() {
        check(&"1".repeat(90), &[&"1".repeat(90)], &[&"1".repeat(18)]);
    }
}
