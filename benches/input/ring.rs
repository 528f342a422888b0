//! A ring of fixed size that threads read and write: what a logger or a sound card needs.

use std::cell::UnsafeCell;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long a writer waits before it gives up.
pub const PATIENCE: Duration = Duration::from_millis(250);
const MASK: usize = 0x0fff_ffff;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Full {
    Now { waiting: usize },
    Closed,
}

impl fmt::Display for Full {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Full::Now { waiting: 0 } => write!(out, "the ring is full"),
            Full::Now { waiting } => write!(out, "the ring is full, and {waiting} are waiting"),
            Full::Closed => out.write_str("the ring is closed"),
        }
    }
}

pub struct Ring<T, const SIZE: usize> {
    slots: [UnsafeCell<Option<T>>; SIZE],
    head: AtomicUsize,
    tail: AtomicUsize,
}

impl<T, const SIZE: usize> Ring<T, SIZE>
where
    T: Send + 'static,
{
    pub fn new() -> Self {
        assert!(SIZE.is_power_of_two() && SIZE <= MASK, "a ring of {SIZE} slots");
        Self {
            slots: std::array::from_fn(|_| UnsafeCell::new(None)),
            head: AtomicUsize::new(0),
            tail: AtomicUsize::new(0),
        }
    }

    pub fn len(&self) -> usize {
        let (head, tail) = (self.head.load(Ordering::Acquire), self.tail.load(Ordering::Acquire));
        tail.wrapping_sub(head) & MASK
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a value in, or hands it back.
    pub fn push(&self, value: T) -> Result<(), (T, Full)> {
        let started = Instant::now();
        let mut value = Some(value);
        while started.elapsed() < PATIENCE {
            let tail = self.tail.load(Ordering::Relaxed);
            if self.len() < SIZE {
                let slot = self.slots[tail % SIZE].get();
                // SAFETY: nobody else writes at the tail.
                unsafe { *slot = value.take() };
                self.tail.store(tail.wrapping_add(1), Ordering::Release);
                return Ok(());
            }
            std::thread::yield_now();
        }
        match value {
            Some(value) => Err((value, Full::Now { waiting: self.len() - SIZE })),
            None => unreachable!("the value is taken only when there is room"),
        }
    }

    pub fn drain<'a>(&'a self) -> impl Iterator<Item = T> + 'a {
        std::iter::from_fn(move || {
            let head = self.head.load(Ordering::Relaxed);
            if self.is_empty() {
                return None;
            }
            let slot = self.slots[head % SIZE].get();
            let value = unsafe { (*slot).take() };
            self.head.store(head.wrapping_add(1), Ordering::Release);
            value
        })
    }
}

macro_rules! rings {
    ($($name:ident: $kind:ty [$size:literal]),* $(,)?) => {
        $(pub static $name: std::sync::LazyLock<Ring<$kind, $size>> = std::sync::LazyLock::new(Ring::new);)*
    };
}

rings! {
    LINES: String [1024],
    SAMPLES: [f32; 64] [256],
    EVENTS: (u64, Box<str>) [64],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_in_order() {
        let ring: Ring<char, 8> = Ring::new();
        for letter in "abc".chars() {
            ring.push(letter).unwrap();
        }
        assert_eq!(ring.drain().collect::<String>(), "abc");
        assert_eq!(format!("{}", Full::Now { waiting: 2 }), r#"the ring is full, and 2 are waiting"#);
    }
}
