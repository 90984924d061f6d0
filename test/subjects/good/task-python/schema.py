"""The tables. One string is one transaction; the lock lets copies that start together go one after the other."""

SCHEMA = """
select pg_advisory_xact_lock(20417);

create table if not exists users (
    id uuid primary key default gen_random_uuid(),
    email text not null,
    -- The address in small letters: what somebody is known by.
    login text not null unique,
    name text not null,
    password_salt bytea not null,
    password_hash bytea not null
);

create table if not exists revoked_tokens (
    jti uuid primary key,
    expires_at timestamptz not null
);

create table if not exists projects (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    created_at timestamptz not null default clock_timestamp()
);

create table if not exists members (
    project_id uuid not null references projects,
    user_id uuid not null references users,
    role text not null,
    unique (project_id, user_id)
);
create index if not exists members_by_user on members (user_id);

create table if not exists tasks (
    id uuid primary key default gen_random_uuid(),
    project_id uuid not null references projects,
    title text not null,
    notes text not null,
    status text not null,
    due_on date,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create index if not exists tasks_by_age on tasks (project_id, created_at, id);
create index if not exists tasks_by_status on tasks (project_id, status, created_at, id);

create table if not exists request_keys (
    user_id uuid not null references users,
    key text not null,
    fingerprint text not null,
    location text not null,
    etag text not null,
    body text not null,
    created_at timestamptz not null default now(),
    primary key (user_id, key)
);

create table if not exists failed_logins (
    login text not null,
    failed_at timestamptz not null default clock_timestamp()
);
create index if not exists failed_logins_by_login on failed_logins (login, failed_at);
"""

SWEEP = """
delete from revoked_tokens where expires_at < now();
delete from failed_logins where failed_at < now() - interval '1 hour';
delete from request_keys where created_at < now() - interval '24 hours';
"""
