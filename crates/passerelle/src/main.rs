//! `passerelle`: everything in one program. See `passerelle --help`.

fn main() -> std::process::ExitCode {
    passerelle::run()
}
