-- What was answered to a POST with an Idempotency-Key, so that repeating it makes nothing twice. Written in the transaction
-- of what the request itself wrote: both are kept, or neither.
create table repeat (
  account text not null references account (id),
  key text not null,
  -- SHA-256 of method, address and body: the same key for another request is a mistake of the client's.
  request bytea not null,
  -- Null only inside the transaction that is still answering.
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz not null default now(),
  primary key (account, key)
);

-- For forgetting what nobody repeats any more.
create index repeat_by_age on repeat (created_at);
