//! A block's outcomes summed into where each person stands.

use vocabulary::{Outcome, Standing};

use super::BLOCK;
use crate::rules::{STRIP, widest};

/// How many strips a block has.
const STRIPS: usize = BLOCK / STRIP;

/// Something of each person of a block, in strips.
pub(super) type Row<T> = [[T; STRIP]; STRIPS];

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
        let row = [[0; STRIP]; STRIPS];
        Box::new(Self { failed: row, unknown: row, by_plan: row, shut: row, state: row, hinge: row })
    }

    /// Opens a block of `len` people: nobody is shut out yet but the rows that hold nobody.
    pub(super) fn open(&mut self, len: usize) {
        let shut = self.shut.as_flattened_mut();
        shut[..len].fill(0);
        shut[len..].fill(1);
    }

    /// Shuts out a person who is no longer there.
    pub(super) fn shut_out(&mut self, offset: usize) {
        self.shut.as_flattened_mut()[offset] = 1;
    }

    /// Shuts out everybody who doesn't meet a check.
    pub(super) fn shut_out_unless_met(&mut self, outcomes: &Row<Outcome>) {
        widest(
            #[inline(always)]
            || {
                for (shut, outcomes) in self.shut.iter_mut().zip(outcomes) {
                    for (shut, outcome) in shut.iter_mut().zip(outcomes) {
                        *shut |= u8::from(*outcome != Outcome::Met);
                    }
                }
            },
        );
    }

    /// Sums the outcomes of the checks at these places.
    pub(super) fn sum(&mut self, outcomes: &[Row<Outcome>], places: &[usize]) {
        widest(
            #[inline(always)]
            || {
                for strip in 0..STRIPS {
                    self.sum_strip(strip, outcomes, places);
                }
            },
        );
    }

    #[inline(always)]
    fn sum_strip(&mut self, strip: usize, outcomes: &[Row<Outcome>], places: &[usize]) {
        let (mut failed, mut unknown, mut by_plan) = ([0u8; STRIP], [0u8; STRIP], [0u8; STRIP]);
        // The places of those that failed, of the unknown ones and of those by plan, summed: the place itself
        // wherever there is one of them. A sum that overflows is of several.
        let (mut failing, mut unclear, mut planned) = ([0u8; STRIP], [0u8; STRIP], [0u8; STRIP]);
        for place in places {
            let number = *place as u8 + 1;
            let outcomes = &outcomes[*place][strip];
            for lane in 0..STRIP {
                let is = |asked| if outcomes[lane] as u8 == asked as u8 { u8::MAX } else { 0 };
                let (fails, is_unknown, is_planned) = (is(Outcome::NotMet), is(Outcome::Unknown), is(Outcome::ByPlan));
                failed[lane] = failed[lane].wrapping_sub(fails);
                unknown[lane] = unknown[lane].wrapping_sub(is_unknown);
                by_plan[lane] = by_plan[lane].wrapping_sub(is_planned);
                failing[lane] = failing[lane].wrapping_add(fails & number);
                unclear[lane] = unclear[lane].wrapping_add(is_unknown & number);
                planned[lane] = planned[lane].wrapping_add(is_planned & number);
            }
        }
        let shut = &self.shut[strip];
        let (state, hinge) = (&mut self.state[strip], &mut self.hinge[strip]);
        for lane in 0..STRIP {
            let (unknown, by_plan) = (unknown[lane], by_plan[lane]);
            let plans = if by_plan == 0 {
                READY
            } else if by_plan == 1 {
                REACHABLE_BY_ONE
            } else {
                REACHABLE
            };
            let beside = |none, plans| if by_plan == 0 { none } else { plans };
            let unfailed = if unknown == 0 {
                plans
            } else if unknown == 1 {
                beside(ONE_UNKNOWN, ONE_UNKNOWN_BESIDE_PLANS)
            } else {
                TO_VERIFY
            };
            let missing = beside(ONE_MISSING, ONE_MISSING_BESIDE_PLANS);
            let missing = if unknown == 0 { missing } else { ONE_MISSING_BESIDE_UNKNOWNS };
            let one = if failed[lane] == 1 { missing } else { EXCLUDED };
            let any = if failed[lane] == 0 { unfailed } else { one };
            state[lane] = if shut[lane] == 0 { any } else { EXCLUDED };
            let by_one = if by_plan == 1 { planned[lane] } else { 0 };
            let open = if unknown == 1 { unclear[lane] } else { 0 };
            let open = if unknown == 0 { by_one } else { open };
            hinge[lane] = if failed[lane] == 0 { open } else { failing[lane] };
        }
        (self.failed[strip], self.unknown[strip], self.by_plan[strip]) = (failed, unknown, by_plan);
    }

    /// How many would be ready, reachable and to verify if the checks at these places had other outcomes; whoever is
    /// shut out stays so. `None` is met by everybody.
    pub(super) fn recount<'a>(
        &self,
        changes: impl Iterator<Item = (&'a Row<Outcome>, Option<&'a Row<Outcome>>)> + Clone,
    ) -> [u32; 3] {
        widest(
            #[inline(always)]
            || {
                let mut counts = [[0u8; STRIP]; 3];
                for strip in 0..STRIPS {
                    let (mut failed, mut unknown) = (self.failed[strip], self.unknown[strip]);
                    let mut by_plan = self.by_plan[strip];
                    for (old, new) in changes.clone() {
                        let old = &old[strip];
                        for lane in 0..STRIP {
                            let was = |asked| u8::from(old[lane] as u8 == asked as u8);
                            failed[lane] = failed[lane].wrapping_sub(was(Outcome::NotMet));
                            unknown[lane] = unknown[lane].wrapping_sub(was(Outcome::Unknown));
                            by_plan[lane] = by_plan[lane].wrapping_sub(was(Outcome::ByPlan));
                        }
                        let Some(new) = new else { continue };
                        let new = &new[strip];
                        for lane in 0..STRIP {
                            let is = |asked| u8::from(new[lane] as u8 == asked as u8);
                            failed[lane] = failed[lane].wrapping_add(is(Outcome::NotMet));
                            unknown[lane] = unknown[lane].wrapping_add(is(Outcome::Unknown));
                            by_plan[lane] = by_plan[lane].wrapping_add(is(Outcome::ByPlan));
                        }
                    }
                    let shut = &self.shut[strip];
                    for lane in 0..STRIP {
                        let open = (failed[lane] | shut[lane]) == 0;
                        let known = open & (unknown[lane] == 0);
                        counts[0][lane] += u8::from(known & (by_plan[lane] == 0));
                        counts[1][lane] += u8::from(known & (by_plan[lane] != 0));
                        counts[2][lane] += u8::from(open & (unknown[lane] != 0));
                    }
                }
                counts.map(|lanes| lanes.iter().map(|count| u32::from(*count)).sum())
            },
        )
    }

    /// The sums of one person: not met, unknown, by plan.
    pub(super) fn of(&self, offset: usize) -> [u8; 3] {
        [&self.failed, &self.unknown, &self.by_plan].map(|row| row.as_flattened()[offset])
    }

    /// Calls for everybody who is not excluded, in order.
    pub(super) fn visit(&self, mut visit: impl FnMut(usize, State, u8, u8)) {
        let strips = self.state.iter().zip(&self.hinge).zip(&self.unknown).enumerate();
        for (strip, ((states, hinges), unknowns)) in strips {
            let (words, _) = states.as_chunks::<8>();
            for (word, states) in words.iter().enumerate() {
                let mut left = u64::from_le_bytes(*states);
                while left != 0 {
                    let lane = left.trailing_zeros() as usize / 8;
                    left &= !(0xFF << (8 * lane));
                    let state = states[lane];
                    let lane = 8 * word + lane;
                    visit(strip * STRIP + lane, state, hinges[lane], unknowns[lane]);
                }
            }
        }
    }
}
