//! Sets of names that a walk over the tokens learns.

use std::collections::BTreeSet;

use crate::lang::names::Name;

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
}

const ROLES: usize = 5;

#[derive(Debug, Default)]
pub(super) struct Known {
    names: [BTreeSet<Name>; ROLES],
    /// One bit for each name of a role: most other names have another.
    bits: [u64; ROLES],
    /// Something was learnt since the last question: another walk may find more.
    grown: bool,
}

impl Known {
    pub(super) fn learn(&mut self, role: Role, name: &[u8]) {
        let name = Name::of(name);
        self.bits[role as usize] |= bit(name);
        self.grown |= self.names[role as usize].insert(name);
    }

    #[inline]
    pub(super) fn is(&self, role: Role, name: &[u8]) -> bool {
        let bits = self.bits[role as usize];
        if bits == 0 {
            return false;
        }
        let name = Name::of(name);
        bits & bit(name) != 0 && self.names[role as usize].contains(&name)
    }

    pub(super) fn take_growth(&mut self) -> bool {
        std::mem::take(&mut self.grown)
    }
}

fn bit(name: Name) -> u64 {
    1 << (name.bit(0) % 64)
}
