//! Numbers that stand by themselves and may be codes by their length.

/// A number that stands by itself.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) start: usize,
    /// Without its sign; `None` where it is spelt otherwise than by digits alone.
    pub(super) value: Option<i64>,
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
            let otherwise = match bytes.get(at) {
                Some(b'x' | b'X' | b'o' | b'O' | b'b' | b'B') => len == 1,
                Some(b'_') => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
                _ => false,
            };
            let value = bytes[start..at]
                .iter()
                .fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
            let value = (!otherwise).then_some(value);
            return Some(Number { start, value });
        }
    })
}

/// Whether a number that may be a code stands in the text by itself: tables of codes, and calls of helpers of other files,
/// need no telling word.
pub(super) fn holds_a_code(bytes: &[u8]) -> bool {
    numbers(bytes).any(|number| number.value.is_none_or(|value| value >= 100))
}

/// Whether a value stands at the place: behind a sign of assignment, a colon, a comma or a parenthesis.
pub(super) fn is_given(bytes: &[u8], start: usize) -> bool {
    let before = bytes[..start].iter().rev();
    let mut before = before.filter(|byte| !byte.is_ascii_whitespace() && **byte != b'-');
    matches!(before.next(), Some(b'=' | b':' | b',' | b'('))
}
