-- Which open file of the home folder tells the same as which row, as both were when they last agreed. A file that is not
-- as it was then was changed by its reader and is taken in; a row that is not is written out.
create table home_file (
  account text not null references account (id),
  -- Below the home folder: "person.yaml", "log/2026-11-20-two-invoices.md". Of evidence: its absolute path.
  name text not null,
  row_id text not null,
  -- SHA-256, in hex.
  file_hash text not null,
  -- Another one whenever the row was changed.
  row_stamp text not null,
  primary key (account, name)
);
