//! Sources that nobody writes by hand: they end, on a small stack.
