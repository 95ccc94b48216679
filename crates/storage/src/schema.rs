//! The tables of this crate, the same on both databases; a test compares them with the migrations. Other crates have
//! their tables beside the code that reads them.
//!
//! Identifiers, dates and timestamps are text, and so is JSON.

diesel::table! {
    /// One row: the identifier by which an index knows its database.
    installation (id) {
        /// Column `id`.
        id -> Text,
    }
}

diesel::table! {
    /// One row with the last positions of events and audit log. A transaction that appends to them locks it.
    log_sequence (name) {
        /// Column `name`.
        name -> Text,
        /// Column `last_event`.
        last_event -> BigInt,
        /// Column `last_event_hash`.
        last_event_hash -> Text,
        /// Column `covered_event`.
        covered_event -> BigInt,
        /// Column `last_audit_entry`.
        last_audit_entry -> BigInt,
        /// Column `last_audit_hash`.
        last_audit_hash -> Text,
        /// Column `audit_peaks`.
        audit_peaks -> Text,
    }
}

diesel::table! {
    /// Events, in order.
    events (position) {
        /// Column `position`.
        position -> BigInt,
        /// Column `programme_id`.
        programme_id -> Text,
        /// Column `kind`.
        kind -> Text,
        /// Column `subject_kind`.
        subject_kind -> Text,
        /// Column `subject_id`.
        subject_id -> Text,
        /// Column `data`.
        data -> Text,
        /// Column `recorded_at`.
        recorded_at -> Text,
        /// Column `hash`.
        hash -> Text,
    }
}

diesel::table! {
    /// The audit log; each entry has the hash of the one before it.
    audit_entries (position) {
        /// Column `position`.
        position -> BigInt,
        /// Column `recorded_at`.
        recorded_at -> Text,
        /// Column `actor`.
        actor -> Text,
        /// Column `role`.
        role -> Text,
        /// Column `programme_id`.
        programme_id -> Nullable<Text>,
        /// Column `organisation`.
        organisation -> Nullable<Text>,
        /// Column `action`.
        action -> Text,
        /// Column `subject_kind`.
        subject_kind -> Text,
        /// Column `subject_id`.
        subject_id -> Nullable<Text>,
        /// Column `candidate_id`.
        candidate_id -> Nullable<Text>,
        /// Column `covers`.
        covers -> Nullable<Text>,
        /// Column `details`.
        details -> Nullable<Text>,
        /// Column `salt`.
        salt -> Nullable<Text>,
        /// Column `details_hash`.
        details_hash -> Text,
        /// Column `events_through`.
        events_through -> Nullable<BigInt>,
        /// Column `events_hash`.
        events_hash -> Nullable<Text>,
        /// Column `hash`.
        hash -> Text,
    }
}

diesel::table! {
    /// The roots of each block of audit entries in the tree over them.
    audit_blocks (number) {
        /// Column `number`.
        number -> BigInt,
        /// Column `hash`.
        hash -> Text,
    }
}

diesel::table! {
    /// Jobs for background workers.
    jobs (id) {
        /// Column `id`.
        id -> Text,
        /// Column `programme_id`.
        programme_id -> Nullable<Text>,
        /// Column `kind`.
        kind -> Text,
        /// Column `payload`.
        payload -> Text,
        /// Column `unique_key`.
        unique_key -> Nullable<Text>,
        /// Column `state`.
        state -> Text,
        /// Column `attempts`.
        attempts -> BigInt,
        /// Column `max_attempts`.
        max_attempts -> BigInt,
        /// Column `run_after`.
        run_after -> Text,
        /// Column `lease`.
        lease -> Nullable<Text>,
        /// Column `last_error`.
        last_error -> Nullable<Text>,
        /// Column `created_at`.
        created_at -> Text,
        /// Column `changed_at`.
        changed_at -> Text,
    }
}

diesel::table! {
    /// How far each follower of the event log is in each programme.
    follower_positions (follower, programme_id) {
        /// Column `follower`.
        follower -> Text,
        /// Column `programme_id`.
        programme_id -> Text,
        /// Column `position`.
        position -> BigInt,
        /// Column `changed_at`.
        changed_at -> Text,
    }
}
