//! The tables, the same on both databases; a test holds this file and the migrations together.
//!
//! Identifiers, dates and moments are text; JSON is text that whoever wrote it reads.

diesel::table! {
    /// Recruitment programmes, each of one corridor.
    programmes (id) {
        /// Column `id`.
        id -> Text,
        /// Column `code`.
        code -> Text,
        /// Column `corridor`.
        corridor -> Text,
        /// Column `label`.
        label -> Text,
    }
}

diesel::table! {
    /// Employers, agencies and schools.
    organisations (id) {
        /// Column `id`.
        id -> Text,
        /// Column `programme_id`.
        programme_id -> Text,
        /// Column `kind`.
        kind -> Text,
        /// Column `name`.
        name -> Text,
        /// Column `enterprise_number`.
        enterprise_number -> Nullable<Text>,
        /// Column `created_at`.
        created_at -> Text,
    }
}

diesel::table! {
    /// People, without what must not count: their profile as JSON.
    candidates (id) {
        /// Column `id`.
        id -> Text,
        /// Column `programme_id`.
        programme_id -> Text,
        /// Column `reference`.
        reference -> Text,
        /// Column `organisation_id`.
        organisation_id -> Nullable<Text>,
        /// Column `pseudonym`.
        pseudonym -> Text,
        /// Column `state`.
        state -> Text,
        /// Column `profile`.
        profile -> Text,
        /// Column `content_hash`.
        content_hash -> Text,
        /// Column `version`.
        version -> BigInt,
        /// Column `created_at`.
        created_at -> Text,
        /// Column `changed_at`.
        changed_at -> Text,
    }
}

diesel::table! {
    /// The protected part of a person: name, sex, birth date, nationality, e-mail, phone, as JSON.
    candidate_personal_data (candidate_id) {
        /// Column `candidate_id`.
        candidate_id -> Text,
        /// Column `personal_data`.
        personal_data -> Text,
        /// Column `version`.
        version -> BigInt,
    }
}

diesel::table! {
    /// Vacancies, with their content as JSON.
    vacancies (id) {
        /// Column `id`.
        id -> Text,
        /// Column `programme_id`.
        programme_id -> Text,
        /// Column `organisation_id`.
        organisation_id -> Text,
        /// Column `reference`.
        reference -> Text,
        /// Column `state`.
        state -> Text,
        /// Column `posts`.
        posts -> Nullable<BigInt>,
        /// Column `posts_taken`.
        posts_taken -> BigInt,
        /// Column `valid_until`.
        valid_until -> Nullable<Text>,
        /// Column `content`.
        content -> Text,
        /// Column `suggestions`.
        suggestions -> Nullable<Text>,
        /// Column `content_hash`.
        content_hash -> Text,
        /// Column `version`.
        version -> BigInt,
        /// Column `created_at`.
        created_at -> Text,
        /// Column `changed_at`.
        changed_at -> Text,
    }
}

diesel::table! {
    /// One row: how far events and the trail go. Locked by whoever appends.
    log_sequence (name) {
        /// Column `name`.
        name -> Text,
        /// Column `last_event`.
        last_event -> BigInt,
        /// Column `last_audit_entry`.
        last_audit_entry -> BigInt,
        /// Column `last_audit_hash`.
        last_audit_hash -> Text,
    }
}

diesel::table! {
    /// What happened, in order.
    events (position) {
        /// Column `position`.
        position -> BigInt,
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
    }
}

diesel::table! {
    /// Who did what, each line chained to the one before.
    audit_entries (position) {
        /// Column `position`.
        position -> BigInt,
        /// Column `recorded_at`.
        recorded_at -> Text,
        /// Column `actor`.
        actor -> Text,
        /// Column `role`.
        role -> Text,
        /// Column `organisation`.
        organisation -> Nullable<Text>,
        /// Column `action`.
        action -> Text,
        /// Column `subject_kind`.
        subject_kind -> Text,
        /// Column `subject_id`.
        subject_id -> Nullable<Text>,
        /// Column `details`.
        details -> Text,
        /// Column `previous_hash`.
        previous_hash -> Text,
        /// Column `hash`.
        hash -> Text,
    }
}

diesel::table! {
    /// Work to be done once.
    jobs (id) {
        /// Column `id`.
        id -> Text,
        /// Column `kind`.
        kind -> Text,
        /// Column `data`.
        data -> Text,
        /// Column `state`.
        state -> Text,
        /// Column `attempts`.
        attempts -> BigInt,
        /// Column `max_attempts`.
        max_attempts -> BigInt,
        /// Column `run_after`.
        run_after -> Text,
        /// Column `claimed_by`.
        claimed_by -> Nullable<Text>,
        /// Column `last_error`.
        last_error -> Nullable<Text>,
        /// Column `created_at`.
        created_at -> Text,
        /// Column `changed_at`.
        changed_at -> Text,
    }
}

diesel::table! {
    /// Answers already given to a creation, by the key that came with it.
    idempotency_keys (actor, key) {
        /// Column `actor`.
        actor -> Text,
        /// Column `key`.
        key -> Text,
        /// Column `request_hash`.
        request_hash -> Text,
        /// Column `response_status`.
        response_status -> BigInt,
        /// Column `response_body`.
        response_body -> Text,
        /// Column `created_at`.
        created_at -> Text,
    }
}

diesel::joinable!(candidates -> organisations (organisation_id));
diesel::joinable!(candidates -> programmes (programme_id));
diesel::joinable!(candidate_personal_data -> candidates (candidate_id));
diesel::joinable!(organisations -> programmes (programme_id));
diesel::joinable!(vacancies -> organisations (organisation_id));
diesel::joinable!(vacancies -> programmes (programme_id));

diesel::allow_tables_to_appear_in_same_query!(
    programmes,
    organisations,
    candidates,
    candidate_personal_data,
    vacancies,
    log_sequence,
    events,
    audit_entries,
    jobs,
    idempotency_keys,
);
