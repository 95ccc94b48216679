//! Who may do what with whose: all roles, permissions and relations as one table that is checked in, so that a change of
//! rights is seen as a change of this table.

use std::fmt::Write as _;

use access::{Actor, OrganisationKind, Permission, Role, Subject};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId, Scope};

/// Two sibling organisations of a kind in one programme.
struct Siblings {
    own: OrganisationId,
    sibling: OrganisationId,
}

/// The relation of an actor to a subject, with the letter that stands for it in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// The acting candidate, or what belongs to the actor's own organisation.
    Own,
    /// What belongs to a sibling organisation: of the same kind, in the same programme. For a candidate, another one of
    /// the same school.
    Sibling,
    /// What belongs to an organisation of another kind in the same programme.
    OtherKind,
    /// What belongs to no organisation, or to all of the programme.
    Programme,
    /// What belongs to another programme, but names the actor's organisation.
    OtherProgramme,
    /// The installation as a whole.
    Installation,
}

const RELATIONS: [(Relation, char); 6] = [
    (Relation::Own, 'o'),
    (Relation::Sibling, 's'),
    (Relation::OtherKind, 'k'),
    (Relation::Programme, 'p'),
    (Relation::OtherProgramme, 'x'),
    (Relation::Installation, 'i'),
];

fn subject(
    relation: Relation,
    actor: &Actor,
    organisations: &Siblings,
    other_kind: OrganisationId,
    programme: ProgrammeId,
) -> Subject {
    let all = Subject::in_programme(programme);
    let candidate = actor.candidate.unwrap_or_default();
    match relation {
        Relation::Own => all.of_candidate(candidate, Some(organisations.own)),
        // The sibling's candidate is another person; a candidate's sibling is of the same school.
        Relation::Sibling if actor.candidate.is_some() => {
            all.of_candidate(CandidateId::new(), Some(organisations.own))
        }
        Relation::Sibling => all.of_candidate(CandidateId::new(), Some(organisations.sibling)),
        Relation::OtherKind => all.of_candidate(CandidateId::new(), Some(other_kind)),
        Relation::Programme => all,
        Relation::OtherProgramme => {
            Subject::in_programme(ProgrammeId::new()).of_candidate(candidate, Some(organisations.own))
        }
        Relation::Installation => Subject::INSTALLATION,
    }
}

#[test]
fn the_rights_of_all_roles_are_those_of_the_table() {
    let programme = ProgrammeId::new();
    let siblings = |_: &OrganisationKind| Siblings { own: OrganisationId::new(), sibling: OrganisationId::new() };
    let organisations: Vec<Siblings> = OrganisationKind::ALL.iter().map(siblings).collect();
    let of_kind = |kind: OrganisationKind| {
        let position = OrganisationKind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
        (&organisations[position], organisations[(position + 1) % organisations.len()].own)
    };
    let mut actors = Vec::new();
    for role in Role::ALL.iter().copied() {
        let (own, other_kind) = of_kind(role.organisation_kind().unwrap_or(OrganisationKind::School));
        let in_programme = match role {
            Role::Candidate => Actor::candidate(CandidateId::new(), programme),
            role => Actor::new("x", role, programme).for_organisation(own.own),
        };
        if role != Role::Operator {
            actors.push((role.word().to_owned(), in_programme, own, other_kind));
        }
        if role.may_act_for_installation() {
            let actor = Actor::new("x", role, Scope::Installation);
            actors.push((format!("{role} (installation)"), actor, own, other_kind));
        }
    }

    let mut table = String::new();
    writeln!(
        table,
        "o own  s sibling organisation's  k of another kind  p the programme's  x another programme's  i installation"
    )
    .expect("a text");
    let width = Permission::ALL.iter().map(|permission| permission.word().len()).max().unwrap_or_default();
    write!(table, "{:width$}", "").expect("a text");
    for (name, ..) in &actors {
        write!(table, "  {name:6}").expect("a text");
    }
    for permission in Permission::ALL {
        write!(table, "\n{:width$}", permission.word()).expect("a text");
        for (name, actor, own, other_kind) in &actors {
            let may = |(relation, letter): &(Relation, char)| {
                let subject = subject(*relation, actor, own, *other_kind, programme);
                if actor.may(*permission, &subject).is_ok() { *letter } else { '.' }
            };
            let cell: String = RELATIONS.iter().map(may).collect();
            write!(table, "  {cell:width$}", width = name.len().max(6)).expect("a text");
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!("rights", table.join("\n"));
}
