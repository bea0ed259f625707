//! Every format over one set of findings, and the demands of their readers.

mod fixture;
mod limits;
mod readers;
mod sarif;
mod snapshots;
