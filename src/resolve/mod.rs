//! stub
pub mod roles;
