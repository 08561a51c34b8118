//! The engine as a whole, over a catalog in memory and files in a directory.

mod lake;

mod dialect;
mod tables;
mod writes;
