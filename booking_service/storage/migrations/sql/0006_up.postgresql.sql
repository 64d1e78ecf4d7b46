-- A draw can be checked by anyone: its instants, its published list, what was mixed in, and its
-- result as a file. Draws that were there before get their instants at the next start.
ALTER TABLE draw RENAME COLUMN use_month TO first_day;
ALTER TABLE draw ADD COLUMN last_day TEXT NOT NULL DEFAULT '';
ALTER TABLE draw ADD COLUMN opens_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE draw ADD COLUMN closes_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE draw ADD COLUMN draw_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE draw ADD COLUMN result_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE draw ADD COLUMN applications BIGINT NOT NULL DEFAULT 0;
ALTER TABLE draw ADD COLUMN listed_at BIGINT;
ALTER TABLE draw ADD COLUMN entropy TEXT;           -- JSON object
ALTER TABLE draw ADD COLUMN withdrawn TEXT;         -- JSON array of lines
ALTER TABLE draw ADD COLUMN started_at BIGINT;
UPDATE draw SET last_day = first_day;
CREATE INDEX draw_last_day ON draw (last_day);

-- The list, the result file: compressed, cut into parts of a size that one command writes.
CREATE TABLE draw_part (
    draw_id TEXT NOT NULL REFERENCES draw (id),
    kind    TEXT NOT NULL,
    place   BIGINT NOT NULL,
    body    BYTEA NOT NULL,
    PRIMARY KEY (draw_id, kind, place)
);

CREATE TABLE draw_digits (
    draw_id  TEXT NOT NULL REFERENCES draw (id),
    place    BIGINT NOT NULL,
    officer  TEXT NOT NULL,
    digits   TEXT NOT NULL,
    PRIMARY KEY (draw_id, place),
    UNIQUE (draw_id, officer)
);

-- A runner-up who wins after all has days of its own to claim.
ALTER TABLE lottery_application ADD COLUMN claim_until BIGINT;
