//! Numbers that stand by themselves and may be codes by their length.

/// A number that stands by itself.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) start: usize,
    /// Without its sign.
    pub(super) value: i64,
}

/// The numbers of a text that may be codes by their length.
pub(super) fn numbers(bytes: &[u8]) -> impl Iterator<Item = Number> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
            let digits = bytes[start..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit());
            let len = digits.count();
            at = start + len;
            let clings = start > 0
                && (bytes[start - 1].is_ascii_alphanumeric()
                    || matches!(bytes[start - 1], b'_' | b'.'));
            if clings || len > 4 {
                continue;
            }
            let value = match bytes.get(at) {
                Some(b'x' | b'X') if len == 1 => digits_of(&bytes[at + 1..], 16),
                Some(b'o' | b'O') if len == 1 => digits_of(&bytes[at + 1..], 8),
                Some(b'b' | b'B') if len == 1 => digits_of(&bytes[at + 1..], 2),
                Some(b'_') => digits_of(&bytes[start..], 10),
                _ => digits_of(&bytes[start..at], 10),
            };
            return Some(Number { start, value });
        }
    })
}

/// The value of the digits that a text begins with, `_` between them passed over.
fn digits_of(text: &[u8], radix: u32) -> i64 {
    let digits = text.iter().filter(|byte| **byte != b'_');
    let digits = digits.map_while(|byte| char::from(*byte).to_digit(radix));
    digits.fold(0_i64, |value, digit| {
        let value = value.saturating_mul(i64::from(radix));
        value.saturating_add(i64::from(digit))
    })
}

/// Whether a number that may be a code stands in the text by itself: tables of codes, and calls of helpers of other files,
/// need no telling word.
pub(super) fn holds_a_code(bytes: &[u8]) -> bool {
    numbers(bytes).any(|number| number.value >= 100)
}

/// Whether a value stands at the place: behind a sign of assignment, a colon, a comma or a parenthesis.
pub(super) fn is_given(bytes: &[u8], start: usize) -> bool {
    let before = bytes[..start].iter().rev();
    let mut before = before.filter(|byte| !byte.is_ascii_whitespace() && **byte != b'-');
    matches!(before.next(), Some(b'=' | b':' | b',' | b'('))
}
