//! How fast the tokens are read; `lang::speed` says how to measure it.

use super::lexer::Lexer;
use crate::lang::rust::Rust;
use crate::lang::speed;

#[test]
#[ignore = "a measurement: it needs a corpus"]
fn megabytes_per_second() {
    speed::megabytes_per_second(&Rust, |text| {
        let mut lexer = Lexer::new(text);
        std::iter::from_fn(|| lexer.next()).count()
    });
}
