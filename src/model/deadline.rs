//! How long a piece of work may take, and how it is cut off.
//!
//! Whoever walks over a source asks now and then (`ask`); where the time is over, its work unwinds, and whoever gave the
//! time (`within`) learns of that. No thread is stopped from outside. Time is the processor's, as far as the system tells:
//! what comes of a source must not depend on what else the machine has to do. Each thread has a time of its own, so work
//! that goes on in another thread is given what is `left`.

use std::cell::Cell;
use std::panic::resume_unwind;
use std::time::Duration;

thread_local! {
    static DEADLINE: Cell<Option<Deadline>> = const { Cell::new(None) };
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

/// The clock is looked at once for so many questions.
const EVERY: u32 = 1024;

/// What there is where nobody has said so.
const UNSAID: Duration = Duration::from_secs(10);

/// One part of so many is what a syntax tree may take of a budget: a source of the largest size for trees takes a tenth of
/// that, and a few hostile ones, such as thousands of comments that never end, would take minutes.
const TREE_PARTS: u32 = 10;

/// What work may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// All that was given.
    pub time: Duration,
    /// What is left of it.
    pub left: Duration,
}

#[derive(Clone, Copy, Debug)]
struct Deadline {
    time: Duration,
    /// By the clock of the thread.
    end: Duration,
}

/// What work that has no time left unwinds with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfTime;

impl Budget {
    pub fn of(time: Duration) -> Self {
        Self { time, left: time }
    }

    /// What a syntax tree may take of the budget of the work at hand.
    pub fn for_tree() -> Self {
        let whole = left().unwrap_or(Self::of(UNSAID));
        let time = whole.time / TREE_PARTS;
        Self {
            time,
            left: time.min(whole.left),
        }
    }
}

/// Runs `work` with a budget, or without one. It unwinds with `OutOfTime` where it asks too late. What it takes is not taken
/// from the budget of the work around it.
pub fn within<T>(budget: Option<Budget>, work: impl FnOnce() -> T) -> T {
    struct Outer {
        deadline: Option<Deadline>,
        start: Duration,
    }
    impl Drop for Outer {
        fn drop(&mut self) {
            let taken = clock::now().saturating_sub(self.start);
            DEADLINE.set(self.deadline.map(|outer| Deadline {
                end: outer.end.saturating_add(taken),
                ..outer
            }));
        }
    }
    let start = clock::now();
    let deadline = budget.map(|budget| Deadline {
        time: budget.time,
        end: start.saturating_add(budget.left),
    });
    let _outer = Outer {
        deadline: DEADLINE.replace(deadline),
        start,
    };
    work()
}

/// The budget of the work at hand.
pub fn left() -> Option<Budget> {
    let deadline = DEADLINE.get()?;
    Some(Budget {
        time: deadline.time,
        left: deadline.end.saturating_sub(clock::now()),
    })
}

/// Unwinds where the time is over. Costs next to nothing: to be called for each step of a loop over what a source holds.
#[inline]
pub fn ask() {
    if is_turn() && left().is_some_and(|budget| budget.left.is_zero()) {
        resume_unwind(Box::new(OutOfTime));
    }
}

#[inline]
fn is_turn() -> bool {
    let asked = ASKED.get().wrapping_add(1);
    ASKED.set(asked);
    asked.is_multiple_of(EVERY)
}

/// A budget for work that is asked to end rather than unwound.
pub struct Allowance {
    end: Duration,
    asked: u32,
}

impl Allowance {
    /// Questions for which the clock is looked at once: they come from a parser, far between.
    const EVERY: u32 = 8;

    pub fn of(budget: Budget) -> Self {
        Self {
            end: clock::now().saturating_add(budget.left),
            asked: 0,
        }
    }

    /// Whether it is used up.
    pub fn is_over(&mut self) -> bool {
        self.asked = self.asked.wrapping_add(1);
        self.asked.is_multiple_of(Self::EVERY) && clock::now() >= self.end
    }
}

#[cfg(unix)]
mod clock {
    use std::time::Duration;

    use rustix::time::{ClockId, clock_gettime};

    /// What the thread has taken of the processor.
    pub(super) fn now() -> Duration {
        let now = clock_gettime(ClockId::ThreadCPUTime);
        Duration::try_from(now).unwrap_or_default()
    }
}

#[cfg(not(unix))]
mod clock {
    use std::sync::OnceLock;
    use std::time::{Duration, Instant};

    /// Since this was first asked.
    pub(super) fn now() -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    fn ask_often() {
        (0..EVERY).for_each(|_| ask());
    }

    #[test]
    fn who_asks_too_late_is_cut_off() {
        let late = Budget::of(Duration::ZERO);
        let unwound = catch_unwind(|| within(Some(late), ask_often)).expect_err("it unwinds");
        assert_eq!(unwound.downcast_ref(), Some(&OutOfTime));
        // What was given is gone with the work.
        assert_eq!(left(), None);
        ask_often();
    }

    #[test]
    fn an_inner_budget_ends_with_its_work() {
        let hour = Duration::from_secs(3600);
        within(Some(Budget::of(hour)), || {
            within(None, || assert_eq!(left(), None));
            let known = left().expect("the outer one");
            assert_eq!(known.time, hour);
            assert!(known.left <= hour && !known.left.is_zero());
            ask_often();
        });
    }

    #[test]
    fn a_tree_may_take_a_part_of_what_is_left() {
        let for_tree = |left| {
            let time = Duration::from_secs(100);
            let budget = Budget {
                time,
                left: Duration::from_secs(left),
            };
            within(Some(budget), || {
                Budget::for_tree().left.as_secs_f64().round()
            })
        };
        assert_eq!([100, 50, 2].map(for_tree), [10.0, 10.0, 2.0]);
        assert_eq!(Budget::for_tree().time, UNSAID / TREE_PARTS);
        let is_over = |time| {
            let mut allowance = Allowance::of(Budget::of(time));
            (0..Allowance::EVERY).any(|_| allowance.is_over())
        };
        assert!(is_over(Duration::ZERO) && !is_over(UNSAID));
    }

    #[test]
    fn what_inner_work_takes_is_its_own() {
        let hour = Duration::from_secs(3600);
        within(Some(Budget::of(hour)), || {
            within(None, || {
                let start = clock::now();
                while clock::now() < start + Duration::from_millis(50) {}
            });
            let left = left().expect("a budget").left;
            assert!(left > hour - Duration::from_millis(45), "{left:?}");
        });
    }
}
