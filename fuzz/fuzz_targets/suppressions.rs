#![no_main]
parselint_fuzz::target!("suppressions");
