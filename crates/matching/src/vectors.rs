//! Loops over columns, compiled for the widest vectors that the processor has.

use std::sync::LazyLock;

use pulp::Arch;

/// The instructions that this processor has, found once.
static ARCH: LazyLock<Arch> = LazyLock::new(Arch::new);

/// Runs a loop compiled for the widest vectors of this processor.
pub(crate) fn widest<R>(run: impl FnOnce() -> R) -> R {
    ARCH.dispatch(run)
}
