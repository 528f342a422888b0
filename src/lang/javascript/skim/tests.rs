use super::*;
#[test]
#[ignore]
fn tmp_share() {
    let root = std::env::var_os("PARSELINT_CORPUS").expect("x");
    let mut stack = vec![std::path::PathBuf::from(root)];
    let (mut all, mut cut) = (0, 0);
    while let Some(p) = stack.pop() {
        if p.is_dir() {
            stack.extend(std::fs::read_dir(p).unwrap().map(|e| e.unwrap().path()));
            continue;
        }
        if crate::lang::of(&p).is_none() {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&p) else {
            continue;
        };
        if !tokens::scan(&text).candidate || text.len() > 512 * 1024 {
            continue;
        }
        let b = tokens::quiet_bodies(&text);
        let n: usize = b.iter().map(|s| s.len()).sum();
        all += text.len();
        cut += n;
        println!(
            "{} of {} in {} bodies {}",
            n,
            text.len(),
            b.len(),
            p.display()
        );
    }
    println!("total {cut} of {all}");
}
