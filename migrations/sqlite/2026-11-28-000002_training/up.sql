-- What schools teach, and, with a candidate, what persons were taught: modules as JSON.
CREATE TABLE curricula (
    id              TEXT   NOT NULL PRIMARY KEY,
    programme_id    TEXT   NOT NULL REFERENCES programmes (id),
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    candidate_id    TEXT   REFERENCES candidates (id),
    reference       TEXT   NOT NULL,
    enrolment_year  BIGINT NOT NULL,
    content         TEXT   NOT NULL,
    content_hash    TEXT   NOT NULL,
    version         BIGINT NOT NULL,
    created_at      TEXT   NOT NULL,
    changed_at      TEXT   NOT NULL
);
CREATE UNIQUE INDEX curricula_organisation_id_reference_enrolment_year
    ON curricula (organisation_id, reference, enrolment_year);
CREATE INDEX curricula_programme_id ON curricula (programme_id, id);
CREATE INDEX curricula_candidate_id ON curricula (candidate_id, id);

-- The subjects that a person confirmed for a title of a school's modules, by which later modules get suggestions.
CREATE TABLE confirmed_titles (
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    title           TEXT NOT NULL,
    programme_id    TEXT NOT NULL REFERENCES programmes (id),
    subjects        TEXT NOT NULL,
    confirmed_by    TEXT NOT NULL,
    confirmed_at    TEXT NOT NULL,
    PRIMARY KEY (organisation_id, title)
);
