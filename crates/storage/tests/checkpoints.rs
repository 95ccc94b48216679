//! Checkpoints are accepted by other programs of their formats, and show what no check of the database alone can.

use std::collections::BTreeSet;
use std::path::Path;

use diesel::Connection;
use diesel::connection::SimpleConnection;
use serde_json::json;
use signed_note::{Note, StandardVerifier, VerifierList};
use storage::audit::{self, NewAuditEntry};
use storage::audit_verification::{self, ExpectedRoot, Finding, FindingKind};
use storage::checkpoint::{self, Checkpoint, CheckpointError};
use storage::checkpoint_folder::{
    CheckpointFolder, CheckpointSchedule, WriteCheckpoint, create_key, read_checkpoints, read_key,
};
use storage::job_runner::JobRunner;
use storage::merkle_tree::{hash_from_hex, is_included, leaf_hash};
use storage::signed_note::{NoteError, SignedNote, SigningKey, VerifierKey};
use storage::testing::{for_each_database, fresh};
use storage::{Backend, Database, StorageError, Timestamp};
use tlog_tiles::checkpoint::Checkpoint as TlogCheckpoint;
use tlog_tiles::tlog::{self, Hash as TlogHash};
use vocabulary::{Clock, ManualClock, Scope};

fn append(database: &Database, count: usize) {
    let entry = |_| NewAuditEntry {
        actor: "8d0c4f0e-invented",
        role: "officer",
        scope: Scope::Installation,
        organisation: None,
        action: "read-candidate",
        subject_kind: "candidate",
        subject: None,
        candidate: None,
        covers: Vec::new(),
        details: json!({ "why": "naïve – نعم" }),
    };
    let entries: Vec<NewAuditEntry<'_>> = (0..count).map(entry).collect();
    database.write(|transaction| audit::append(transaction, &entries)).expect("appended");
}

fn key() -> SigningKey {
    SigningKey::random("audit.example.org/passerelle").expect("a key")
}

fn sign(database: &Database, keys: &[SigningKey]) -> SignedNote {
    database.write(|transaction| checkpoint::sign(transaction, None, keys, None)).expect("signed")
}

fn verify(database: &Database, expected: &[ExpectedRoot]) -> Vec<Finding> {
    database.read(|connection| audit_verification::verify(connection, expected, &mut [])).expect("read").findings
}

fn root(note: &SignedNote) -> ExpectedRoot {
    note.text().parse::<Checkpoint>().expect("a checkpoint").expected_root()
}

#[test]
fn a_checkpoint_is_accepted_by_signed_note_and_tlog_tiles_and_ours_accepts_theirs() {
    for_each_database(|database| {
        append(database, 300);
        let (first, second) = (key(), SigningKey::random("second.example.org/log").expect("a key"));
        let note = sign(database, &[first.clone(), second.clone()]);
        let theirs = Note::from_bytes(note.to_string().as_bytes()).expect("a note");
        for key in [&first, &second] {
            let verifier = StandardVerifier::new(&key.verifier().to_string()).expect("a key");
            let (verified, _) = theirs.verify(&VerifierList::new(vec![Box::new(verifier)])).expect("it verifies");
            assert_eq!(verified.len(), 1);
        }
        let checkpoint = TlogCheckpoint::from_bytes(theirs.text()).expect("a checkpoint");
        let ours: Checkpoint = note.text().parse().expect("a checkpoint");
        assert_eq!((checkpoint.size(), checkpoint.hash().0), (ours.size, ours.root));
        assert_eq!(checkpoint.origin(), ours.origin);
        assert!(ours.origin.starts_with("passerelle/"), "{}", ours.origin);

        let back: SignedNote = String::from_utf8(theirs.to_bytes()).expect("text").parse().expect("a note");
        assert_eq!(back.verify(&[first.verifier()]), Ok(vec![first.name().to_owned()]));
        assert_eq!(back, note);
    });
}

#[test]
fn keys_are_written_and_read_as_signed_note_does() {
    let key = key();
    signed_note::StandardSigner::new(&key.secret_text()).expect("a signing key");
    assert_eq!(key.secret_text().parse::<SigningKey>().expect("a key").verifier(), key.verifier());
    let pinned = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(pinned.parse::<VerifierKey>().expect("the key of Go's documentation").to_string(), pinned);
    for wrong in ["", "a+b", "PeterNeumann+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "a+c74f20a3+AR=="]
    {
        assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
    }
    assert!(matches!(SigningKey::random("with space"), Err(NoteError::Name(_))));
    assert!(!format!("{key:?}").contains("PRIVATE"));
}

#[test]
fn a_changed_note_or_another_key_is_not_trusted() {
    for_each_database(|database| {
        append(database, 3);
        let (key, other) = (key(), key());
        let note = sign(database, std::slice::from_ref(&key));
        let changed: SignedNote = note.to_string().replace("\n3\n", "\n2\n").parse().expect("a note");
        assert!(matches!(changed.verify(&[key.verifier()]), Err(NoteError::Invalid(_))));
        assert!(matches!(note.verify(&[other.verifier()]), Err(NoteError::Untrusted { .. })));
        assert!(matches!(note.verify(&[]), Err(NoteError::Untrusted { .. })));
        for text in ["", "\n\n", "text\n", "a\n\n— name x\n", "a\n\n- name AAAAAAA=\n"] {
            assert!(text.parse::<SignedNote>().is_err(), "{text:?}");
        }
        for text in ["a\n1\n", "a\n01\nAAAA\n", "\n1\nAAAA\n", "a\n-1\nAAAA\n"] {
            assert!(text.parse::<Checkpoint>().is_err(), "{text:?}");
        }
    });
}

#[test]
fn every_entry_has_a_proof_that_tlog_tiles_accepts_and_that_leads_from_its_content_to_the_root() {
    for_each_database(|database| {
        append(database, 600);
        let note = sign(database, &[key()]);
        let checkpoint: Checkpoint = note.text().parse().expect("a checkpoint");
        append(database, 40);
        for position in [1, 2, 255, 256, 257, 512, 513, 600] {
            let proof = database
                .read(|connection| checkpoint::prove(connection, position, checkpoint.size))
                .expect("a proof");
            let (leaf, index) = (leaf_hash(proof.opening.leaf.as_bytes()), position as u64 - 1);
            let path: Vec<TlogHash> = proof.path.iter().map(|hash| TlogHash(*hash)).collect();
            tlog::check_record(&path, checkpoint.size, TlogHash(checkpoint.root), index, TlogHash(leaf))
                .expect("accepted");
            assert!(is_included(&leaf, index, checkpoint.size, &proof.path, &checkpoint.root));
            let text = proof.tlog_proof(&note);
            assert!(text.starts_with(&format!("c2sp.org/tlog-proof@v1\nindex {index}\n")), "{text}");
            assert!(text.ends_with(&format!("\n\n{note}")), "{text}");
            let content: serde_json::Value = serde_json::from_str(&proof.opening.leaf).expect("JSON");
            assert_eq!((&content["position"], &content["actor"]), (&json!(position), &json!("8d0c4f0e-invented")));
            // The details are those whose hash is in the leaf.
            use sha2::{Digest, Sha256};
            let salt = hex::decode(proof.opening.salt.expect("a salt")).expect("hexadecimal");
            let details = proof.opening.details.expect("details");
            assert_eq!(
                content["details_hash"],
                hex::encode(Sha256::new().chain_update(salt).chain_update(details).finalize())
            );
        }
        let beyond = database.read(|connection| checkpoint::prove(connection, 601, checkpoint.size));
        assert!(matches!(beyond, Err(CheckpointError::NoEntry)), "it came later");
        let later = sign(database, &[key()]);
        let later: Checkpoint = later.text().parse().expect("a checkpoint");
        let path = database
            .read(|connection| checkpoint::prove_consistency(connection, checkpoint.size, later.size))
            .expect("a proof");
        let path: Vec<TlogHash> = path.into_iter().map(TlogHash).collect();
        tlog::check_tree(&path, later.size, TlogHash(later.root), checkpoint.size, TlogHash(checkpoint.root))
            .expect("consistent");
    });
}

/// Writes the log anew from an entry on, as somebody does who has the program: the actor of each entry is another one.
fn recompute(database: &Database, from: i64, keep: i64) {
    let entries = database.read(|connection| audit::read(connection, 0, 10_000)).expect("entries");
    let without_triggers = match database.kind() {
        Backend::Sqlite => "DROP TRIGGER IF EXISTS audit_entries_are_kept_on_delete;",
        Backend::Postgres => "ALTER TABLE audit_entries DISABLE TRIGGER USER;",
    };
    database
        .write(|transaction| {
            transaction.batch_execute(&format!(
                "{without_triggers} DELETE FROM audit_entries; DELETE FROM audit_blocks;
                 UPDATE log_sequence SET last_audit_entry = 0, audit_peaks = '', last_audit_hash =
                 '0000000000000000000000000000000000000000000000000000000000000000';"
            ))?;
            Ok::<_, StorageError>(())
        })
        .expect("emptied");
    for entry in entries.into_iter().filter(|entry| entry.position <= keep) {
        let actor = if entry.position >= from { "somebody-else" } else { entry.actor.as_str() };
        let new = NewAuditEntry {
            actor,
            role: &entry.role,
            scope: Scope::Installation,
            organisation: entry.organisation,
            action: &entry.action,
            subject_kind: &entry.subject_kind,
            subject: entry.subject,
            candidate: entry.candidate,
            covers: entry.covers,
            details: entry.details,
        };
        database.write(|transaction| audit::append(transaction, &[new])).expect("appended");
    }
}

#[test]
fn a_log_recomputed_or_cut_with_its_head_passes_alone_and_not_against_checkpoints() {
    for_each_database(|database| {
        let keys = [key()];
        let mut roots = Vec::new();
        for _ in 0..3 {
            append(database, 10);
            roots.push(root(&sign(database, &keys)));
        }
        assert_eq!(verify(database, &roots), []);
        recompute(database, 15, 30);
        assert_eq!(verify(database, &[]), [], "what is stored fits together");
        // Salts are new too, so the log differs from the first checkpoint on.
        let found = verify(database, &roots);
        assert_eq!((found.len(), found[0].kind), (1, FindingKind::Checkpoint));
        assert_eq!((found[0].first, found[0].last), (1, 10));

        recompute(database, 99, 25);
        assert_eq!(verify(database, &[]), []);
        let found = verify(database, &roots[2..]);
        assert_eq!((found[0].kind, found[0].first, found[0].last), (FindingKind::Checkpoint, 26, 30));
        assert!(found[0].what.contains("signed for 30 entries, and the log has 25"), "{}", found[0].what);
    });
}

/// Edits one entry and computes the chain and the tree anew from there, without new salts.
fn edit_and_recompute(database: &Database, position: i64) {
    use sha2::{Digest, Sha256};
    use storage::merkle_tree::Peaks;
    let drop_triggers = match database.kind() {
        Backend::Sqlite => "DROP TRIGGER IF EXISTS audit_entries_are_kept_on_update;",
        Backend::Postgres => "ALTER TABLE audit_entries DISABLE TRIGGER USER;",
    };
    let statement =
        format!("{drop_triggers} UPDATE audit_entries SET actor = 'somebody-else' WHERE position = {position};");
    database.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(&statement)?)).expect("edited");
    let last = database.read(|connection| audit::read(connection, 0, 10_000)).expect("entries").len() as i64;
    let (mut hash, mut peaks) = ([0_u8; 32], Peaks::default());
    for position in 1..=last {
        let opening = database
            .read(|connection| checkpoint::prove(connection, position, last as u64))
            .expect("an entry")
            .opening;
        let leaf = leaf_hash(opening.leaf.as_bytes());
        peaks.push(leaf);
        hash = Sha256::new().chain_update(hash).chain_update(leaf).finalize().into();
        let statement =
            format!("UPDATE audit_entries SET hash = '{}' WHERE position = {position}", hex::encode(hash));
        database.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(&statement)?)).expect("written");
    }
    let statement = format!(
        "UPDATE log_sequence SET last_audit_hash = '{}', audit_peaks = '{}'",
        hex::encode(hash),
        peaks.to_hex()
    );
    database.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(&statement)?)).expect("written");
}

#[test]
fn several_checkpoints_name_the_range_in_which_a_recomputed_log_was_changed() {
    for_each_database(|database| {
        let keys = [key()];
        let mut roots = Vec::new();
        for _ in 0..4 {
            append(database, 10);
            roots.push(root(&sign(database, &keys)));
        }
        edit_and_recompute(database, 25);
        assert_eq!(verify(database, &[]), [], "what is stored fits together");
        let found = verify(database, &roots);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].kind, found[0].first, found[0].last), (FindingKind::Checkpoint, 21, 30));
    });
}

#[test]
fn nothing_is_signed_for_a_log_that_no_longer_is_that_of_the_newest_checkpoint() {
    for_each_database(|database| {
        let files = tempfile::tempdir().expect("a folder");
        let folder = CheckpointFolder::new(files.path().join("checkpoints"), None, vec![key()]);
        append(database, 20);
        folder.write(database).expect("written");
        append(database, 5);
        folder.write(database).expect("written");
        edit_and_recompute(database, 7);
        append(database, 1);
        assert!(matches!(folder.write(database), Err(CheckpointError::Inconsistent { size: 25 })));
    });
}

#[test]
fn checkpoints_are_files_named_by_size_and_keep_the_signatures_of_others() {
    for_each_database(|database| {
        let files = tempfile::tempdir().expect("a folder");
        let path = files.path().join("checkpoints");
        let (own, witness) = (key(), SigningKey::random("witness.example.org").expect("a key"));
        let folder = CheckpointFolder::new(path.clone(), Some("log.example.org".to_owned()), vec![own.clone()]);
        assert!(folder.latest().expect("read").is_none());
        append(database, 3);
        let (file, note) = folder.write(database).expect("written");
        assert_eq!(file, path.join("3.checkpoint"));
        assert!(note.text().starts_with("log.example.org\n3\n"), "{note}");
        let cosigned = SignedNote::sign(note.text().to_owned(), std::slice::from_ref(&witness)).expect("signed");
        folder.add_signatures(&cosigned).expect("added");
        let names = |note: &SignedNote| note.signers().map(str::to_owned).collect::<Vec<_>>();
        // The same size again: both signatures stay, in the file and in `latest`.
        folder.write(database).expect("written");
        for (file, note) in read_checkpoints(&path).expect("checkpoints") {
            assert_eq!(names(&note).len(), 2, "{}", file.display());
            assert!(note.verify(&[witness.verifier()]).is_ok() && note.verify(&[own.verifier()]).is_ok());
        }
        append(database, 2);
        folder.write(database).expect("written");
        assert_eq!(folder.latest().expect("read").expect("one").0.size, 5);
        assert_eq!(folder.own_roots().expect("read").iter().map(|root| root.size).collect::<Vec<_>>(), [3, 5]);
        assert!(
            folder.add_signatures(&SignedNote::sign("x\n9\nAA\n".to_owned(), &[witness]).expect("signed")).is_err()
        );
        // The newest one covers what it has, and a new one what came later.
        assert_eq!(folder.covering(database, 5).expect("one").0.size, 5);
        append(database, 1);
        assert_eq!(folder.covering(database, 6).expect("one").0.size, 6);
    });
}

#[test]
fn a_server_writes_checkpoints_by_itself() {
    for_each_database(|database| {
        let clock = ManualClock::at("2026-12-03T09:00:00Z".parse().expect("a time"));
        let database = &database.with_clock(clock.clock());
        let files = tempfile::tempdir().expect("a folder");
        let folder = std::sync::Arc::new(CheckpointFolder::new(files.path().to_owned(), None, vec![key()]));
        let interval = chrono::TimeDelta::hours(1);
        WriteCheckpoint::schedule(database).expect("scheduled");
        let schedule = CheckpointSchedule { folder: folder.clone(), interval };
        let runner = JobRunner::new(database.clone()).with::<WriteCheckpoint>(schedule);
        let newest = || folder.latest().expect("read").map(|(checkpoint, _)| checkpoint.size);
        append(database, 2);
        assert!(runner.run_next().expect("it runs"));
        assert_eq!(newest(), Some(2));
        append(database, 1);
        assert!(!runner.run_next().expect("nothing is due"));
        clock.advance(interval);
        assert!(runner.run_next().expect("it runs again"));
        assert_eq!(newest(), Some(3));
        edit_and_recompute(database, 2);
        clock.advance(interval);
        assert!(runner.run_next().expect("it runs"));
        let dead = database.read(|connection| storage::jobs::dead(connection, 10)).expect("jobs");
        assert!(dead.len() == 1 && dead[0].reason.contains("no longer is"), "{dead:?}");
    });
}

#[test]
fn a_folder_that_cannot_be_written_is_told_with_its_reason_until_it_can() {
    for_each_database(|database| {
        let clock = ManualClock::at("2026-12-03T09:00:00Z".parse().expect("a time"));
        let database = &database.with_clock(clock.clock());
        let files = tempfile::tempdir().expect("a folder");
        let path = files.path().join("checkpoints");
        std::fs::write(&path, "a file where the folder should be").expect("written");
        let folder = std::sync::Arc::new(CheckpointFolder::new(path.clone(), None, vec![key()]));
        let interval = chrono::TimeDelta::hours(1);
        WriteCheckpoint::schedule(database).expect("scheduled");
        let runner =
            JobRunner::new(database.clone()).with::<WriteCheckpoint>(CheckpointSchedule { folder, interval });
        let failing = || database.read(|connection| storage::jobs::failing(connection, 10)).expect("jobs");
        append(database, 2);
        assert!(runner.run_next().expect("it runs"));
        let found = failing();
        assert!(found.len() == 1 && found[0].reason.contains("checkpoints"), "{found:?}");
        assert_eq!(
            (found[0].kind.as_str(), found[0].next_run),
            ("write-audit-checkpoint", Timestamp::from(clock.clock().now()).plus(interval))
        );
        std::fs::remove_file(&path).expect("removed");
        clock.advance(interval);
        assert!(runner.run_next().expect("it runs again"));
        assert_eq!(failing(), []);
        assert!(path.join("2.checkpoint").exists());
    });
}

#[test]
fn after_the_log_was_replaced_checkpoints_are_set_aside_and_new_ones_are_signed() {
    for_each_database(|database| {
        let files = tempfile::tempdir().expect("a folder");
        let folder = CheckpointFolder::new(files.path().to_owned(), None, vec![key()]);
        append(database, 5);
        folder.write(database).expect("a checkpoint");
        edit_and_recompute(database, 2);
        assert!(matches!(folder.write(database), Err(CheckpointError::Inconsistent { size: 5 })));
        let (aside, newest) = folder.set_aside(Timestamp::from(Clock::system().now())).expect("set aside");
        assert_eq!(newest.map(|checkpoint| checkpoint.size), Some(5));
        assert!(aside.join("5.checkpoint").exists() && aside.join("latest").exists(), "nothing is deleted");
        folder.write(database).expect("a checkpoint of the log as it is");
        assert_eq!(folder.own_roots().expect("read").len(), 1);
        assert!(folder.set_aside(Timestamp::from(Clock::system().now())).is_ok());
        assert!(folder.set_aside(Timestamp::from(Clock::system().now())).is_err(), "there are none");
    });
}

#[test]
fn a_key_file_is_for_its_owner_alone() {
    let files = tempfile::tempdir().expect("a folder");
    let path = files.path().join("key");
    let made = create_key(&path, "log.example.org").expect("a key");
    assert_eq!(read_key(&path).expect("a key").verifier(), made.verifier());
    assert!(create_key(&path, "log.example.org").is_err(), "a key is never replaced");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("changed");
        std::fs::set_permissions(files.path(), std::fs::Permissions::from_mode(0o700)).expect("changed");
        assert!(read_key(&path).is_ok(), "nobody gets into the folder");
        std::fs::set_permissions(files.path(), std::fs::Permissions::from_mode(0o755)).expect("changed");
        assert!(matches!(read_key(&path), Err(CheckpointError::KeyReadableByOthers { .. })));
    }
}

#[test]
fn a_file_is_verified_without_a_right_to_write_and_without_making_another() {
    let files = tempfile::tempdir().expect("a folder");
    let path = files.path().join("served/a log?%.db");
    std::fs::create_dir(path.parent().expect("a folder")).expect("a folder");
    let database = Database::open(&format!("sqlite:{}", path.display()), 2, Clock::system()).expect("a database");
    database.migrate().expect("migrated");
    append(&database, 3);
    let check = |path: &Path| {
        let names = || {
            let files = std::fs::read_dir(path.parent().expect("a folder")).expect("files");
            files.map(|file| file.expect("a file").path()).collect::<BTreeSet<_>>()
        };
        let before = names();
        let opened =
            Database::open_to_read(&format!("sqlite:{}", path.display()), Clock::system()).expect("it opens");
        assert_eq!(opened.check_schema_to_read(), Ok(()));
        assert_eq!(opened.read(audit::verify).expect("intact").entries, 3);
        let delete = "DELETE FROM audit_blocks";
        let refused = opened.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(delete)?));
        assert!(refused.is_err());
        assert_eq!(names(), before, "no file was made");
    };
    // While a server writes, and the newest entries are in its write-ahead log.
    check(&path);
    // A copy of the file alone, with all of it.
    let mut connection = diesel::SqliteConnection::establish(path.to_str().expect("text")).expect("it opens");
    connection.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").expect("all is in the file");
    let copy = files.path().join("copy/a log?%.db");
    std::fs::create_dir(copy.parent().expect("a folder")).expect("a folder");
    std::fs::copy(&path, &copy).expect("copied");
    check(&copy);
    assert!(Database::open_to_read("sqlite:nowhere/x.db", Clock::system()).is_err());
}

#[test]
fn a_server_is_verified_by_a_role_that_may_only_read() {
    let server = fresh(Backend::Postgres);
    append(&server, 3);
    let role = format!("reader_{}", uuid::Uuid::new_v4().simple());
    let (base, schema) = server.url().split_once("options=-csearch_path%3D").expect("the schema is in the URL");
    let grant = format!(
        "CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA {schema} TO {role};
         GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}"
    );
    server.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(&grant)?)).expect("a role");
    let url = format!("{base}options=-csearch_path%3D{schema}%20-crole%3D{role}");
    let opened = Database::open_to_read(&url, Clock::system()).expect("it opens");
    assert_eq!(opened.check_schema_to_read(), Ok(()));
    assert_eq!(opened.read(audit::verify).expect("intact").entries, 3);
    let delete = "DELETE FROM audit_blocks";
    let refused = opened.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(delete)?));
    assert!(refused.is_err(), "the role may only read");
    drop(opened);
    let revoke = format!("DROP OWNED BY {role}; DROP ROLE {role}");
    server.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(&revoke)?)).expect("removed");
}

#[test]
fn stored_hashes_are_read_as_hexadecimal() {
    assert_eq!(hash_from_hex(&"00".repeat(32)), Some([0; 32]));
    assert_eq!(hash_from_hex("00"), None);
}
