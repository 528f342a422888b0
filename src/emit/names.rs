//! The names of predefined codes: the JavaScript SDK's, else the page's.

use crate::model::catalogue::{self, CodeEntry};

/// In SCREAMING_SNAKE. No two codes have the same, and none has a name that is another code's in the JavaScript SDK: there
/// the page's `InvalidImageData` is not 150.
pub(super) fn of(entry: &CodeEntry) -> String {
    if let Some(constant) = entry.constant("js") {
        return constant.name.to_owned();
    }
    let name = catalogue::screaming_snake(entry.name());
    match catalogue::javascript_code(&name) {
        Some(other) if other != entry.code => format!("{name}_{}", entry.code),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn each_code_has_a_name_of_its_own_that_is_right() {
        let mut seen = BTreeMap::new();
        for entry in catalogue::entries() {
            let name = of(entry);
            assert!(
                catalogue::codes_named(&name).contains(&entry.code),
                "{name}"
            );
            assert_eq!(name, catalogue::screaming_snake(&name));
            let other = catalogue::javascript_code(&name);
            assert!(other.is_none_or(|code| code == entry.code), "{name}");
            assert_eq!(seen.insert(name, entry.code), None);
        }
    }

    #[test]
    fn the_traps_have_told_names() {
        let name = |code| catalogue::entry(code).map(of);
        assert_eq!(name(143).as_deref(), Some("INVALID_IMAGE_DATA"));
        assert_eq!(name(150).as_deref(), Some("INVALID_IMAGE_DATA_150"));
        assert_eq!(name(139).as_deref(), Some("INVALID_ROLE_NAME"));
        assert_eq!(name(902).as_deref(), Some("MISSING_API_KEY_ERROR"));
        assert_eq!(name(124).as_deref(), Some("TIMEOUT"));
    }
}
