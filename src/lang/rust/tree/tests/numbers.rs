//! Every spelling of a number, as an expression, in a macro and as a pattern.

use super::{in_function, read};
use crate::model::facts::Operand;

#[test]
fn every_spelling() {
    for (written, value) in [
        ("101", 101),
        ("101_i32", 101),
        ("137i64", 137),
        ("0x65", 101),
        ("0x65u8", 101),
        ("0o145", 101),
        ("0b110_0101", 101),
        ("1_01", 101),
        ("-1", -1),
        ("- 1", -1),
        ("-1i16", -1),
    ] {
        for source in [
            format!("e.code == {written};"),
            format!("assert_eq!(e.code, Some({written}));"),
            format!("match e.code {{ {written} => 1, _ => 2 }}"),
            format!("let x = json!({{\"code\": {written}}});"),
        ] {
            let (file, facts) = read(&in_function(&source));
            let told: Vec<_> = facts
                .uses
                .iter()
                .map(|found| (file.slice(found.span), &found.operand))
                .collect();
            assert_eq!(told, [(written, &Operand::Number(value))], "{source}");
        }
    }
}

#[test]
fn what_is_no_integer() {
    for written in [
        "101.0",
        "1e2",
        "101f32",
        "'e'",
        "b'e'",
        "true",
        "99999999999999999999",
        "!101",
    ] {
        let (_, facts) = read(&in_function(&format!("e.code == {written};")));
        assert!(facts.uses.is_empty(), "{written}: {:?}", facts.uses);
    }
}
