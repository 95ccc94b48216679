//! Migrations are built into the program, so a changed one has to build it anew.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations");
}
