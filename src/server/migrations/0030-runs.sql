-- Runs of the judge that were started from the app. What they proved is in `evidence`; this is how they went.
create table run (
  account text not null references account (id),
  -- Version 7: in the order of their beginning.
  id uuid not null default uuidv7(),
  state text not null check (state in ('queued', 'running', 'ended', 'cancelled', 'failed')),
  -- {"kind": "folder", "folder": …} or {"kind": "demonstration", …}
  subject jsonb not null,
  name text not null,
  project text,
  scope text not null,
  only_checks jsonb,
  seed text not null,
  created_at timestamptz not null default now(),
  began_at timestamptz,
  ended_at timestamptz,
  counts jsonb,
  evidence text,
  drafted uuid,
  problem jsonb,
  change jsonb,
  -- All that is shown of it, a few hundred kilobytes. `json` and not `jsonb`: it is only ever read whole.
  report json,
  primary key (account, id)
);

-- The runs of one project, the newest first.
create index run_of_project on run (account, project, id desc);

-- What was under way when the app was killed: a handful among thousands.
create index run_open on run (account, state) where state in ('queued', 'running');
