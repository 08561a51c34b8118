//! The engine as a whole, over a catalog in memory and files in a directory.

mod lake;

mod dialect;
mod forms;
mod formats;
mod functions;
mod lambdas;
mod nan;
mod projection;
mod statements;
mod table;
mod tables;
mod tpch;
mod writes;
