-- Evidence documents as they were taken in. Never changed, never removed: what was proved once was proved.
create table evidence (
  account text not null references account (id),
  -- SHA-256 of the canonical JSON, in hex: the same document is the same row, however often it comes.
  hash text not null,
  began_at timestamptz not null,
  -- One of our projects; null for an API of the person's own.
  project text,
  -- The program it speaks of: the project's id, or `own:` and the title of its API. Name of a row in `subject`.
  subject text not null,
  -- What lists show, in columns of their own so that no list reads a body.
  title text not null,
  contract text not null,
  judge text not null,
  seed text not null,
  -- `full`, `fast`, `production` or `part`.
  scope text not null,
  duration_ms double precision not null,
  commit text,
  dirty boolean not null,
  tree text,
  language text,
  passed integer not null,
  failed integer not null,
  unclear integer not null,
  not_applicable integer not null,
  guided integer not null,
  -- `json` keeps it as it was written; `jsonb` holds no NUL inside of a text, which a program may well have answered.
  body json not null,
  primary key (account, hash)
);

-- The list of all is read by time, the newest first, and so is that of one program; `hash` makes a cursor exact.
create index evidence_by_time on evidence (account, began_at desc, hash desc);
create index evidence_of_subject on evidence (account, subject, began_at desc, hash desc);

-- What the documents of one program come to, kept up to date with each that is taken in: pages never count history.
create table subject (
  account text not null references account (id),
  name text not null,
  project text,
  title text not null,
  documents integer not null default 0,
  -- The newest document: the program and contract as they were last seen.
  began_at timestamptz not null,
  hash text not null,
  tree text,
  contract text not null,
  -- The first full run in which nothing failed.
  whole_at timestamptz,
  whole_hash text,
  -- One check that passed in it.
  whole_check text,
  primary key (account, name)
);

-- Of each program and check three moments, with what was measured or seen then. Everything that is called proven,
-- fresh, stale or broken follows from these.
create table proof (
  account text not null references account (id),
  subject text not null,
  check_id text not null,
  moment text not null check (moment in ('first-passed', 'last-passed', 'last-failed')),
  began_at timestamptz not null,
  hash text not null,
  tree text,
  contract text not null,
  judge text not null,
  -- Passed after the last hint was opened.
  guided boolean not null,
  -- What was measured at a pass; the failure at a failure.
  detail json,
  primary key (account, subject, check_id, moment)
);
