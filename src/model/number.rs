//! Numbers in texts: one answer for all languages.

/// The integer that a whole string spells, as `101` or `-1`: ten digits at most, none of them a leading zero.
pub fn integer_text(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain =
        !digits.is_empty() && digits.len() <= 10 && digits.bytes().all(|b| b.is_ascii_digit());
    (plain && (digits == "0" || !digits.starts_with('0')))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_counts_only_as_a_whole() {
        assert_eq!(integer_text("101"), Some(101));
        assert_eq!(integer_text("-1"), Some(-1));
        for text in ["", "-", "101 ", "0101", "1e3", "0x65", "12345678901"] {
            assert_eq!(integer_text(text), None, "{text}");
        }
    }
}
