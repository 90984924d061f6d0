-- Job adverts as they were pasted, as text. What is read out of them is read again each time, except for the title that lists
-- show.
create table advert (
  account text not null references account (id),
  -- From the words of the advert: the same advert has the same id wherever it was found.
  id text not null,
  text text not null,
  title text not null,
  added_on date not null,
  source text,
  name text,
  -- Rises with every advert that is added, and is never used twice: together with their number it tells whether anything
  -- was added or removed.
  turn bigint not null generated always as identity,
  primary key (account, id)
);

-- The list, the newest first.
create index advert_by_day on advert (account, added_on desc, id desc);
create index advert_by_turn on advert (account, turn);
