create table expense (
  id bigint generated always as identity primary key,
  amount integer not null,
  currency text not null,
  description text not null,
  spent_on date not null,
  created_at timestamptz not null default now()
);
