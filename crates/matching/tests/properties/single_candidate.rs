//! A candidate's standing, score and reasons depend on no other candidate, nor on their order or on how the work is
//! divided.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use matching::ranking::{Counts, RankedCandidate};
use matching::scan::ScanOptions;
use matching::{Ranking, TieBreaker};
use proptest::prelude::*;
use vocabulary::{Millionths, Outcome, Standing};

use crate::generated::{Candidate, config, people, vacancy};
use crate::vacancy_ranker::{Pool, UNLIMITED, VacancyRanker, pool};

/// The expected ranking, put together from candidates ranked alone.
fn expected_ranking(ranker: &VacancyRanker<'_>, people: &Pool<'_>) -> Ranking {
    let alone: Vec<RankedCandidate> =
        people.iter().map(|(reference, person)| ranker.rank_alone(reference, person)).collect();
    let of = |standing| alone.iter().filter(|ranked| ranked.standing == standing).count() as u64;
    let order = |ranked: &RankedCandidate| {
        let unknown = if ranked.standing < Standing::ToVerify { 0 } else { ranked.unknown() };
        (
            ranked.standing,
            unknown,
            Reverse(ranked.score),
            TieBreaker::of_file("v1").number(ranked.candidate.as_bytes()),
        )
    };
    let mut ranking: Vec<RankedCandidate> =
        alone.iter().filter(|ranked| ranked.standing.is_ranked()).cloned().collect();
    ranking.sort_by_key(order);
    let mut near: BTreeMap<String, Vec<RankedCandidate>> = BTreeMap::new();
    for ranked in alone.iter().filter(|ranked| ranked.standing == Standing::NearMiss) {
        let failed = ranked.rules.iter().find(|rule| rule.outcome == Outcome::NotMet).expect("one rule failed");
        near.entry(failed.code.to_string()).or_default().push(ranked.clone());
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
        as_of: crate::generated::as_of(),
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
    fn a_ranking_is_the_one_of_candidates_judged_alone(
        people in people(1..140), vacancy in vacancy(), config in config(0..6), with_plans: bool,
    ) {
        let (ranker, people) = (VacancyRanker::new(&vacancy, &config, with_plans), pool(&people));
        let options = ScanOptions { requirement_impact: false, ..UNLIMITED };
        prop_assert_eq!(ranker.rank_segments(&people, &[], options), expected_ranking(&ranker, &people));
    }

    #[test]
    fn counts_add_up_to_all_candidates_and_parts_to_the_score(
        people in people(0..60), vacancy in vacancy(), config in config(0..6), with_plans: bool,
    ) {
        let ranker = VacancyRanker::new(&vacancy, &config, with_plans);
        let answer = ranker.rank_all(&pool(&people));
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
    fn no_candidate_with_a_failed_requirement_or_without_consent_is_ranked(
        people in people(1..60), vacancy in vacancy(), config in config(0..6), with_plans: bool,
    ) {
        let (ranker, people) = (VacancyRanker::new(&vacancy, &config, with_plans), pool(&people));
        let answer = ranker.rank_all(&people);
        let facts = |candidate: &str| {
            &people.iter().find(|(reference, _)| reference == candidate).expect("one of these candidates").1.0
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
    fn other_candidates_change_nothing(
        people in people(2..30), others in people(0..30), vacancy in vacancy(), config in config(0..6), keep in 1usize..30,
    ) {
        let ranker = VacancyRanker::new(&vacancy, &config, true);
        let all = pool(&people);
        let keep = keep.min(all.len());
        // The first few candidates stay, all others are removed or replaced, and some are added.
        let mut mixed: Pool<'_> = all[..keep].to_vec();
        mixed.extend(others.iter().enumerate().map(|(number, person)| (format!("c{}", keep + number), person)));
        let stays = |candidate: &str| all[..keep].iter().any(|(reference, _)| reference == candidate);
        let reported = |answer: &Ranking| -> Vec<RankedCandidate> {
            answer.ranking.iter().filter(|ranked| stays(&ranked.candidate)).cloned().collect()
        };
        prop_assert_eq!(reported(&ranker.rank_all(&all)), reported(&ranker.rank_all(&mixed)));
    }

    #[test]
    fn the_order_of_candidates_changes_nothing(
        (people, positions) in people(1..40).prop_flat_map(|people| {
            let positions: Vec<usize> = (0..people.len()).collect();
            (Just(people), Just(positions).prop_shuffle())
        }),
        vacancy in vacancy(), config in config(0..6),
    ) {
        let ranker = VacancyRanker::new(&vacancy, &config, true);
        let people = pool(&people);
        let shuffled: Pool<'_> = positions.iter().map(|position| people[*position].clone()).collect();
        prop_assert_eq!(ranker.rank_all(&people), ranker.rank_all(&shuffled));
    }

    #[test]
    fn a_shorter_list_is_the_beginning_of_the_longer_one(
        people in people(1..60), vacancy in vacancy(), config in config(0..6), top in 0usize..6, near in 0usize..4,
        times in prop_oneof![3 => Just(1usize), 1 => 5usize..12],
    ) {
        // In some cases the same candidates are repeated so often that lists are full long before the last candidate.
        let people: Vec<Candidate> = people.iter().cycle().take(times * people.len()).cloned().collect();
        let (ranker, people) = (VacancyRanker::new(&vacancy, &config, true), pool(&people));
        let mut all = ranker.rank_all(&people);
        let some = ranker.rank_segments(&people, &[], ScanOptions { top, near, ..UNLIMITED });
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
    fn segments_blocks_and_threads_change_nothing(
        people in people(40..60), vacancy in vacancy(), config in config(0..6), sizes in prop::collection::vec(0usize..4_500, 0..4),
        count in 4_000usize..9_000,
    ) {
        let ranker = VacancyRanker::new(&vacancy, &config, true);
        let many: Pool<'_> = (0..count).map(|number| (format!("c{number}"), &people[number % people.len()])).collect();
        let options = ScanOptions { top: 25, near: 25, ..UNLIMITED };
        let whole = ranker.rank_segments(&many, &[], options);
        prop_assert_eq!(&ranker.rank_segments(&many, &sizes, options), &whole);
        prop_assert_eq!(&ranker.rank_segments(&many, &[], ScanOptions { threads: 2, ..options }), &whole);
        prop_assert_eq!(&ranker.rank_segments(&many, &sizes, ScanOptions { threads: 3, ..options }), &whole);
        // The candidates are repeated in turn, so the counts follow from the standing of each alone.
        let alone: Vec<_> = people.iter().map(|person| ranker.rank_alone("c0", person).standing).collect();
        let counted = |standing| (0..count).filter(|number| alone[number % people.len()] == standing).count() as u64;
        let Counts { ready, reachable, to_verify, near_miss, excluded } = whole.counts;
        let reported = [ready, reachable, to_verify, near_miss, excluded];
        prop_assert_eq!(reported.as_slice(), Standing::ALL.iter().copied().map(counted).collect::<Vec<u64>>());
    }

    #[test]
    fn deleted_candidates_are_neither_counted_nor_listed(
        people in people(40..60), vacancy in vacancy(), config in config(0..6),
        count in 4_000usize..9_000, deleted in prop::collection::btree_set(0usize..9_000, 0..200),
    ) {
        let ranker = VacancyRanker::new(&vacancy, &config, true);
        let many: Pool<'_> = (0..count).map(|number| (format!("c{number}"), &people[number % people.len()])).collect();
        let stay: Pool<'_> =
            many.iter().enumerate().filter(|(row, _)| !deleted.contains(row)).map(|(_, person)| person.clone()).collect();
        let options = ScanOptions { top: 25, near: 25, ..UNLIMITED };
        prop_assert_eq!(ranker.rank_without(&many, &deleted, options), ranker.rank_segments(&stay, &[], options));
    }
}
