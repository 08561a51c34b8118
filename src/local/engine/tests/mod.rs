//! The engine as a whole, over a catalog in memory and files in a directory.

mod lake;

mod dialect;
mod functions;
mod lambdas;
mod nan;
mod statements;
mod tables;
mod writes;
