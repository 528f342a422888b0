//! Which function a walk is in: variables have their meaning in one.

/// A function that no other one is around, by its number in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope(u32);

impl Scope {
    /// Outside of functions.
    pub(super) const FILE: Self = Scope(0);
}

#[derive(Debug, Default)]
pub(super) struct Scopes {
    count: u32,
    /// Brackets that are open around the function at hand.
    around: Option<usize>,
}

impl Scopes {
    pub(super) fn at(&self) -> Scope {
        match self.around {
            Some(_) => Scope(self.count),
            None => Scope::FILE,
        }
    }

    /// `fn`, inside as many brackets.
    pub(super) fn function(&mut self, open: usize) {
        if self.around.is_none() {
            self.count = self.count.saturating_add(1);
            self.around = Some(open);
        }
    }

    /// A statement ends inside as many brackets, and with it perhaps the function.
    pub(super) fn end(&mut self, open: usize) {
        if self.around.is_some_and(|around| open <= around) {
            self.around = None;
        }
    }
}
