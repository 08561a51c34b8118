//! The engine as a whole, over a catalog in memory and files in a directory.

mod lake;

mod chars;
mod ddl;
mod delimited;
mod dependent;
mod dialect;
mod formats;
mod forms;
mod functions;
mod lambdas;
mod nan;
mod odd_files;
mod orc;
mod planning;
mod projection;
mod statements;
mod table;
mod tables;
mod times;
mod tpch;
mod trino;
mod writes;
