/**
 * What an archive is made of: one file of JSON lines for each table. This list is the format; what is not in it is made again
 * from what is.
 */
import type pg from "pg";
import * as z from "zod";
import { keptAdvertSchema } from "../../contract/advert.ts";
import { documentSchemas } from "../../contract/api/documents.ts";
import { logEntryInputSchema } from "../../contract/api/log-entry.ts";
import { runPageSchema, runStateSchema } from "../../contract/api/run.ts";
import { storedApplicationSchema, storedConversationSchema, storedSessionSchema } from "../../contract/api/session.ts";
import { keepAdvertRow } from "../adverts/sql.ts";

export interface Part {
  /** In the archive; without the ending, what it holds: "sessions". */
  file: string;
  /** What people call its lines: "2 sessions". */
  called: { one: string; many: string };
  table: string;
  /** One column `line`, a JSON object; in an order that is the same on every machine. */
  select: string;
  line: z.ZodType;
  /** `$1` account, `$2` some hundred lines as a JSON array. */
  insert?: string;
  /** Or one by one. */
  keep?: (client: pg.ClientBase, account: string, line: never) => Promise<void>;
  /** The line as it may be handed on, or undefined for one that stays. Absent: none of them leaves. */
  share?: (line: never) => object | undefined;
}

/** PostgreSQL counts microseconds; an instant comes back exactly. */
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
const exact = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const day = "to_char(date, 'YYYY-MM-DD')";

const sessionLine = storedSessionSchema;
const logLine = logEntryInputSchema.extend({ id: z.uuid(), createdAt: instant, updatedAt: instant }).strict();
const advertLine = keptAdvertSchema.extend({ source: z.string().nullable(), name: z.string().nullable() }).strict();

const runLine = runPageSchema.omit({ before: true }).extend({
  state: runStateSchema.exclude(["queued", "running"]),
  createdAt: instant,
  beganAt: instant.nullable(),
  endedAt: instant.nullable(),
});

export const parts: readonly Part[] = [
  {
    file: "sessions",
    called: { one: "session", many: "sessions" },
    table: "session",
    select: `select json_build_object(
        'id', id, 'date', ${day}, 'minutes', minutes, 'unit', unit, 'kind', kind, 'done', done,
        'artefact', artefact, 'note', note
      ) as line
      from session
      where account = $1
      order by date, id`,
    line: sessionLine,
    insert: `insert into session (account, id, date, minutes, unit, kind, done, artefact, note)
      select $1, id, date, minutes, unit, kind, done, artefact, note
      from json_to_recordset($2::json) as line (
        id uuid, date date, minutes double precision, unit text, kind text, done boolean, artefact text, note text
      )`,
    share: (line: z.infer<typeof sessionLine>) => ({ ...line, artefact: null, note: null }),
  },
  {
    file: "conversations",
    called: { one: "talk", many: "talks" },
    table: "conversation",
    select: `select json_build_object('id', id, 'date', ${day}, 'note', note) as line
      from conversation
      where account = $1
      order by date, id`,
    line: storedConversationSchema,
    insert: `insert into conversation (account, id, date, note)
      select $1, id, date, note
      from json_to_recordset($2::json) as line (id uuid, date date, note text)`,
    share: (line: z.infer<typeof storedConversationSchema>) => ({ ...line, note: null }),
  },
  {
    // To whom they applied, and how that ended, is never handed on.
    file: "applications",
    called: { one: "application", many: "applications" },
    table: "application",
    select: `select json_build_object('id', id, 'date', ${day}, 'kind', kind, 'note', note) as line
      from application
      where account = $1
      order by date, id`,
    line: storedApplicationSchema,
    insert: `insert into application (account, id, date, kind, note)
      select $1, id, date, kind, note
      from json_to_recordset($2::json) as line (id uuid, date date, kind text, note text)`,
  },
  {
    file: "log",
    called: { one: "log entry", many: "log entries" },
    table: "log_entry",
    select: `select jsonb_build_object(
        'id', id, 'date', ${day}, 'title', title,
        'createdAt', ${exact("created_at")}, 'updatedAt', ${exact("updated_at")}
      ) || body as line
      from log_entry
      where account = $1
      order by date, id`,
    line: logLine,
    insert: `insert into log_entry (account, id, date, title, body, created_at, updated_at)
      select $1, (line ->> 'id')::uuid, (line ->> 'date')::date, line ->> 'title',
             line - array['id', 'date', 'title', 'createdAt', 'updatedAt'],
             (line ->> 'createdAt')::timestamptz, (line ->> 'updatedAt')::timestamptz
      from jsonb_array_elements($2::jsonb) as line`,
    share: (line: z.infer<typeof logLine>) => (line.draft ? undefined : line),
  },
  {
    file: "adverts",
    called: { one: "advert", many: "adverts" },
    table: "advert",
    select: `select json_build_object(
        'addedOn', to_char(added_on, 'YYYY-MM-DD'), 'source', source, 'name', name, 'text', text
      ) as line
      from advert
      where account = $1
      order by turn`,
    line: advertLine,
    keep: async (client, account, { text, addedOn, source, name }: z.infer<typeof advertLine>) => {
      const kept = { text, addedOn, ...(source !== null && { source }), ...(name !== null && { name }) };
      await keepAdvertRow(client, account, kept);
    },
    share: (line: z.infer<typeof advertLine>) => ({ ...line, source: null, name: null }),
  },
  {
    // Its folders are this machine's, and what is proved by it is in the evidence: it is not handed on.
    file: "runs",
    called: { one: "run", many: "runs" },
    table: "run",
    select: `select json_build_object(
        'id', id, 'state', state, 'subject', subject, 'name', name, 'project', project, 'scope', scope,
        'only', only_checks, 'seed', seed, 'createdAt', ${exact("created_at")}, 'beganAt', ${exact("began_at")},
        'endedAt', ${exact("ended_at")}, 'counts', counts, 'evidence', evidence, 'drafted', drafted,
        'problem', problem, 'change', change, 'report', report
      ) as line
      from run
      where account = $1
        and state not in ('queued', 'running')
      order by id`,
    line: runLine,
    keep: async (client, account, line: z.infer<typeof runLine>) => {
      const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
      await client.query(
        `insert into run (
           account, id, state, subject, name, project, scope, only_checks, seed, created_at, began_at, ended_at, counts,
           evidence, drafted, problem, change, report
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
        [
          ...[account, line.id, line.state, json(line.subject), line.name, line.project, line.scope, json(line.only)],
          ...[line.seed, line.createdAt, line.beganAt, line.endedAt, json(line.counts), line.evidence, line.drafted],
          ...[json(line.problem), json(line.change), json(line.report)],
        ],
      );
    },
  },
];

/** Two documents of which there is one each: `person.json`, `private.json`. */
export const documentKinds = Object.keys(documentSchemas) as (keyof typeof documentSchemas)[];

/** The person as a mentor may see them: no reasons for pauses, no folders of this machine, nothing about the present job. */
export function shareablePerson(person: Record<string, unknown>): object {
  const { projects: _, job: __, pauses, ...rest } = person;
  const quiet = Array.isArray(pauses) ? pauses.map(({ why: _why, ...pause }) => pause) : [];
  return { ...rest, pauses: quiet };
}
