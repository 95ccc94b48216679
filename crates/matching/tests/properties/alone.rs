//! Nobody's standing, score or reasons depend on who else is there, in which order, or how the work is cut up.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use matching::Ranking;
use matching::ranking::{Counts, RankedCandidate};
use matching::scan::{ScanOptions, tie};
use proptest::prelude::*;
use vocabulary::{Millionths, Outcome, Standing};

use crate::asking::{Asking, Crowd, EVERYBODY, crowd};
use crate::invented::{Invented, config, people, vacancy};

/// The ranking as it must be, put together from everybody judged alone.
fn put_together(asking: &Asking<'_>, people: &Crowd<'_>) -> Ranking {
    let alone: Vec<RankedCandidate> =
        people.iter().map(|(reference, person)| asking.alone(reference, person)).collect();
    let of = |standing| alone.iter().filter(|ranked| ranked.standing == standing).count() as u64;
    let order = |ranked: &RankedCandidate| {
        let unknown = if ranked.standing < Standing::ToVerify { 0 } else { ranked.unknown() };
        (ranked.standing, unknown, Reverse(ranked.score), tie("v1", &ranked.candidate))
    };
    let mut ranking: Vec<RankedCandidate> =
        alone.iter().filter(|ranked| ranked.standing.is_ranked()).cloned().collect();
    ranking.sort_by_key(order);
    let mut near: BTreeMap<String, Vec<RankedCandidate>> = BTreeMap::new();
    for ranked in alone.iter().filter(|ranked| ranked.standing == Standing::NearMiss) {
        let failed = ranked.rules.iter().find(|rule| rule.outcome == Outcome::NotMet).expect("one rule failed");
        near.entry(failed.code.clone()).or_default().push(ranked.clone());
    }
    let mut near_misses: Vec<_> = near
        .into_iter()
        .map(|(rule, mut people)| {
            people.sort_by_key(order);
            let candidates: Vec<String> = people.into_iter().map(|ranked| ranked.candidate).collect();
            matching::ranking::NearMisses { rule, count: candidates.len() as u64, candidates }
        })
        .collect();
    near_misses.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.rule.cmp(&b.rule)));
    Ranking {
        vacancy: "v1".to_owned(),
        as_of: crate::invented::as_of(),
        counts: Counts {
            ready: of(Standing::Ready),
            reachable: of(Standing::Reachable),
            to_verify: of(Standing::ToVerify),
            near_miss: of(Standing::NearMiss),
            excluded: of(Standing::Excluded),
        },
        ranking,
        near_misses,
        requirement_impacts: Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn many_at_once_are_judged_like_each_alone(
        people in people(1..140), vacancy in vacancy(), config in config(0..6), with_plans: bool,
    ) {
        let (asking, people) = (Asking::new(&vacancy, &config, with_plans), crowd(&people));
        let extent = ScanOptions { requirement_impact: false, ..EVERYBODY };
        prop_assert_eq!(asking.everybody(&people, &[], extent), put_together(&asking, &people));
    }

    #[test]
    fn counts_add_up_to_everybody_and_parts_to_the_score(
        people in people(0..60), vacancy in vacancy(), config in config(0..6), with_plans: bool,
    ) {
        let asking = Asking::new(&vacancy, &config, with_plans);
        let answer = asking.all(&crowd(&people));
        let Counts { ready, reachable, to_verify, near_miss, excluded } = answer.counts;
        prop_assert_eq!(ready + reachable + to_verify + near_miss + excluded, people.len() as u64);
        prop_assert_eq!(answer.ranking.len() as u64, ready + reachable + to_verify);
        prop_assert_eq!(answer.near_misses.iter().map(|near| near.count).sum::<u64>(), near_miss);
        for ranked in &answer.ranking {
            let parts: u32 = ranked.criteria.iter().map(|part| part.part.count()).sum();
            prop_assert_eq!(parts, ranked.score.count());
            let weights: u32 = ranked.criteria.iter().map(|part| part.weight.count()).sum();
            prop_assert_eq!(weights, Millionths::ONE.count());
            for part in &ranked.criteria {
                prop_assert_eq!(part.part, part.weight.of(part.value));
            }
        }
    }

    #[test]
    fn nobody_with_a_failed_must_or_without_consent_is_ranked(
        people in people(1..60), vacancy in vacancy(), config in config(0..6), with_plans: bool,
    ) {
        let (asking, people) = (Asking::new(&vacancy, &config, with_plans), crowd(&people));
        let answer = asking.all(&people);
        let facts = |candidate: &str| {
            &people.iter().find(|(reference, _)| reference == candidate).expect("somebody of these").1.0
        };
        for ranked in &answer.ranking {
            prop_assert!(ranked.rules.iter().all(|rule| rule.outcome != Outcome::NotMet), "{:?}", ranked);
            prop_assert_eq!(facts(&ranked.candidate).consent, Some(true));
            prop_assert!(!facts(&ranked.candidate).placed);
        }
        for candidate in answer.near_misses.iter().flat_map(|near| &near.candidates) {
            prop_assert_eq!(facts(candidate).consent, Some(true));
            prop_assert!(!facts(candidate).placed);
        }
    }

    #[test]
    fn who_else_is_there_changes_nothing_for_anybody(
        people in people(2..30), others in people(0..30), vacancy in vacancy(), config in config(0..6), keep in 1usize..30,
    ) {
        let asking = Asking::new(&vacancy, &config, true);
        let all = crowd(&people);
        let keep = keep.min(all.len());
        // The first few stay, everybody else leaves, is changed into somebody else, or comes.
        let mut mixed: Crowd<'_> = all[..keep].to_vec();
        mixed.extend(others.iter().enumerate().map(|(number, person)| (format!("c{}", keep + number), person)));
        let stays = |candidate: &str| all[..keep].iter().any(|(reference, _)| reference == candidate);
        let told = |answer: &Ranking| -> Vec<RankedCandidate> {
            answer.ranking.iter().filter(|ranked| stays(&ranked.candidate)).cloned().collect()
        };
        prop_assert_eq!(told(&asking.all(&all)), told(&asking.all(&mixed)));
    }

    #[test]
    fn the_order_of_people_changes_nothing(
        (people, positions) in people(1..40).prop_flat_map(|people| {
            let positions: Vec<usize> = (0..people.len()).collect();
            (Just(people), Just(positions).prop_shuffle())
        }),
        vacancy in vacancy(), config in config(0..6),
    ) {
        let asking = Asking::new(&vacancy, &config, true);
        let people = crowd(&people);
        let shuffled: Crowd<'_> = positions.iter().map(|position| people[*position].clone()).collect();
        prop_assert_eq!(asking.all(&people), asking.all(&shuffled));
    }

    #[test]
    fn a_shorter_list_is_the_beginning_of_the_longer_one(
        people in people(1..60), vacancy in vacancy(), config in config(0..6), top in 0usize..6, near in 0usize..4,
        times in prop_oneof![3 => Just(1usize), 1 => 5usize..12],
    ) {
        // Now and then the same people come so often that lists fill up long before everybody was looked at.
        let people: Vec<Invented> = people.iter().cycle().take(times * people.len()).cloned().collect();
        let (asking, people) = (Asking::new(&vacancy, &config, true), crowd(&people));
        let mut all = asking.all(&people);
        let some = asking.everybody(&people, &[], ScanOptions { top, near, ..EVERYBODY });
        let mut listed = [0; 5];
        all.ranking.retain(|ranked| {
            listed[ranked.standing as usize] += 1;
            listed[ranked.standing as usize] <= top
        });
        all.near_misses.iter_mut().for_each(|misses| misses.candidates.truncate(near));
        prop_assert_eq!(all, some);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn segments_blocks_and_threads_are_only_ways_to_share_the_work(
        people in people(40..60), vacancy in vacancy(), config in config(0..6), sizes in prop::collection::vec(0usize..4_500, 0..4),
        count in 4_000usize..9_000,
    ) {
        let asking = Asking::new(&vacancy, &config, true);
        let many: Crowd<'_> = (0..count).map(|number| (format!("c{number}"), &people[number % people.len()])).collect();
        let extent = ScanOptions { top: 25, near: 25, ..EVERYBODY };
        let whole = asking.everybody(&many, &[], extent);
        prop_assert_eq!(&asking.everybody(&many, &sizes, extent), &whole);
        prop_assert_eq!(&asking.everybody(&many, &[], ScanOptions { threads: 2, ..extent }), &whole);
        prop_assert_eq!(&asking.everybody(&many, &sizes, ScanOptions { threads: 3, ..extent }), &whole);
        // Everybody is there as often as the crowd was repeated, so the counts follow from each alone.
        let alone: Vec<_> = people.iter().map(|person| asking.alone("c0", person).standing).collect();
        let counted = |standing| (0..count).filter(|number| alone[number % people.len()] == standing).count() as u64;
        let Counts { ready, reachable, to_verify, near_miss, excluded } = whole.counts;
        let told = [ready, reachable, to_verify, near_miss, excluded];
        prop_assert_eq!(told.as_slice(), Standing::ALL.iter().copied().map(counted).collect::<Vec<u64>>());
    }

    #[test]
    fn whoever_has_gone_is_counted_and_listed_nowhere(
        people in people(40..60), vacancy in vacancy(), config in config(0..6),
        count in 4_000usize..9_000, deleted in prop::collection::btree_set(0usize..9_000, 0..200),
    ) {
        let asking = Asking::new(&vacancy, &config, true);
        let many: Crowd<'_> = (0..count).map(|number| (format!("c{number}"), &people[number % people.len()])).collect();
        let stay: Crowd<'_> =
            many.iter().enumerate().filter(|(row, _)| !deleted.contains(row)).map(|(_, person)| person.clone()).collect();
        let extent = ScanOptions { top: 25, near: 25, ..EVERYBODY };
        prop_assert_eq!(asking.everybody_but(&many, &deleted, extent), asking.everybody(&stay, &[], extent));
    }
}
