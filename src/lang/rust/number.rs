//! Number literals of Rust: which of them are integers, and of what value.

/// The value of a number token; `None` for a float, and for what does not fit.
///
/// A suffix (`101_i32`), a base (`0x65`) and underscores are read; the minus sign is a token of its own.
pub(super) fn integer(token: &str) -> Option<i64> {
    let (radix, rest) = match token.get(..2) {
        Some("0x") => (16, &token[2..]),
        Some("0o") => (8, &token[2..]),
        Some("0b") => (2, &token[2..]),
        _ => (10, token),
    };
    let digits = without_suffix(rest, radix);
    let digits: String = digits.chars().filter(|digit| *digit != '_').collect();
    i64::from_str_radix(&digits, radix).ok()
}

/// The digits without `i32`, `u8`, `usize` and the like; a float keeps its point or its suffix and is none.
fn without_suffix(digits: &str, radix: u32) -> &str {
    let suffix = digits.find(|sign: char| !sign.is_digit(radix) && sign != '_');
    match suffix.map(|at| digits.split_at(at)) {
        Some((digits, suffix)) if is_integer_suffix(suffix) => digits,
        _ => digits,
    }
}

fn is_integer_suffix(suffix: &str) -> bool {
    let size = suffix.strip_prefix(['i', 'u']);
    size.is_some_and(|size| matches!(size, "8" | "16" | "32" | "64" | "128" | "size"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_an_integer() {
        for token in [
            "101",
            "101i32",
            "101_i32",
            "1_01",
            "0x65",
            "0x6_5u16",
            "0o145",
            "0b110_0101",
            "101usize",
            "00101",
        ] {
            assert_eq!(integer(token), Some(101), "{token}");
        }
        for token in [
            "1.01",
            "101.0",
            "1e2",
            "101f32",
            "101_f64",
            "0x",
            "_",
            "",
            "99999999999999999999",
            "101px",
        ] {
            assert_eq!(integer(token), None, "{token}");
        }
    }
}
