//! Rebuilds the crate when a file is added to `config/` or removed; Cargo already tracks changes of the files.

use std::io::Write;

fn main() -> std::io::Result<()> {
    writeln!(std::io::stdout(), "cargo:rerun-if-changed=../../config")
}
