//! The SQL engine of the local lake.
