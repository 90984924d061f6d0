-- Every table begins with the account it belongs to, so that many people can share a server and rows can be
-- distributed by it. A local app has the one account `local`.
create table account (
  id text primary key,
  created_at timestamptz not null default now()
);

-- Documents of which an account has one each: `person`, `private`.
create table document (
  account text not null references account (id),
  kind text not null,
  body jsonb not null,
  -- Counts changes; an answer's ETag.
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (account, kind)
);

create table log_entry (
  account text not null references account (id),
  id uuid not null default uuidv7(),
  date date not null,
  title text not null,
  body jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account, id)
);

-- The list is read by date, the newest first; `id` breaks ties so that a cursor is exact.
create index log_entry_by_date on log_entry (account, date desc, id desc);

insert into account (id) values ('local');
