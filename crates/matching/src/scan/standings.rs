//! A block's outcomes summed into where each person stands.

use vocabulary::{Outcome, Standing};

use super::BLOCK;
use crate::rules::widest;

/// Something of each person of a block. Loops over a whole row become vectors; shorter ones would be unrolled instead.
pub(super) type Row<T> = [T; BLOCK];

/// How many rows are summed in one go, so that sums are read and written once for all of them.
const TOGETHER: usize = 4;

/// Where a person stands and whether that hangs on one check alone: plain numbers, so that a block of them is a row
/// of bytes.
pub(super) type State = u8;

/// Two musts or more are not met, or the person may not be listed at all.
pub(super) const EXCLUDED: State = 0;
/// Every must is met.
pub(super) const READY: State = 1;
/// One must is met by plan, all others are met.
pub(super) const REACHABLE_BY_ONE: State = 2;
/// Several musts are met by plan.
pub(super) const REACHABLE: State = 3;
/// One must is unknown, all others are met.
pub(super) const ONE_UNKNOWN: State = 4;
/// One must is unknown, some others are met by plan.
pub(super) const ONE_UNKNOWN_BESIDE_PLANS: State = 5;
/// Several musts are unknown.
pub(super) const TO_VERIFY: State = 6;
/// One must is not met, all others are met.
pub(super) const ONE_MISSING: State = 7;
/// One must is not met, some others are met by plan.
pub(super) const ONE_MISSING_BESIDE_PLANS: State = 8;
/// One must is not met, and some others are unknown.
pub(super) const ONE_MISSING_BESIDE_UNKNOWNS: State = 9;
/// How many states there are.
pub(super) const STATES: usize = 10;

/// The standing that a state is one of.
pub(super) fn standing(state: State) -> Standing {
    match state {
        READY => Standing::Ready,
        REACHABLE_BY_ONE | REACHABLE => Standing::Reachable,
        ONE_UNKNOWN | ONE_UNKNOWN_BESIDE_PLANS | TO_VERIFY => Standing::ToVerify,
        ONE_MISSING | ONE_MISSING_BESIDE_PLANS | ONE_MISSING_BESIDE_UNKNOWNS => Standing::NearMiss,
        _ => Standing::Excluded,
    }
}

/// The sums over a block's outcomes, a byte a person.
pub(super) struct Standings {
    /// How many musts are not met.
    pub(super) failed: Row<u8>,
    /// How many are unknown.
    pub(super) unknown: Row<u8>,
    /// How many are met by plan.
    pub(super) by_plan: Row<u8>,
    /// Other than 0: may not be listed at all, whatever the sums say.
    pub(super) shut: Row<u8>,
    /// Where that leaves the person.
    pub(super) state: Row<State>,
    /// The place, counted from 1, of the check on which the state hangs; 0 where it hangs on none alone.
    pub(super) hinge: Row<u8>,
}

impl Standings {
    pub(super) fn new() -> Box<Self> {
        let row = [0; BLOCK];
        Box::new(Self { failed: row, unknown: row, by_plan: row, shut: row, state: row, hinge: row })
    }

    /// Opens a block of `len` people: nobody is shut out yet but the rows that hold nobody.
    pub(super) fn open(&mut self, len: usize) {
        self.shut[..len].fill(0);
        self.shut[len..].fill(1);
    }

    /// Shuts out everybody who doesn't meet a check.
    pub(super) fn shut_out_unless_met(&mut self, outcomes: &Row<Outcome>) {
        widest(
            #[inline(always)]
            || {
                for (shut, outcome) in self.shut.iter_mut().zip(outcomes) {
                    *shut |= u8::from(*outcome as u8 != Outcome::Met as u8);
                }
            },
        );
    }

    /// Sums the outcomes of the checks at these places.
    pub(super) fn sum(&mut self, outcomes: &[Row<Outcome>], places: &[usize]) {
        widest(
            #[inline(always)]
            || {
                for sums in [&mut self.failed, &mut self.unknown, &mut self.by_plan] {
                    sums.fill(0);
                }
                let (many, rest) = places.as_chunks::<TOGETHER>();
                many.iter().for_each(|places| self.add(places.map(|place| &outcomes[place])));
                rest.iter().for_each(|place| self.add([&outcomes[*place]]));
                let mut decisive = [Outcome::Met; BLOCK];
                self.conclude(&mut decisive);
                self.hinge.fill(0);
                many.iter().for_each(|places| self.find(&decisive, places.map(|place| (place, &outcomes[place]))));
                rest.iter().for_each(|place| self.find(&decisive, [(*place, &outcomes[*place])]));
            },
        );
    }

    /// Adds the outcomes of some checks.
    #[inline(always)]
    fn add<const N: usize>(&mut self, rows: [&Row<Outcome>; N]) {
        for index in 0..BLOCK {
            let (mut failed, mut unknown, mut by_plan) = (0, 0, 0);
            for row in rows {
                failed += is(row[index], Outcome::NotMet);
                unknown += is(row[index], Outcome::Unknown);
                by_plan += is(row[index], Outcome::ByPlan);
            }
            self.failed[index] += failed;
            self.unknown[index] += unknown;
            self.by_plan[index] += by_plan;
        }
    }

    /// Concludes states from sums, and which outcome decides where one check alone does.
    #[inline(always)]
    fn conclude(&mut self, decisive: &mut Row<Outcome>) {
        for index in 0..BLOCK {
            let (failed, unknown, by_plan) = (self.failed[index], self.unknown[index], self.by_plan[index]);
            let several_plans = if by_plan == 1 { REACHABLE_BY_ONE } else { REACHABLE };
            let known = if by_plan == 0 { READY } else { several_plans };
            let one_unknown = if by_plan == 0 { ONE_UNKNOWN } else { ONE_UNKNOWN_BESIDE_PLANS };
            let asked = if unknown == 1 { one_unknown } else { TO_VERIFY };
            let unfailed = if unknown == 0 { known } else { asked };
            let one_missing = if by_plan == 0 { ONE_MISSING } else { ONE_MISSING_BESIDE_PLANS };
            let one_missing = if unknown == 0 { one_missing } else { ONE_MISSING_BESIDE_UNKNOWNS };
            let failing = if failed == 1 { one_missing } else { EXCLUDED };
            let state = if failed == 0 { unfailed } else { failing };
            let state = if self.shut[index] == 0 { state } else { EXCLUDED };
            self.state[index] = state;
            let by_one = if state == REACHABLE_BY_ONE { Outcome::ByPlan } else { Outcome::Met };
            let is_unknown = (state == ONE_UNKNOWN) | (state == ONE_UNKNOWN_BESIDE_PLANS);
            let unfailed = if is_unknown { Outcome::Unknown } else { by_one };
            decisive[index] = if state >= ONE_MISSING { Outcome::NotMet } else { unfailed };
        }
    }

    /// Finds the checks among some whose outcome is the decisive one.
    #[inline(always)]
    fn find<const N: usize>(&mut self, decisive: &Row<Outcome>, rows: [(usize, &Row<Outcome>); N]) {
        for index in 0..BLOCK {
            let decisive = decisive[index];
            let mut found = 0;
            for (place, row) in rows {
                let hangs = (row[index] as u8 == decisive as u8) & (decisive as u8 != Outcome::Met as u8);
                found |= if hangs { place as u8 + 1 } else { 0 };
            }
            self.hinge[index] |= found;
        }
    }

    /// How many would be ready, reachable and to verify if some checks had other outcomes, each given with its old
    /// ones; whoever is shut out stays so. `None` is met by everybody.
    pub(super) fn recount<'a>(
        &self,
        changes: impl Iterator<Item = (&'a Row<Outcome>, Option<&'a Row<Outcome>>)>,
    ) -> [u32; 3] {
        let mut sums = [self.failed, self.unknown, self.by_plan];
        widest(
            #[inline(always)]
            || {
                changes.for_each(|(old, new)| exchange(&mut sums, old, new.unwrap_or(&[Outcome::Met; BLOCK])));
                count_open(&sums, &self.shut)
            },
        )
    }

    /// The sums of one person: not met, unknown, by plan.
    pub(super) fn of(&self, offset: usize) -> [u8; 3] {
        [self.failed[offset], self.unknown[offset], self.by_plan[offset]]
    }

    /// Calls for everybody who is not excluded, in order.
    pub(super) fn visit(&self, mut visit: impl FnMut(usize, State, u8, u8)) {
        let (words, _) = self.state.as_chunks::<8>();
        for (word, states) in words.iter().enumerate() {
            let mut left = u64::from_le_bytes(*states);
            while left != 0 {
                let lane = left.trailing_zeros() as usize / 8;
                left &= !(0xFF << (8 * lane));
                let offset = 8 * word + lane;
                visit(offset, states[lane], self.hinge[offset], self.unknown[offset]);
            }
        }
    }
}

/// 1 where an outcome is of a kind.
#[inline(always)]
fn is(outcome: Outcome, kind: Outcome) -> u8 {
    u8::from(outcome as u8 == kind as u8)
}

/// Takes old outcomes out of the sums of failures, unknowns and plans, and puts new ones in.
#[inline(always)]
fn exchange([failed, unknown, by_plan]: &mut [Row<u8>; 3], old: &Row<Outcome>, new: &Row<Outcome>) {
    for index in 0..BLOCK {
        let (old, new) = (old[index], new[index]);
        let change = |kind| is(new, kind).wrapping_sub(is(old, kind));
        failed[index] = failed[index].wrapping_add(change(Outcome::NotMet));
        unknown[index] = unknown[index].wrapping_add(change(Outcome::Unknown));
        by_plan[index] = by_plan[index].wrapping_add(change(Outcome::ByPlan));
    }
}

/// How many are ready, reachable and to verify by sums of failures, unknowns and plans.
#[inline(always)]
fn count_open([failed, unknown, by_plan]: &[Row<u8>; 3], shut: &Row<u8>) -> [u32; 3] {
    /// So many that a count of them fits a byte.
    const PIECE: usize = 128;
    let mut counts = [0u32; 3];
    for from in (0..BLOCK).step_by(PIECE) {
        let (mut ready, mut known, mut open) = (0u8, 0u8, 0u8);
        for index in from..from + PIECE {
            let failure = failed[index] | shut[index];
            open += u8::from(failure == 0);
            known += u8::from(failure | unknown[index] == 0);
            ready += u8::from(failure | unknown[index] | by_plan[index] == 0);
        }
        for (count, more) in counts.iter_mut().zip([ready, known - ready, open - known]) {
            *count += u32::from(more);
        }
    }
    counts
}
