/**
 * `person.yaml` and `private.yaml`: one document each.
 */
import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import { type DocumentKind, type Documents, documentSchemas } from "../../../contract/api/documents.ts";
import { keepDocument, readDocument } from "../../../server/documents/sql.ts";
import type { Home } from "../../home/home-folder.ts";
import { keepPerson, keepPrivate, readPerson, readPrivateFile } from "../../home/person-files.ts";
import type { Shelf } from "./shelf.ts";

export function documentShelf(
  kind: DocumentKind,
  { home, pool, account }: { home: Home; pool: pg.Pool; account: string },
): Shelf {
  const read = kind === "person" ? readPerson : readPrivateFile;
  const keep: (home: Home, changes: object) => Promise<unknown> = kind === "person" ? keepPerson : keepPrivate;
  const name = `${kind}.yaml`;
  return {
    async files() {
      return (await read(home).catch(() => "there")) === undefined ? [] : [name];
    },
    async rows() {
      const document = await readDocument(pool, account, kind);
      return new Map(document ? [[kind, String(document.version)]] : []);
    },
    async takeIn() {
      const body = (await read(home)) as Documents[typeof kind];
      await keepDocument(pool, account, { kind, body });
      return kind;
    },
    async putOut() {
      const document = await readDocument(pool, account, kind);
      if (document) await keep(home, changesTo(await read(home), document.body, kind));
      return name;
    },
  };
}

/** Only what differs, so that the file stays as its reader wrote it, and says nothing that goes without saying. */
function changesTo(there: object | undefined, wanted: object, kind: DocumentKind): object {
  const { shape } = documentSchemas[kind];
  const changes = Object.entries(shape).flatMap(([member, schema]) => {
    const value = (wanted as Record<string, unknown>)[member];
    const before = there ? (there as Record<string, unknown>)[member] : schema.safeParse(undefined).data;
    const isSame = member === "format" ? there !== undefined : isDeepStrictEqual(before, value);
    return isSame ? [] : [[member, value]];
  });
  return Object.fromEntries(changes);
}
