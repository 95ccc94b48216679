#!/usr/bin/env bash
# Two checkouts of one workspace that share CARGO_TARGET_DIR run each other's code.
#
# Seen with cargo 1.95.0 (f2d3ce0bd 2026-03-21), rustc 1.95.0, on Linux, 27 November 2026.
#
# Guess: a crate of a workspace is known by its path, so two checkouts in different folders have different artefacts.
# Found: the artefact's name is made from the path relative to the root of the workspace, so it is the same in both. Whether
# it is fresh is decided by the times of the files alone. A checkout whose files are older than the last build of the other
# one is "fresh" although its text differs: cargo builds nothing, gives no warning, and runs the other checkout's program.
# A check or a test that passes there says nothing of the files in that folder.
#
# Output seen:
#   checkout a, which says "first":   first
#   checkout b, which says "second":  first
#   checkout b after a touch:         second
#   checkout b with its own target:   second
#
# So: one target folder for each checkout. This script fails when cargo behaves otherwise.
set -euo pipefail

version=1.95.0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The pinned toolchain: the installed one if it has this version, else one in the temporary folder.
if [[ $(cargo --version 2>/dev/null) != "cargo $version "* ]]; then
    export RUSTUP_HOME=$folder/rustup
    rustup toolchain install "$version" --profile minimal --no-self-update >&2
    export RUSTUP_TOOLCHAIN=$version
fi

member() { # CHECKOUT NAME DEPENDENCIES FILE SOURCE
    mkdir -p "$1/crates/$2/src"
    printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2024"\n\n[dependencies]\n%s\n' "$2" "$3" >"$1/crates/$2/Cargo.toml"
    printf '%s\n' "$5" >"$1/crates/$2/src/$4"
}
checkout() { # CHECKOUT TEXT
    mkdir -p "$1"
    printf '[workspace]\nmembers = ["crates/*"]\nresolver = "3"\n' >"$1/Cargo.toml"
    member "$1" text '' lib.rs "pub fn text() -> &'static str { \"$2\" }"
    member "$1" print 'text = { path = "../text" }' main.rs 'fn main() { println!("{}", text::text()); }'
    # Both checkouts are older than any build.
    find "$1" -type f -exec touch -d '2026-01-01' {} +
}
run() { (cd "$1" && CARGO_TARGET_DIR=$2 cargo run --quiet --offline -p print); }
expect() { # WHAT EXPECTED FOUND
    printf '%-34s%s\n' "$1:" "$3"
    [[ $3 == "$2" ]] || { echo "changed: expected $2" >&2; exit 1; }
}

checkout "$folder/a" first
checkout "$folder/b" second
expect 'checkout a, which says "first"' first "$(run "$folder/a" "$folder/shared")"
expect 'checkout b, which says "second"' first "$(run "$folder/b" "$folder/shared")"
touch "$folder/b/crates/text/src/lib.rs"
expect 'checkout b after a touch' second "$(run "$folder/b" "$folder/shared")"
expect 'checkout b with its own target' second "$(run "$folder/b" "$folder/own")"
