//! The vocabulary of parselint: plain data, read and written by every stage.
//!
//! Nothing in here reads a file, prints, parses or decides. `source` is the text and its places, `facts` what a
//! front end reports of it, `catalogue` what the Parse Platform defines, `resolved` what a fact means, `neighbours`
//! what files tell each other, `contract` what all files of a project do with a code, `finding` what a rule says about
//! it, `settings` what the user asked for, `limits` how much of a source is read, `deadline` how long work on it may take, `manifest` what a package says about itself.
//! `emitted` knows the modules that `emit` writes, `pieces` is a source in tokens and `explain` why a number is, or is not, a code.
//! `path` is how all rooms write a path, `hidden` what no reader sees, `number` reads a whole string as an integer, `hashed` are maps for names, `nearest` is the one piece of
//! advice that all rooms give alike: did you mean.

pub mod source;
pub mod excerpt;
pub mod start;
pub mod facts;
pub mod catalogue;
pub mod resolved;
pub mod pieces;
pub mod neighbours;
pub mod contract;
pub mod finding;
pub mod inventory;
pub mod outcome;
pub mod explain;
pub mod settings;
pub mod limits;
pub mod deadline;
pub mod listed;
pub mod changes;
pub mod manifest;
pub mod path;
pub mod hidden;
pub mod emitted;
pub mod number;
pub mod hashed;
pub mod nearest;
pub mod error;
