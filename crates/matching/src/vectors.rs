//! Loops over columns: how many people each takes at once, compiled for the widest vectors that the processor has.

use std::sync::LazyLock;

use pulp::Arch;

/// The instructions that this processor has, found once.
static ARCH: LazyLock<Arch> = LazyLock::new(Arch::new);

/// Runs a loop compiled for the widest vectors of this processor.
pub(crate) fn widest<R>(run: impl FnOnce() -> R) -> R {
    ARCH.dispatch(run)
}

/// How many people are judged at once. Their outcomes of some twenty checks stay in the processor's near caches, and a
/// column is read so far on end that memory keeps up: half as many cost a million people a tenth more.
pub(crate) const BLOCK: usize = 2048;
