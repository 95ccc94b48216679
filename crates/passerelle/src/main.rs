//! `passerelle`: everything in one program. See `passerelle --help`.

/// Rankings and imports allocate many small values on several threads, for which the allocator of the C library costs a
/// seventh of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    passerelle::run()
}
