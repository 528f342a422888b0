//! stub
pub struct Prefilter;
impl Prefilter {
    pub fn new() -> Self {
        Self
    }
    pub fn admits(&self, _: &[u8], _: bool) -> bool {
        true
    }
}
pub fn looks_minified(_: &[u8]) -> bool {
    false
}
pub fn is_minified_name(path: &str) -> bool {
    path.contains(".min.")
}
