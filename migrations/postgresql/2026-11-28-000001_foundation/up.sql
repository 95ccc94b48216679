-- Identifiers are UUIDs and timestamps RFC 3339 in UTC, both as text, so that both databases store, compare and hash the
-- same bytes. JSON is text too; only the program parses it.

-- `secret_key` is 32 random bytes: what must look random to employers, such as the order of equal candidates, is computed
-- with it, the same on all servers.
CREATE TABLE programmes (
    id         TEXT NOT NULL CONSTRAINT programmes_id PRIMARY KEY,
    code       TEXT NOT NULL,
    corridor   TEXT NOT NULL,
    label      TEXT NOT NULL,
    secret_key BYTEA NOT NULL
);
CREATE UNIQUE INDEX programmes_code ON programmes (code);

CREATE TABLE organisations (
    id                TEXT NOT NULL CONSTRAINT organisations_id PRIMARY KEY,
    programme_id      TEXT NOT NULL REFERENCES programmes (id),
    kind              TEXT NOT NULL,
    name              TEXT NOT NULL,
    -- The name as it is searched: folded, see vocabulary::name_search.
    name_key          TEXT NOT NULL,
    enterprise_number TEXT,
    version           BIGINT NOT NULL,
    created_at        TEXT NOT NULL,
    changed_at        TEXT NOT NULL
);
CREATE UNIQUE INDEX organisations_programme_id_kind_name ON organisations (programme_id, kind, name);
-- A number says which organisation it is; those without one have NULL, which equals nothing.
CREATE UNIQUE INDEX organisations_programme_id_kind_enterprise_number ON organisations (programme_id, kind, enterprise_number);

CREATE TABLE candidates (
    id                    TEXT   NOT NULL CONSTRAINT candidates_id PRIMARY KEY,
    programme_id          TEXT   NOT NULL REFERENCES programmes (id),
    -- Compared by bytes, as SQLite does, so that the index finds references by their beginning.
    reference             TEXT   COLLATE "C" NOT NULL,
    organisation_id       TEXT   REFERENCES organisations (id),
    pseudonym             TEXT   NOT NULL,
    state                 TEXT   NOT NULL CHECK (state IN ('active', 'withdrawn')),
    preferences           TEXT   NOT NULL,
    expires_on            TEXT,
    content_hash          TEXT   NOT NULL,
    version               BIGINT NOT NULL,
    titles_version        BIGINT NOT NULL,
    languages_version     BIGINT NOT NULL,
    preferences_version   BIGINT NOT NULL,
    personal_data_version BIGINT NOT NULL,
    created_at            TEXT   NOT NULL,
    changed_at            TEXT   NOT NULL
);
-- A reference belongs to the organisation that registered the candidate. Those whom no organisation registered have theirs in
-- common: in an index of three columns no two of them would be the same, since NULL equals nothing.
CREATE UNIQUE INDEX candidates_programme_id_reference_organisation_id ON candidates (programme_id, reference, organisation_id);
CREATE UNIQUE INDEX candidates_programme_id_reference ON candidates (programme_id, reference) WHERE organisation_id IS NULL;
CREATE UNIQUE INDEX candidates_programme_id_pseudonym ON candidates (programme_id, pseudonym);
-- Pages and batches of a programme. Without it SQLite reads all of a programme for each batch.
CREATE INDEX candidates_programme_id_id ON candidates (programme_id, id);
-- Candidates whose profile has something that ends, by identifier: on each new day the index reads them again.
CREATE INDEX candidates_expires_on ON candidates (programme_id, id) WHERE expires_on IS NOT NULL;

-- Titles and languages of a candidate, each with its source: what was asserted, on what evidence, by whom, and how long it
-- holds. What was revoked stays, with its day.
CREATE TABLE candidate_assertions (
    candidate_id    TEXT   NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    kind            TEXT   NOT NULL CHECK (kind IN ('title', 'language')),
    ordinal         BIGINT NOT NULL,
    value           TEXT   NOT NULL,
    evidence        TEXT,
    source          TEXT   NOT NULL,
    source_id       TEXT,
    organisation_id TEXT,
    stated_by       TEXT,
    stated_on       TEXT,
    document        TEXT,
    expires_on      TEXT,
    revoked_on      TEXT,
    CONSTRAINT candidate_assertions_candidate_id_kind_ordinal PRIMARY KEY (candidate_id, kind, ordinal)
);
-- What a certificate asserts, for its revocation; and a decision.
CREATE INDEX candidate_assertions_source_id ON candidate_assertions (source_id) WHERE source_id IS NOT NULL;

-- Decisions of authorities on candidates' titles, entered by one officer and confirmed by another, singly or by file. Only
-- a confirmed one gives the title its status.
CREATE TABLE authority_decisions (
    id              TEXT NOT NULL CONSTRAINT authority_decisions_id PRIMARY KEY,
    programme_id    TEXT NOT NULL REFERENCES programmes (id),
    candidate_id    TEXT NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    title           TEXT NOT NULL,
    status          TEXT NOT NULL,
    kind            TEXT NOT NULL,
    authority       TEXT NOT NULL,
    reference       TEXT NOT NULL,
    decided_on      TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('entered', 'confirmed', 'refused')),
    file_id         TEXT,
    entered_by      TEXT NOT NULL,
    organisation_id TEXT,
    entered_at      TEXT NOT NULL,
    reviewed_by     TEXT,
    reviewed_at     TEXT
);
-- The decisions of a candidate; one with the same reference isn't entered twice unless it was refused.
CREATE UNIQUE INDEX authority_decisions_candidate_id_title_kind_authority_reference
    ON authority_decisions (candidate_id, title, kind, authority, reference) WHERE state <> 'refused';
-- Those that wait for confirmation.
CREATE INDEX authority_decisions_programme_id_id ON authority_decisions (programme_id, id) WHERE state = 'entered';
CREATE INDEX authority_decisions_file_id ON authority_decisions (file_id) WHERE state = 'entered';

-- Name, contact and protected characteristics of a candidate. Deleting the row anonymises them; events and audit
-- entries name only the random identifier and stay.
CREATE TABLE candidate_personal_data (
    candidate_id  TEXT   NOT NULL CONSTRAINT candidate_personal_data_candidate_id PRIMARY KEY REFERENCES candidates (id) ON DELETE CASCADE,
    personal_data TEXT   NOT NULL
);

-- Name and e-mail address of a candidate as they are searched: folded, see vocabulary::name_search. A search reads all rows,
-- which are short and in the order of registration, so there is no index to be kept. Deleted with the personal data.
CREATE TABLE candidate_search_keys (
    candidate_id    TEXT NOT NULL CONSTRAINT candidate_search_keys_candidate_id PRIMARY KEY REFERENCES candidate_personal_data (candidate_id) ON DELETE CASCADE,
    programme_id    TEXT NOT NULL REFERENCES programmes (id),
    organisation_id TEXT REFERENCES organisations (id),
    name_key        TEXT NOT NULL,
    email_key       TEXT
);

CREATE TABLE vacancies (
    id              TEXT   NOT NULL CONSTRAINT vacancies_id PRIMARY KEY,
    programme_id    TEXT   NOT NULL REFERENCES programmes (id),
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    reference       TEXT   NOT NULL,
    state           TEXT   NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'withdrawn')),
    posts           BIGINT CHECK (posts > 0),
    valid_until     TEXT,
    content         TEXT   NOT NULL,
    suggestions     TEXT,
    content_hash    TEXT   NOT NULL,
    version         BIGINT NOT NULL,
    created_at      TEXT   NOT NULL,
    changed_at      TEXT   NOT NULL
);
-- A reference belongs to the employer.
CREATE UNIQUE INDEX vacancies_programme_id_reference_organisation_id ON vacancies (programme_id, reference, organisation_id);
CREATE INDEX vacancies_programme_id_id ON vacancies (programme_id, id);
CREATE INDEX vacancies_organisation_id ON vacancies (organisation_id, id);

-- Who took a post of which vacancy; current until it has ended. A candidate has at most one current placement, and a
-- vacancy has as many posts taken as it has current placements. It names no person, so it outlives personal data.
CREATE TABLE placements (
    id           TEXT   NOT NULL CONSTRAINT placements_id PRIMARY KEY,
    programme_id TEXT   NOT NULL REFERENCES programmes (id),
    vacancy_id   TEXT   NOT NULL REFERENCES vacancies (id),
    candidate_id TEXT   NOT NULL REFERENCES candidates (id),
    starts_on    TEXT   NOT NULL,
    ended_on     TEXT,
    version      BIGINT NOT NULL,
    created_at   TEXT   NOT NULL,
    changed_at   TEXT   NOT NULL
);
CREATE UNIQUE INDEX placements_programme_id_candidate_id ON placements (programme_id, candidate_id) WHERE ended_on IS NULL;
CREATE INDEX placements_programme_id_id ON placements (programme_id, id);
CREATE INDEX placements_vacancy_id ON placements (vacancy_id) WHERE ended_on IS NULL;

-- One row: the identifier by which an index knows its database, and which names the log in checkpoints.
CREATE TABLE installation (
    id TEXT NOT NULL CONSTRAINT installation_id PRIMARY KEY
);
INSERT INTO installation (id) VALUES (replace(gen_random_uuid()::text, '-', ''));

-- One row. A transaction that appends events or audit entries updates it, so that both logs have one order without gaps,
-- and a truncated audit log is detected. The peaks are the roots of the perfect subtrees of the tree over the entries. The
-- event that is covered is the last one to which an audit entry commits.
CREATE TABLE log_sequence (
    name             TEXT   NOT NULL CONSTRAINT log_sequence_name PRIMARY KEY,
    last_event       BIGINT NOT NULL,
    last_event_hash  TEXT   NOT NULL,
    covered_event    BIGINT NOT NULL,
    last_audit_entry BIGINT NOT NULL,
    last_audit_hash  TEXT   NOT NULL,
    audit_peaks      TEXT   NOT NULL
);
INSERT INTO log_sequence
    (name, last_event, last_event_hash, covered_event, last_audit_entry, last_audit_hash, audit_peaks)
VALUES ('log', 0, '0000000000000000000000000000000000000000000000000000000000000000', 0, 0,
        '0000000000000000000000000000000000000000000000000000000000000000', '');

-- The hash of an event covers that of the event before it, so it names the whole log up to there.
CREATE TABLE events (
    position     BIGINT NOT NULL CONSTRAINT events_position PRIMARY KEY,
    programme_id TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    subject_kind TEXT   NOT NULL,
    subject_id   TEXT   NOT NULL,
    data         TEXT   NOT NULL,
    recorded_at  TEXT   NOT NULL,
    hash         TEXT   NOT NULL
);
CREATE INDEX events_programme_id_position ON events (programme_id, position);

-- Erasing the details of an entry removes them and their salt; their hash stays, so the entry's own hash does too. `covers`
-- has the hashes of the rows that the action wrote, as JSON, and is part of the entry's hash, so it stays. `candidate_id` is
-- the candidate whom the action concerns where the subject is something else, such as a placement.
CREATE TABLE audit_entries (
    position       BIGINT NOT NULL CONSTRAINT audit_entries_position PRIMARY KEY,
    recorded_at    TEXT   NOT NULL,
    actor          TEXT   NOT NULL,
    role           TEXT   NOT NULL,
    programme_id   TEXT,
    organisation   TEXT,
    action         TEXT   NOT NULL,
    subject_kind   TEXT   NOT NULL,
    subject_id     TEXT,
    candidate_id   TEXT,
    covers         TEXT,
    details        TEXT,
    salt           TEXT,
    details_hash   TEXT   NOT NULL,
    events_through BIGINT,
    events_hash    TEXT,
    hash           TEXT   NOT NULL
);
CREATE INDEX audit_entries_subject_id ON audit_entries (subject_id, position);
CREATE INDEX audit_entries_candidate_id ON audit_entries (candidate_id, position) WHERE candidate_id IS NOT NULL;

-- The roots of each 256 audit entries, so that a proof of one entry doesn't read all.
CREATE TABLE audit_blocks (
    number BIGINT NOT NULL CONSTRAINT audit_blocks_number PRIMARY KEY,
    hash   TEXT   NOT NULL
);

-- Against mistakes, not against attackers: the chain of hashes reveals the edits of a user who can drop the triggers.
CREATE FUNCTION kept_as_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% are kept as they were recorded', TG_TABLE_NAME;
END;
$$;
CREATE TRIGGER events_are_kept BEFORE UPDATE OR DELETE ON events
FOR EACH ROW EXECUTE FUNCTION kept_as_recorded();
-- Only details may be erased, with their salt.
CREATE TRIGGER audit_entries_are_kept_on_update BEFORE UPDATE ON audit_entries
FOR EACH ROW WHEN (NOT (
    NEW.details IS NULL AND NEW.salt IS NULL
    AND (NEW.position, NEW.recorded_at, NEW.actor, NEW.role, NEW.programme_id, NEW.organisation, NEW.action,
         NEW.subject_kind, NEW.subject_id, NEW.candidate_id, NEW.covers, NEW.details_hash, NEW.events_through, NEW.events_hash, NEW.hash)
        IS NOT DISTINCT FROM
        (OLD.position, OLD.recorded_at, OLD.actor, OLD.role, OLD.programme_id, OLD.organisation, OLD.action,
         OLD.subject_kind, OLD.subject_id, OLD.candidate_id, OLD.covers, OLD.details_hash, OLD.events_through, OLD.events_hash, OLD.hash)
)) EXECUTE FUNCTION kept_as_recorded();
CREATE TRIGGER audit_entries_are_kept_on_delete BEFORE DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION kept_as_recorded();

-- A job that is done has no row. While a job is running, run_after is the end of its worker's lease. Of jobs with the same
-- unique_key there is one.
CREATE TABLE jobs (
    id            TEXT   NOT NULL CONSTRAINT jobs_id PRIMARY KEY,
    programme_id  TEXT,
    kind          TEXT   NOT NULL,
    payload       TEXT   NOT NULL,
    unique_key    TEXT,
    state         TEXT   NOT NULL CHECK (state IN ('waiting', 'running', 'dead')),
    attempts      BIGINT NOT NULL,
    max_attempts  BIGINT NOT NULL,
    run_after     TEXT   NOT NULL,
    lease         TEXT,
    last_error    TEXT,
    created_at    TEXT   NOT NULL,
    changed_at    TEXT   NOT NULL
);
CREATE UNIQUE INDEX jobs_unique_key ON jobs (unique_key);
CREATE INDEX jobs_state_run_after ON jobs (state, run_after);

-- How far each follower of the event log is in a programme: the position of the last event that it has applied.
CREATE TABLE follower_positions (
    follower     TEXT   NOT NULL,
    programme_id TEXT   NOT NULL,
    position     BIGINT NOT NULL,
    changed_at   TEXT   NOT NULL,
    CONSTRAINT follower_positions_follower_programme_id PRIMARY KEY (follower, programme_id)
);

-- Rules and criteria, by their hash: once for all decision records that rest on them.
CREATE TABLE rule_configs (
    hash TEXT NOT NULL CONSTRAINT rule_configs_hash PRIMARY KEY,
    body TEXT NOT NULL
);

-- A record outlives its vacancy, so it has no foreign key to it. The same question on the same data has one record. The
-- salt is that of the proofs for listed candidates; listed has the ends of their identifiers, by which a candidate's are found.
CREATE TABLE decision_records (
    id           TEXT NOT NULL CONSTRAINT decision_records_id PRIMARY KEY,
    programme_id TEXT NOT NULL,
    vacancy_id   TEXT NOT NULL,
    organisation TEXT NOT NULL,
    audience     TEXT NOT NULL CHECK (audience IN ('employer', 'programme')),
    question     TEXT NOT NULL,
    as_of        TEXT NOT NULL,
    actor        TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    rules        TEXT NOT NULL,
    salt         TEXT NOT NULL,
    listed       TEXT NOT NULL,
    body         BYTEA NOT NULL
);
CREATE INDEX decision_records_vacancy_id ON decision_records (vacancy_id, made_at);
CREATE UNIQUE INDEX decision_records_programme_id_question ON decision_records (programme_id, question);

CREATE TABLE idempotency_keys (
    scope           TEXT   NOT NULL,
    actor           TEXT   NOT NULL,
    key             TEXT   NOT NULL,
    request_hash    TEXT   NOT NULL,
    response_status BIGINT NOT NULL,
    response_body   TEXT   NOT NULL,
    created_at      TEXT   NOT NULL,
    CONSTRAINT idempotency_keys_scope_actor_key PRIMARY KEY (scope, actor, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
