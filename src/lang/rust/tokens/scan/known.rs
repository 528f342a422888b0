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
}

const ROLES: usize = 4;

#[derive(Debug, Default)]
pub(super) struct Known {
    names: [BTreeSet<Name>; ROLES],
    /// Something was learnt since the last question: another walk may find more.
    grown: bool,
}

impl Known {
    pub(super) fn learn(&mut self, role: Role, name: &[u8]) {
        self.grown |= self.names[role as usize].insert(Name::of(name));
    }

    #[inline]
    pub(super) fn is(&self, role: Role, name: &[u8]) -> bool {
        let names = &self.names[role as usize];
        !names.is_empty() && names.contains(&Name::of(name))
    }

    pub(super) fn take_growth(&mut self) -> bool {
        std::mem::take(&mut self.grown)
    }
}
