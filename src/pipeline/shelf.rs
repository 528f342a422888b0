//! What was read of texts, for whoever asks again: a file is linted, lends its constants to those that import it, and is
//! looked through for what a project has already; and packages are installed several times over.
//!
//! A tree that a library makes costs more than everything else about a file, so what was read is kept, as long as there is
//! room; of what parselint parses itself, only a little. What is not kept is read again; no answer depends on that.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::mem::size_of;
use std::sync::{Arc, Mutex, PoisonError};

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::lang::{Language, Scan};
use crate::model::facts::{Binding, Call, CodeUse, Comment, Facts, Scope};
use crate::model::hashed::HashMap;
use crate::model::path;
use crate::model::source::{SourceFile, Span};

/// Bytes that kept facts may take, by and large: those of trees that a library has made, and others.
const ROOM: usize = 24 << 20;
const LITTLE_ROOM: usize = 1 << 20;

/// Texts whose scans are kept.
const SCANS: usize = 1 << 16;

/// How much of a text the facts are of. Each says something else, and none stands for another one: what is told would
/// depend on who came by before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    Whole,
    Tokens,
}

impl Reading {
    pub(super) fn facts(self, file: &SourceFile, language: &dyn Language) -> Facts {
        match self {
            Reading::Whole => language.facts(file),
            Reading::Tokens => language.token_facts(file),
        }
    }
}

/// A text under the name of its file, without its folders: what a language says of a source depends on nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Mark(u128);

/// What was read of texts. Threads may share it.
pub(super) struct Shelf {
    /// Texts are told apart by a hash that nobody can foresee: none can be written to pass for another one.
    seed: SipHasher13,
    scans: Mutex<HashMap<Mark, Scan>>,
    facts: Mutex<Kept>,
    /// Those that are kept to be shown.
    texts: Mutex<HashMap<Mark, Arc<str>>>,
}

#[derive(Default)]
struct Kept {
    facts: HashMap<(Mark, Reading), Arc<Facts>>,
    /// Bytes of those of trees that a library has made, and of others.
    by_library: usize,
    own: usize,
}

impl Kept {
    /// Keeps facts where there is room for them.
    fn keep(&mut self, key: (Mark, Reading), facts: &Arc<Facts>) {
        let (bytes, room) = match facts.by_library {
            true => (&mut self.by_library, ROOM),
            false => (&mut self.own, LITTLE_ROOM),
        };
        let taken = *bytes + weight(facts);
        // Another thread may have read the same.
        if taken <= room && !self.facts.contains_key(&key) {
            *bytes = taken;
            self.facts.insert(key, Arc::clone(facts));
        }
    }
}

impl Default for Shelf {
    fn default() -> Self {
        let [first, second] = [0, 1].map(|half: u64| RandomState::new().hash_one(half));
        Self {
            seed: SipHasher13::new_with_keys(first, second),
            scans: Mutex::default(),
            facts: Mutex::default(),
            texts: Mutex::default(),
        }
    }
}

impl Shelf {
    pub(super) fn mark(&self, path: &str, text: &str) -> Mark {
        let mut hasher = self.seed;
        hasher.write(path::name(path).as_bytes());
        // No byte of UTF-8.
        hasher.write_u8(0xff);
        hasher.write(text.as_bytes());
        Mark(hasher.finish128().as_u128())
    }

    pub(super) fn scan(&self, mark: Mark, scan: impl FnOnce() -> Scan) -> Scan {
        let kept = || self.scans.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().get(&mark).copied();
        known.unwrap_or_else(|| {
            let found = scan();
            let mut kept = kept();
            if kept.len() < SCANS {
                kept.insert(mark, found);
            }
            found
        })
    }

    /// A text that will be kept: in the place of one that is, if it is the same.
    pub(super) fn share(&self, mark: Mark, text: &mut Arc<str>) {
        let mut kept = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.entry(mark).or_insert_with(|| Arc::clone(text));
        *text = Arc::clone(kept);
    }

    /// Facts that fall short are not kept: there may be more time, or memory, the next time.
    pub(super) fn facts<E>(
        &self,
        mark: Mark,
        reading: Reading,
        read: impl FnOnce() -> Result<Facts, E>,
    ) -> Result<Arc<Facts>, E> {
        let key = (mark, reading);
        let kept = || self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().facts.get(&key).map(Arc::clone);
        if let Some(known) = known {
            return Ok(known);
        }
        let facts = Arc::new(read()?);
        if facts.shortfall.is_none() {
            kept().keep(key, &facts);
        }
        Ok(facts)
    }
}

/// Bytes that facts take, by and large: what is most of them, and as much again for the names in it.
fn weight(facts: &Facts) -> usize {
    let most = facts.uses.len() * size_of::<CodeUse>()
        + facts.bindings.len() * size_of::<Binding>()
        + facts.calls.len() * size_of::<Call>()
        + facts.scopes.len() * size_of::<Scope>()
        + facts.comments.len() * size_of::<Comment>()
        + facts.statements.len() * size_of::<Span>();
    size_of::<Facts>() + 2 * most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::limits::Shortfall;

    #[test]
    fn a_text_is_read_once_under_one_name() {
        let shelf = Shelf::default();
        let read = |path: &str, text: &str, reading: Reading| {
            let mut asked = false;
            let facts = shelf.facts(shelf.mark(path, text), reading, || {
                asked = true;
                Ok::<_, ()>(Facts::default())
            });
            assert!(facts.is_ok());
            asked
        };
        assert!(read("a/x.js", "one", Reading::Whole));
        assert!(!read("a/x.js", "one", Reading::Whole));
        assert!(!read("b/c/x.js", "one", Reading::Whole));
        assert!(read("a/x.js", "one", Reading::Tokens));
        assert!(read("a/x.js", "two", Reading::Whole));
        assert!(read("a/x.d.ts", "one", Reading::Whole));
        assert!(read("a/x.j", "sone", Reading::Whole));
        let mut scans = 0;
        for _ in 0..2 {
            shelf.scan(shelf.mark("a.rs", "one"), || {
                scans += 1;
                Scan::default()
            });
        }
        assert_eq!(scans, 1);
    }

    #[test]
    fn a_text_is_kept_once() {
        let shelf = Shelf::default();
        let mut texts = ["one", "two", "one"].map(Arc::<str>::from);
        for text in &mut texts {
            shelf.share(shelf.mark("a.js", &text.clone()), text);
        }
        let [one, two, again] = texts;
        assert!(Arc::ptr_eq(&one, &again) && !Arc::ptr_eq(&one, &two));
        assert_eq!((&*one, &*two), ("one", "two"));
    }

    #[test]
    fn what_falls_short_or_has_no_room_is_read_again() {
        let shelf = Shelf::default();
        let read = |text: &str, facts: &Facts| {
            let mut asked = false;
            let facts = shelf.facts(shelf.mark("a.rs", text), Reading::Whole, || {
                asked = true;
                Ok::<_, ()>(facts.clone())
            });
            assert!(facts.is_ok());
            asked
        };
        let late = Facts {
            shortfall: Some(Shortfall::Time),
            ..Facts::default()
        };
        assert!(read("late", &late) && read("late", &late));
        let vast = Facts {
            by_library: true,
            statements: vec![Span::default(); ROOM],
            ..Facts::default()
        };
        assert!(read("vast", &vast) && read("vast", &vast));
        // Of what parselint parses itself, less is kept.
        let half = |by_library| Facts {
            by_library,
            statements: vec![Span::default(); LITTLE_ROOM / size_of::<Span>() / 3],
            ..Facts::default()
        };
        assert!(read("own", &half(false)) && !read("own", &half(false)));
        assert!(read("another", &half(false)) && read("another", &half(false)));
        for text in ["one", "two", "three"] {
            assert!(read(text, &half(true)) && !read(text, &half(true)));
        }
        let small = Facts::default();
        assert!(read("small", &small) && !read("small", &small));
        let mark = shelf.mark("a.rs", "broken");
        let broken = shelf.facts(mark, Reading::Whole, || Err("broken"));
        assert_eq!(broken.err(), Some("broken"));
        assert!(shelf.facts(mark, Reading::Whole, || Err(())).is_err());
    }
}
