//! Placements: a candidate takes a post of a vacancy, until the placement ends. An officer enters them today; applications
//! are to come here, and will end in them.
//!
//! A placement is the only place where it is written that a post is taken and that a candidate is placed. How many posts of
//! a vacancy are taken, and whether a candidate is available, is counted from current placements.
//!
//! A placement names its candidate by the identifier alone, so it stays when their personal data are deleted. It stays
//! current when the candidate withdraws, or the vacancy is closed: the work may go on, and an officer enters its end.
//!
//! | module | contents |
//! |---|---|
//! | [`placement`] | [`Placement`]: when one may begin and end |
//! | [`placement_operations`] | [`Placements`]: create, end, read, list |
//! | [`occupancy`] | which posts are taken and who is placed, for rankings and lists |
//! | [`placement_event`] | what happens to a placement, for those who follow the event log |
//! | [`placement_error`] | the errors of operations |

pub mod occupancy;
pub mod placement;
pub mod placement_error;
pub mod placement_event;
pub mod placement_operations;

mod placement_table;

pub use occupancy::{placed_candidates, posts_taken};
pub use placement::Placement;
pub use placement_error::PlacementError;
pub use placement_event::{PlacementEvent, PlacementSubjects};
pub use placement_operations::{NewPlacement, PlacementFilter, Placements};
