-- What was done: work on units of the plan, talks, applications.
create table session (
  account text not null references account (id),
  id uuid not null default uuidv7(),
  date date not null,
  minutes double precision not null,
  -- A unit of the plan, or a skill.
  unit text not null,
  kind text not null,
  done boolean not null,
  artefact text,
  note text,
  primary key (account, id)
);

-- The list, the newest first; also the span of days that a plan looks at one by one.
create index session_by_day on session (account, date desc, id desc);
-- What was called done, however long ago.
create index session_done on session (account, date) where done;
-- A month of one unit, summed again when one of its sessions is removed.
create index session_of_unit on session (account, unit, kind, date) where not done;

-- All sessions but those that say `done`, by month: of older months a plan needs the sums, and nothing else.
create table session_month (
  account text not null references account (id),
  -- Its first day.
  month date not null,
  unit text not null,
  kind text not null,
  minutes double precision not null,
  -- Of the first session in it.
  first_date date not null,
  primary key (account, month, unit, kind)
);

create table conversation (
  account text not null references account (id),
  id uuid not null default uuidv7(),
  date date not null,
  note text,
  primary key (account, id)
);
create index conversation_by_day on conversation (account, date desc, id desc);

create table application (
  account text not null references account (id),
  id uuid not null default uuidv7(),
  date date not null,
  kind text not null,
  note text,
  primary key (account, id)
);
create index application_by_day on application (account, date desc, id desc);
