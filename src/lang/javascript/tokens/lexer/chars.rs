//! Characters and words by themselves: what may belong to a name, what is blank, what asks for an operand.

/// Keywords after which an operand stands, hence a slash starts a regular expression.
pub(crate) fn asks_for_operand(word: &[u8]) -> bool {
    matches!(
        word,
        b"return"
            | b"typeof"
            | b"instanceof"
            | b"in"
            | b"of"
            | b"new"
            | b"delete"
            | b"void"
            | b"throw"
            | b"case"
            | b"do"
            | b"else"
            | b"yield"
            | b"await"
            | b"default"
            | b"extends"
    )
}

/// How many of eight bytes, from the lowest, belong to a name of ASCII.
#[inline]
pub(super) fn name_bytes(bytes: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let low = bytes & !HIGH;
    // The highest bit of each byte: whether the lower seven are within the bounds.
    let within = |bytes: u64, first: u8, last: u8| {
        let from = bytes + ONES * u64::from(0x80 - first);
        let beyond = bytes + ONES * u64::from(0x7f - last);
        from & !beyond
    };
    let letters = within(low | (0x20 * ONES), b'a', b'z');
    let others = within(low, b'0', b'9') | within(low, b'_', b'_') | within(low, b'$', b'$');
    let names = (letters | others) & !bytes & HIGH;
    ((!names & HIGH).trailing_zeros() / 8) as usize
}

pub(super) fn is_name_char(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '\u{200c}' | '\u{200d}')
}

pub(super) const BLANK: u8 = 1;
pub(super) const DIGIT: u8 = 2;
pub(super) const WORD: u8 = 4;
/// Either half of a name's characters.
pub(super) const NAME: u8 = DIGIT | WORD;
pub(super) const WIDE: u8 = 8;

pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => BLANK,
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => WORD,
            0x80.. => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    table
}
