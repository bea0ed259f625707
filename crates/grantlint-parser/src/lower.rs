//! Resources to model.
