//! Number literals of JavaScript.

pub(crate) use crate::model::number::integer_text;

/// The integer that a literal spells, in any notation: `101`, `0x65`, `1_01`, `101.0`, `1e3`. `None` for fractions,
/// for `BigInt` (which equals no number under `===`), for `0145` and `0108` (octal or not by a rule that nobody keeps
/// in mind, and an error in modules) and beyond what a double holds exactly.
pub(crate) fn integer(literal: &str) -> Option<i64> {
    let plain: String = literal.chars().filter(|c| *c != '_').collect();
    let radix = |digits: &str, radix| i64::from_str_radix(digits, radix).ok();
    let value = match plain.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => radix(&plain[2..], 16)?,
        Some("0o") => radix(&plain[2..], 8)?,
        Some("0b") => radix(&plain[2..], 2)?,
        _ => decimal(&plain)?,
    };
    (value.unsigned_abs() < 1 << 53).then_some(value)
}

fn decimal(literal: &str) -> Option<i64> {
    let mut digits = literal.bytes();
    if digits.next() == Some(b'0') && digits.next().is_some_and(|next| next.is_ascii_digit()) {
        return None;
    }
    if let Ok(value) = literal.parse() {
        return Some(value);
    }
    let value: f64 = literal.parse().ok()?;
    let whole = value.fract() == 0.0 && value.abs() < (1_i64 << 53) as f64;
    whole.then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_notations_are_read() {
        for (literal, value) in [
            ("101", 101),
            ("0x65", 101),
            ("0o145", 101),
            ("0b1100101", 101),
            ("1_01", 101),
        ] {
            assert_eq!(integer(literal), Some(value), "{literal}");
        }
        assert_eq!(integer("101.0"), Some(101));
        assert_eq!(integer("1e3"), Some(1000));
        for literal in [
            "1.5",
            "101n",
            "0x",
            "1e400",
            "99999999999999999999",
            "0145",
            "0101",
            "08",
            "00",
            "",
            "é1",
        ] {
            assert_eq!(integer(literal), None, "{literal}");
        }
    }
}
