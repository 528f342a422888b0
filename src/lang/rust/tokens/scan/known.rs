//! Sets of names that a walk over the tokens learns.

use std::collections::BTreeSet;

use super::scope::Scope;
use crate::lang::names::Name;
use crate::lang::rust::tokens::words;

/// What is known of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It holds a code: `c` of `let c = e.code()`.
    Code,
    /// It stands beside a code: `GONE` of `e.code() == GONE`.
    Operand,
    /// A function with a parameter that holds or meets a code.
    Helper,
    /// Another name for an error class.
    ErrorClass,
    /// A constant, an enum or a function that the file declares.
    Own,
    /// A function or method that may give a code.
    Giving,
}

const ROLES: usize = 6;

#[derive(Debug, Default)]
pub(super) struct Known {
    /// Each with the functions in which it was learnt.
    names: [BTreeSet<(Name, Scope)>; ROLES],
    /// One bit for each name of a role: most other names have another.
    bits: [u64; ROLES],
    /// Something was learnt since the last question: another walk may find more.
    grown: bool,
}

impl Known {
    pub(super) fn learn(&mut self, role: Role, name: &[u8], scope: Scope) {
        let name = Name::of(name);
        self.bits[role as usize] |= bit(name);
        self.grown |= self.names[role as usize].insert((name, scope));
    }

    /// Whether the name has the role somewhere in the file.
    #[inline]
    pub(super) fn is(&self, role: Role, name: &[u8]) -> bool {
        let bits = self.bits[role as usize];
        if bits == 0 {
            return false;
        }
        let name = Name::of(name);
        let mut from = self.names[role as usize].range((name, Scope::FILE)..);
        bits & bit(name) != 0 && from.next().is_some_and(|(first, _)| *first == name)
    }

    /// Whether the name has the role in a function, or outside of functions that of any. What is no variable has it
    /// everywhere: what the file declares, and what is written like a constant or a type.
    #[inline]
    pub(super) fn is_in(&self, scope: Scope, role: Role, name: &[u8]) -> bool {
        self.is(role, name) && self.reaches(scope, role, name)
    }

    fn reaches(&self, scope: Scope, role: Role, name: &[u8]) -> bool {
        let learnt = |scope| self.names[role as usize].contains(&(Name::of(name), scope));
        scope == Scope::FILE
            || words::is_capitalised(name)
            || learnt(scope)
            || learnt(Scope::FILE)
            || self.is(Role::Own, name)
    }

    pub(super) fn take_growth(&mut self) -> bool {
        std::mem::take(&mut self.grown)
    }
}

fn bit(name: Name) -> u64 {
    1 << (name.bit(0) % 64)
}
