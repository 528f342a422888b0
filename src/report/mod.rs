//! stub
pub mod terminal;
pub mod concise;
pub mod json;
pub mod inventory;
pub mod code;
pub mod rule;
pub mod progress;
