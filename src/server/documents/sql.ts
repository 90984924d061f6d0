/**
 * Documents of which an account has one each, in the database.
 */
import type pg from "pg";
import { type DocumentKind, type Documents, documentSchemas } from "../../contract/api/documents.ts";

export interface StoredDocument<Kind extends DocumentKind> {
  body: Documents[Kind];
  /** Counts changes, from 1. */
  version: number;
}

/** Of a pool, or of a client in a transaction. */
type Database = Pick<pg.Pool, "query">;

/** Undefined where there is none yet. */
export async function readDocument<Kind extends DocumentKind>(
  database: Database,
  account: string,
  kind: Kind,
): Promise<StoredDocument<Kind> | undefined> {
  const { rows } = await database.query<{ body: unknown; version: number }>(
    `select body, version
     from document
     where account = $1
       and kind = $2`,
    [account, kind],
  );
  const [row] = rows;
  // Through the schema, so that a member that is younger than the row has its default.
  return row && { body: documentSchemas[kind].parse(row.body) as Documents[Kind], version: row.version };
}

/**
 * Keeps it in place of what was there. With `expected` only where that version still is: 0 means none at all.
 * Undefined where it is not, and nothing was changed.
 */
export async function keepDocument<Kind extends DocumentKind>(
  database: Database,
  account: string,
  { kind, body, expected }: { kind: Kind; body: Documents[Kind]; expected?: number | undefined },
): Promise<StoredDocument<Kind> | undefined> {
  // One statement, so that of two changes at once one sees the other's version. Unchanged, it keeps its version.
  const { rows } = await database.query<{ version: number }>(
    `insert into document as kept (account, kind, body)
     select $1, $2, $3::jsonb
     where $4::integer is null
        or $4 = coalesce((select version from document where account = $1 and kind = $2), 0)
     on conflict (account, kind) do update
     set body = excluded.body,
         version = kept.version + (kept.body is distinct from excluded.body)::integer,
         updated_at = case when kept.body is distinct from excluded.body then now() else kept.updated_at end
     where $4 is null
        or $4 = kept.version
     returning version`,
    [account, kind, JSON.stringify(body), expected ?? null],
  );
  return rows[0] && { body, version: rows[0].version };
}
