//! Sets of names that a walk over the tokens learns, and whether what it learnt comes too late.
//!
//! The names themselves are for `lang::names`.

use std::collections::BTreeSet;

use crate::lang::names::Asked;
pub(super) use crate::lang::names::Name;

/// What is asked of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Is it bound to an expression that holds a code: `c` of `const c = e.code`?
    Code,
    /// To an error class: `E` of `const E = Parse.Error`, `class E extends Parse.Error`?
    ErrorClass,
    /// Does it stand where a code belongs: `GONE` of `new Parse.Error(GONE)`, `e.code === GONE`?
    Operand,
    /// Is it a function that hands a name on as a code: `fail` of `function fail(c) { throw new Parse.Error(c) }`?
    Helper,
    /// Is it bound by an import?
    Import,
    /// .. of a module that may be another file of the project? Asked of what stands behind the import only: another walk
    /// for those that stand before it would cost more than they are worth.
    Neighbour,
}

const QUESTIONS: usize = 6;

/// What is known of a file's names, and what was asked before it was known.
#[derive(Debug)]
pub(super) struct Known {
    names: [BTreeSet<Name>; QUESTIONS],
    asked: Asked,
    /// Something is looked up by a code in a list: `[..].includes(e.code)`.
    pub(super) list_is_searched: bool,
    /// Something is looked up by a code in an object: `TABLE[e.code]`.
    pub(super) table_is_searched: bool,
    /// A class of the file extends something that is imported; and whether that was asked.
    extends_abroad: bool,
    extends_asked: bool,
    /// An answer changed after it was given: another walk may find more.
    pub(super) stale: bool,
}

impl Known {
    pub(super) fn new() -> Self {
        Self {
            names: Default::default(),
            asked: Asked::new(),
            list_is_searched: false,
            table_is_searched: false,
            extends_abroad: false,
            extends_asked: false,
            stale: false,
        }
    }

    pub(super) fn learn(&mut self, question: Question, text: &[u8]) {
        let name = Name::of(text);
        if self.names[question as usize].insert(name) {
            self.stale |= self.asked.contains(name.bit(question as u64));
        }
    }

    /// The answer as far as it is known by now.
    #[inline]
    pub(super) fn is(&mut self, question: Question, text: &[u8]) -> bool {
        let name = Name::of(text);
        self.asked.insert(name.bit(question as u64));
        let names = &self.names[question as usize];
        !names.is_empty() && names.contains(&name)
    }

    /// The same for somebody who does not depend on it: an answer that changes later makes nothing stale.
    #[inline]
    pub(super) fn knows(&self, question: Question, text: &[u8]) -> bool {
        let names = &self.names[question as usize];
        !names.is_empty() && names.contains(&Name::of(text))
    }

    /// A class of the file extends something that is imported.
    pub(super) fn extend_abroad(&mut self) {
        if !std::mem::replace(&mut self.extends_abroad, true) {
            self.stale |= self.extends_asked;
        }
    }

    /// Whether some class of the file extends something that is imported.
    pub(super) fn extends_abroad(&mut self) -> bool {
        self.extends_asked = true;
        self.extends_abroad
    }

    pub(super) fn list_is_searched(&mut self) {
        self.stale |= !std::mem::replace(&mut self.list_is_searched, true);
    }

    pub(super) fn table_is_searched(&mut self) {
        self.stale |= !std::mem::replace(&mut self.table_is_searched, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knowledge_is_stale_only_if_it_was_asked_for_before() {
        let mut known = Known::new();
        known.learn(Question::Code, b"early");
        assert!(known.is(Question::Code, b"early") && !known.stale);
        assert!(!known.is(Question::Code, b"late"));
        known.learn(Question::Operand, b"late");
        assert!(!known.stale, "another question");
        known.learn(Question::Code, b"late");
        assert!(known.stale);
        known.stale = false;
        known.learn(Question::Code, b"late");
        assert!(!known.stale, "nothing new");
    }
}
