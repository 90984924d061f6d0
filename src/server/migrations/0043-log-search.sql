-- The words of an entry. `simple` knows no language: it finds what was written, in whichever one it was.
alter table log_entry
  add column words tsvector not null generated always as (
    to_tsvector(
      'simple',
      title || ' ' || coalesce(body ->> 'broke', '') || ' ' || coalesce(body ->> 'why', '') || ' '
        || coalesce(body ->> 'fixed', '') || ' ' || coalesce(body ->> 'tags', '') || ' '
        || coalesce(body ->> 'skills', '') || ' ' || coalesce(body ->> 'check', '')
    )
  ) stored,
  add column draft boolean not null generated always as (coalesce((body ->> 'draft')::boolean, false)) stored;

-- Entries are written one by one and found again at once: no list of pending ones that each search would read through.
create index log_entry_words on log_entry using gin (words) with (fastupdate = off);
-- Drafts wait for a word, and are few.
create index log_entry_drafts on log_entry (account, date desc, id desc) where draft;
