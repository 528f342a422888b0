//! Was this written by a minifier? By a file's name, or by the beginning of its text.

/// Bytes of a text that tell whether it is minified.
pub const SAMPLE: usize = 64 << 10;

/// Whether a source is minified, by its name or by its text, of which the first `SAMPLE` bytes count.
pub fn is_minified(path: &str, bytes: &[u8]) -> bool {
    is_minified_name(path) || looks_minified(bytes)
}

/// Whether a file's name says that it is minified.
fn is_minified_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.ends_with(".min") || stem.ends_with("-min")
}

/// Whether a text was written by a minifier: more than half of its first 64 KiB stands in lines of more than 500 bytes
/// that are dense code, namely at least a tenth brackets and separators, and less than a tenth blanks. Comments (source
/// maps, licences) do not count. Compilers keep a statement to a line, people do so with blanks, and embedded data has
/// few separators.
pub fn looks_minified(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if !has_long_line(sample) {
        return false;
    }
    let (mut all, mut dense) = (0, 0);
    let ends = memchr::memchr_iter(b'\n', sample).chain([sample.len()]);
    let mut start = 0;
    for end in ends {
        let line = &sample[start..end];
        start = end + 1;
        let code = line.trim_ascii_start();
        if code.starts_with(b"//") || code.starts_with(b"/*") && code.ends_with(b"*/") {
            continue;
        }
        all += line.len();
        dense += if is_dense(line) { line.len() } else { 0 };
        // Whatever the rest is.
        if dense * 2 > sample.len() {
            return true;
        }
    }
    dense * 2 > all
}

/// Bytes above which a line is long.
const LONG: usize = 500;

/// Whether there is any long line: one look back from where it would end passes over many short ones.
fn has_long_line(sample: &[u8]) -> bool {
    let mut rest = sample;
    while rest.len() > LONG {
        match memchr::memrchr(b'\n', &rest[..=LONG]) {
            Some(end) => rest = &rest[end + 1..],
            None => return true,
        }
    }
    false
}

fn is_dense(line: &[u8]) -> bool {
    if line.len() <= LONG {
        return false;
    }
    separators_in(line) * 10 >= line.len() && blanks_in(line) * 10 < line.len()
}

/// Brackets, and what stands between expressions: `( ) [ ] { } ; , = : .`
fn separators_in(line: &[u8]) -> usize {
    // Two that differ in one bit are asked for at once.
    count(line, |byte| {
        let (one, two, case) = (byte | 1, byte | 2, byte | 0x20);
        (one == b')')
            | (one == b';')
            | (two == b'.')
            | (byte == b'=')
            | (case == b'{')
            | (case == b'}')
    })
}

fn blanks_in(line: &[u8]) -> usize {
    count(line, |byte| {
        (byte == b' ') | (byte.wrapping_sub(b'\t') < 5) & (byte != 0x0b)
    })
}

/// How many bytes are of a kind. Counted in bytes for as many as a byte can count: many are then looked at in one
/// instruction.
fn count(line: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let parts = line.chunks(usize::from(u8::MAX));
    let of_part = |part: &[u8]| part.iter().map(|byte| u8::from(is(*byte))).sum::<u8>();
    parts.map(|part| usize::from(of_part(part))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minified_is_long_and_dense() {
        let minified = "function(e,t){return e.code===t?r(e,t):n.call(this,e)};".repeat(40);
        assert!(looks_minified(minified.as_bytes()));
        assert!(looks_minified(
            format!("/*! licence */\n{minified}\n//# sourceMappingURL=a.map").as_bytes()
        ));
        let readable =
            "function f(error) {\n  return error.code === 101 ? g(error) : null;\n}\n".repeat(40);
        assert!(!looks_minified(readable.as_bytes()));
        let mapped = format!(
            "{readable}//# sourceMappingURL=data:{}",
            "QUJD,;:=".repeat(20_000)
        );
        assert!(!looks_minified(mapped.as_bytes()));
        let data = format!("const image = '{}';\n{readable}", "QUJDRA".repeat(9_000));
        assert!(!looks_minified(data.as_bytes()));
        let prose = format!(
            "const text = '{}';",
            "It was a bright cold day, and all clocks told so. ".repeat(60)
        );
        assert!(!looks_minified(prose.as_bytes()));
        assert!(!looks_minified(b""));
    }

    #[test]
    fn separators_and_blanks_are_these() {
        for byte in 0..=u8::MAX {
            let separators = b"()[]{};,=:.".contains(&byte);
            assert_eq!(separators_in(&[byte]), usize::from(separators), "{byte}");
            let blanks = b" \t\n\x0c\r".contains(&byte);
            assert_eq!(blanks_in(&[byte]), usize::from(blanks), "{byte}");
        }
    }

    #[test]
    fn minified_names() {
        for name in ["a/b.min.js", "b-min.js", "x.min.mjs"] {
            assert!(is_minified_name(name), "{name}");
        }
        for name in ["a/min.js", "admin.js", "a.min/b.js", "minimal.ts", "a.min"] {
            assert!(!is_minified_name(name), "{name}");
        }
    }
}
