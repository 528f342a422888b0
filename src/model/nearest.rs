//! Did you mean: the known word that is nearest to a mistyped one.

/// The candidate that a person most likely meant by `word`; `None` where none is near. Letter case, `-` and `_` do not
/// count; the beginning of a word (three letters or more) is near to the word.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = plain(word);
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&word, &plain(candidate), allowed)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

fn distance(word: &str, candidate: &str, allowed: usize) -> Option<usize> {
    if word.chars().count() >= 3 && candidate.starts_with(word) {
        return Some(1);
    }
    let distance = strsim::osa_distance(word, candidate);
    (distance <= allowed).then_some(distance)
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_near_and_other_words_are_not() {
        let levels = ["off", "advice", "warning", "error"];
        assert_eq!(nearest("warn", levels), Some("warning"));
        assert_eq!(nearest("eror", levels), Some("error"));
        assert_eq!(nearest("Error", levels), Some("error"));
        assert_eq!(nearest("fatal", levels), None);
        assert_eq!(nearest("", levels), None);
        let rules = ["magic-code", "string-code", "unknown-constant"];
        assert_eq!(nearest("magic_code", rules), Some("magic-code"));
        assert_eq!(nearest("magiccode", rules), Some("magic-code"));
        assert_eq!(nearest("unkown-constants", rules), Some("unknown-constant"));
    }
}
