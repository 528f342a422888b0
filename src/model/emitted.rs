//! Modules of constants that `parselint emit` wrote: how they are known again.

/// How their first line begins behind the mark of its comment.
pub const MARK: &str = "Written by `parselint emit ";

/// Whether a text is such a module, by its first line.
pub fn is_emitted(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let comment = text.strip_prefix("//").map(str::trim_start);
    comment.is_some_and(|comment| comment.starts_with(MARK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_known_by_its_first_line_only() {
        let line = "// Written by `parselint emit rust`; do not edit.\n";
        assert!(is_emitted(line));
        assert!(is_emitted(&format!("\u{feff}{}\r\n", line.trim_end())));
        assert!(!is_emitted(&format!("\n{line}")));
        assert!(!is_emitted(&format!("const a = 1; {line}")));
        assert!(!is_emitted("// Written by hand\n"));
    }
}
