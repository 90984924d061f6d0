/** The tables. Sent as one string, the statements are one transaction. */
export const schema = `
  -- Two copies that start at once would trip over each other's "if not exists".
  select pg_advisory_xact_lock(7263);

  create table if not exists account (
    id bigint generated always as identity primary key,
    email text not null,
    name text not null,
    password_hash text not null,
    created_at timestamptz not null default now()
  );
  -- Nobody signs up twice by writing the address in capitals, not even twice in the same moment.
  create unique index if not exists account_email on account (lower(email));

  -- A token is worth as much as a password, so only its hash is kept.
  create table if not exists session (
    token_hash bytea primary key,
    account_id bigint not null references account on delete cascade,
    expires_at timestamptz not null
  );

  create table if not exists failed_login (
    email text not null,
    failed_at timestamptz not null default clock_timestamp()
  );
  create index if not exists failed_login_email on failed_login (email, failed_at);

  create table if not exists project (
    id bigint generated always as identity primary key,
    name text not null,
    version integer not null default 1
  );

  create table if not exists membership (
    project_id bigint not null references project on delete cascade,
    account_id bigint not null references account on delete cascade,
    role text not null check (role in ('owner', 'editor', 'viewer')),
    primary key (project_id, account_id)
  );
  -- For the list of somebody's projects.
  create index if not exists membership_account on membership (account_id, project_id);

  create table if not exists task (
    id bigint generated always as identity primary key,
    project_id bigint not null references project on delete cascade,
    title text not null,
    notes text not null default '',
    status text not null default 'todo' check (status in ('todo', 'doing', 'done')),
    due_on date,
    version integer not null default 1,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
  );
  -- For the pages of a project, and for deleting them with it.
  create index if not exists task_project on task (project_id, id);
  create index if not exists task_project_status on task (project_id, status, id);

  create table if not exists repeatable (
    account_id bigint not null references account on delete cascade,
    key text not null,
    request_hash bytea not null,
    answer json,
    created_at timestamptz not null default now(),
    primary key (account_id, key)
  );
`;

/** What has served its time. */
export const sweep = `
  delete from session where expires_at < now();
  delete from failed_login where failed_at < now() - interval '1 hour';
  delete from repeatable where created_at < now() - interval '24 hours';
`;
