//! A block's outcomes summed into where each person stands.

use vocabulary::{Outcome, Standing};

use crate::vectors::{BLOCK, widest};

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

/// With how many unknowns somebody is too late for a list: 0 keeps everybody off it, [`Room::MAX`] nobody.
pub(super) type Room = u8;

/// The standings that states are one of.
const STANDINGS: [Standing; STATES] = [
    Standing::Excluded,
    Standing::Ready,
    Standing::Reachable,
    Standing::Reachable,
    Standing::ToVerify,
    Standing::ToVerify,
    Standing::ToVerify,
    Standing::NearMiss,
    Standing::NearMiss,
    Standing::NearMiss,
];

/// The standing that a state is one of.
pub(super) fn standing(state: State) -> Standing {
    STANDINGS[usize::from(state)]
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
    /// The room on the list of near misses under that check.
    room: Row<Room>,
}

impl Standings {
    pub(super) fn new() -> Box<Self> {
        let row = [0; BLOCK];
        Box::new(Self { failed: row, unknown: row, by_plan: row, shut: row, state: row, hinge: row, room: row })
    }

    /// Opens a block of `len` people: nothing is summed, and nobody is shut out yet but the rows that hold nobody.
    pub(super) fn open(&mut self, len: usize) {
        for sums in [&mut self.failed, &mut self.unknown, &mut self.by_plan, &mut self.hinge, &mut self.room] {
            sums.fill(0);
        }
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

    /// Adds the outcomes of the checks at these places to the sums.
    pub(super) fn sum(&mut self, outcomes: &[Row<Outcome>], places: &[usize]) {
        widest(
            #[inline(always)]
            || {
                let (many, rest) = places.as_chunks::<TOGETHER>();
                for places in many {
                    self.add(places.map(|place| &outcomes[place]));
                }
                for place in rest {
                    self.add([&outcomes[*place]]);
                }
            },
        );
    }

    /// Concludes from the sums where everybody stands, and on which of the checks at these places that hangs. `near` is
    /// the room on each check's list of near misses.
    pub(super) fn conclude(&mut self, outcomes: &[Row<Outcome>], places: &[usize], near: &[Room]) {
        widest(
            #[inline(always)]
            || {
                let mut decisive = [NONE; BLOCK];
                self.state_and_decisive(&mut decisive);
                let (hinge, room) = (&mut self.hinge, &mut self.room);
                let (many, rest) = places.as_chunks::<TOGETHER>();
                for places in many {
                    let said = places.map(|place| (place as u8 + 1, near[place]));
                    find(hinge, room, &decisive, places.map(|place| &outcomes[place]), said);
                }
                for place in rest {
                    find(hinge, room, &decisive, [&outcomes[*place]], [(*place as u8 + 1, near[*place])]);
                }
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

    /// States from sums, and which outcome decides where one check alone does.
    #[inline(always)]
    fn state_and_decisive(&mut self, decisive: &mut Row<u8>) {
        for (index, decisive) in decisive.iter_mut().enumerate() {
            let (failed, unknown, by_plan) = (self.failed[index], self.unknown[index], self.by_plan[index]);
            // States beside plans follow those without.
            let plans = by_plan.min(1);
            let unfailed = pick(unknown == 1, ONE_UNKNOWN + plans, TO_VERIFY);
            let unfailed = pick(unknown == 0, READY + by_plan.min(2), unfailed);
            let failing = pick(unknown == 0, ONE_MISSING + plans, ONE_MISSING_BESIDE_UNKNOWNS);
            let state = pick(failed == 0, unfailed, pick(failed == 1, failing, EXCLUDED));
            let state = pick(self.shut[index] == 0, state, EXCLUDED);
            self.state[index] = state;
            let by_one_plan = pick(state == REACHABLE_BY_ONE, Outcome::ByPlan as u8, NONE);
            let asked = (state == ONE_UNKNOWN) | (state == ONE_UNKNOWN_BESIDE_PLANS);
            let unfailed = pick(asked, Outcome::Unknown as u8, by_one_plan);
            *decisive = pick(state >= ONE_MISSING, Outcome::NotMet as u8, unfailed);
        }
    }

    /// Those for whom there could be room on a list; `ranked` is the room on those of ready, reachable and to verify.
    pub(super) fn listable(&self, [ready, reachable, to_verify]: [Room; 3]) -> Marks {
        let (states, unknowns, rooms) = (&self.state, &self.unknown, &self.room);
        Marks::of(
            #[inline(always)]
            move |marks| {
                for (index, mark) in marks.iter_mut().enumerate() {
                    let state = states[index];
                    let room = pick(state >= ONE_MISSING, rooms[index], to_verify);
                    let room = pick(state <= REACHABLE, reachable, room);
                    let room = pick(state == READY, ready, room);
                    *mark = u8::from((state != EXCLUDED) & (unknowns[index] < room));
                }
            },
        )
    }

    /// Those who are not excluded.
    fn not_excluded(&self) -> Marks {
        let states = &self.state;
        Marks::of(
            #[inline(always)]
            move |marks| {
                marks.iter_mut().zip(states).for_each(|(mark, state)| *mark = u8::from(*state != EXCLUDED));
            },
        )
    }

    /// Those whose state hangs on the check at a place.
    pub(super) fn hanging_on(&self, place: usize) -> Marks {
        Marks::equal(&self.hinge, place as u8 + 1)
    }

    /// Those who have several plans.
    pub(super) fn with_plans(&self) -> Marks {
        Marks::equal(&self.state, REACHABLE)
    }

    /// Those of whom two or more of these outcomes are by plan, and who aren't excluded by the sums so far, whichever
    /// other must is left out.
    pub(super) fn several_plans<'a>(&self, rows: impl Iterator<Item = &'a Row<Outcome>>) -> Marks {
        self.two_or_more(
            rows,
            #[inline(always)]
            |outcome| is(outcome, Outcome::ByPlan),
        )
    }

    /// The same of those of whom two or more of these outcomes are not met as they stand.
    pub(super) fn several_unmet<'a>(&self, rows: impl Iterator<Item = &'a Row<Outcome>>) -> Marks {
        self.two_or_more(
            rows,
            #[inline(always)]
            |outcome| 1 - is(outcome, Outcome::Met),
        )
    }

    #[inline(always)]
    fn two_or_more<'a>(&self, rows: impl Iterator<Item = &'a Row<Outcome>>, counts: impl Fn(Outcome) -> u8) -> Marks {
        let (failed, shut) = (&self.failed, &self.shut);
        Marks::of(
            #[inline(always)]
            move |marks| {
                for row in rows {
                    marks.iter_mut().zip(row).for_each(|(sum, outcome)| *sum += counts(*outcome));
                }
                for (index, mark) in marks.iter_mut().enumerate() {
                    *mark = u8::from((*mark > 1) & (failed[index] < 2) & (shut[index] == 0));
                }
            },
        )
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
                for (old, new) in changes {
                    exchange(&mut sums, old, new.unwrap_or(&[Outcome::Met; BLOCK]));
                }
                count_open(&sums, &self.shut)
            },
        )
    }

    /// The sums of one person: not met, unknown, by plan.
    pub(super) fn of(&self, offset: usize) -> [u8; 3] {
        [self.failed[offset], self.unknown[offset], self.by_plan[offset]]
    }
}

/// Some people of a block, a bit each.
pub(super) struct Marks([u64; BLOCK / 64]);

impl Marks {
    /// Those whom a loop marks with 1; it marks all others with 0.
    #[inline(always)]
    fn of(mark: impl FnOnce(&mut Row<u8>)) -> Self {
        let mut bits = [0; BLOCK / 8];
        widest(
            #[inline(always)]
            || {
                let mut marks = [0; BLOCK];
                mark(&mut marks);
                gather(&mut bits, &marks);
            },
        );
        let (words, _) = bits.as_chunks::<8>();
        Self(std::array::from_fn(|word| u64::from_le_bytes(words[word])))
    }

    fn equal(values: &Row<u8>, asked: u8) -> Self {
        Self::of(
            #[inline(always)]
            move |marks| marks.iter_mut().zip(values).for_each(|(mark, value)| *mark = u8::from(*value == asked)),
        )
    }

    /// Their places in the block, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(word, bits)| {
            let mut left = *bits;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < 64).then_some(64 * word + bit as usize)
            })
        })
    }
}

/// Marks of 0 and 1 as bits, the first the lowest: the product of eight such bytes has them side by side in its highest
/// byte.
#[inline(always)]
fn gather(bits: &mut [u8; BLOCK / 8], marks: &Row<u8>) {
    const SIDE_BY_SIDE: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = marks.as_chunks::<8>();
    for (bits, eight) in bits.iter_mut().zip(eights) {
        *bits = (u64::from_le_bytes(*eight).wrapping_mul(SIDE_BY_SIDE) >> 56) as u8;
    }
}

/// No outcome at all, where there is none that decides.
const NONE: u8 = u8::MAX;

/// All bits where something holds, none where it doesn't.
#[inline(always)]
fn mask(holds: bool) -> u8 {
    0u8.wrapping_sub(u8::from(holds))
}

/// One of two numbers, by arithmetic: a branch here would keep a loop from becoming vectors.
#[inline(always)]
fn pick(first: bool, one: u8, other: u8) -> u8 {
    let mask = mask(first);
    (one & mask) | (other & !mask)
}

/// 1 where an outcome is of a kind.
#[inline(always)]
fn is(outcome: Outcome, kind: Outcome) -> u8 {
    u8::from(outcome as u8 == kind as u8)
}

/// Finds those of whom one of these outcomes is the decisive one, and notes its check's number and the room on its list.
#[inline(always)]
fn find<const N: usize>(
    hinge: &mut Row<u8>,
    room: &mut Row<Room>,
    decisive: &Row<u8>,
    rows: [&Row<Outcome>; N],
    said: [(u8, Room); N],
) {
    for index in 0..BLOCK {
        let (mut number, mut open) = (0, 0);
        for (row, (check, near)) in rows.iter().zip(said) {
            let decides = mask(row[index] as u8 == decisive[index]);
            number |= decides & check;
            open |= decides & near;
        }
        hinge[index] |= number;
        room[index] |= open;
    }
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

/// How many people who are not excluded are in each state, by the check on which it hangs.
pub(super) struct Tally {
    /// By hinge and state in one number.
    counts: Box<[u32; HINGES * 16]>,
}

/// How many numbers of checks there are, none included.
const HINGES: usize = u8::MAX as usize + 1;

impl Tally {
    pub(super) fn new() -> Self {
        Self { counts: Box::new([0; HINGES * 16]) }
    }

    /// Counts a block.
    pub(super) fn count(&mut self, standings: &Standings) {
        for offset in standings.not_excluded().places() {
            let (state, hinge) = (usize::from(standings.state[offset]), usize::from(standings.hinge[offset]));
            self.counts[(hinge << 4 | state) % (HINGES * 16)] += 1;
        }
    }

    /// How many hang on a check (from 1; 0: on none alone), by state.
    pub(super) fn of(&self, hinge: usize) -> [u64; STATES] {
        std::array::from_fn(|state| u64::from(self.counts[hinge << 4 | state]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_are_marked_are_found_in_order() {
        let places: Vec<usize> = (0..BLOCK).filter(|place| place % 7 == 3 || place % 64 == 63).collect();
        let marks = Marks::of(|marks| places.iter().for_each(|place| marks[*place] = 1));
        assert_eq!(marks.places().collect::<Vec<_>>(), places);
    }
}
