/**
 * The parts of a guide's section, each kind as what it is best read as: text, pairs, tables that a phone can show.
 */
import type { Guide, GuideBlock } from "../../../src/contract/guide.ts";
import { Badge } from "../../design/badge.tsx";
import { type Column, DataTable } from "../../design/data-table.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { HoldingMark } from "../../design/holding-mark.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { amountIn, counted, hoursLeft } from "../../design/words.ts";

type Block<K extends GuideBlock["kind"]> = Extract<GuideBlock, { kind: K }>;

export interface Reading {
  guide: Guide;
  /** Of each source its place in the list at the end. */
  numbers: ReadonlyMap<string, number>;
}

export function Blocks({ blocks, reading }: { blocks: readonly GuideBlock[]; reading: Reading }) {
  return (
    <div className="space-y-5">
      {blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name, and never move
        <OneBlock key={i} block={block} reading={reading} />
      ))}
    </div>
  );
}

function OneBlock({ block, reading }: { block: GuideBlock; reading: Reading }) {
  switch (block.kind) {
    case "text":
      return <Markdown text={withNumbers(block.markdown, reading.numbers)} />;
    case "part":
      return (
        <section aria-label={block.title}>
          <h3 className="mb-2 pt-2 text-lg font-semibold">{block.title}</h3>
          <Blocks blocks={block.blocks} reading={reading} />
        </section>
      );
    case "pairs":
      return <Pairs block={block} />;
    case "audit":
      return <Audit block={block} />;
    case "pay":
      return <Pay block={block} reading={reading} />;
    case "day":
      return <Day block={block} reading={reading} />;
    case "steps":
      return <Steps block={block} />;
    case "paces":
      return <Paces block={block} />;
  }
}

/** A source that authored text names by its id becomes its number in the list at the end. */
export function withNumbers(markdown: string, numbers: ReadonlyMap<string, number>): string {
  return markdown.replace(/\b[a-z0-9]+(?:-[a-z0-9]+)+\b/g, (word) => {
    const number = numbers.get(word);
    return number === undefined ? word : `[source ${number}](#source-${number})`;
  });
}

function Pairs({ block: { rows } }: { block: Block<"pairs"> }) {
  return (
    <ul className="space-y-4">
      {rows.map(({ id, title, there, here, note }) => (
        <li key={id} className="break-inside-avoid rounded-xl border border-line bg-raised p-4">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
            {title}
            {note && <span className="text-sm font-normal text-quiet">{note}</span>}
          </p>
          <dl className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2">
            <div>
              <dt className="text-sm text-quiet">In your job</dt>
              <dd>{there}</dd>
            </div>
            <div>
              <dt className="text-sm text-quiet">In backend work</dt>
              <dd>{here}</dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  );
}

type AuditRow = Block<"audit">["rows"][number];

const holds = { proven: "proven", brings: "claimed", partly: "assumed", missing: "missing" } as const;
const holdsWords = { proven: "proven", brings: "your job brings it", partly: "in part", missing: "missing" } as const;

function Audit({ block: { rows } }: { block: Block<"audit"> }) {
  const held = rows.filter((row) => row.holds !== "missing");
  const missing = Map.groupBy(
    rows.filter((row) => row.holds === "missing"),
    ({ groupTitle }) => groupTitle,
  );
  const columns: Column<AuditRow>[] = [
    {
      id: "skill",
      title: "Skill",
      cell: ({ skill, title }) => (
        <TextLink to="/plan/skills/$skill" params={{ skill }}>
          {title}
        </TextLink>
      ),
    },
    {
      id: "holds",
      title: "You have it",
      cell: ({ holds: word }) => (
        <span className="inline-flex items-center gap-2">
          <HoldingMark holding={holds[word]} />
          {holdsWords[word]}
        </span>
      ),
    },
    {
      id: "left",
      title: "Left to do",
      cell: ({ hoursLow, hoursHigh }) => hoursLeft(hoursLow, hoursHigh),
      isFigure: true,
    },
  ];
  return (
    <div className="space-y-5">
      {held.length > 0 && (
        <DataTable
          caption="What you hold in part or whole"
          columns={columns}
          rows={held}
          keyOf={({ skill }) => skill}
        />
      )}
      <div>
        <p className="mb-1 font-medium">Missing, by field: {sumOf(rows)} in all</p>
        {[...missing].map(([field, some]) => (
          <Disclosure key={field} title={field} aside={`${counted(some.length, "skill")}, ${sumOf(some)}`}>
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {some.map(({ skill, title }) => (
                <li key={skill}>
                  <TextLink to="/plan/skills/$skill" params={{ skill }}>
                    {title}
                  </TextLink>
                </li>
              ))}
            </ul>
          </Disclosure>
        ))}
      </div>
    </div>
  );
}

function sumOf(rows: readonly AuditRow[]): string {
  const sum = (of: (row: AuditRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return hoursLeft(
    sum(({ hoursLow }) => hoursLow),
    sum(({ hoursHigh }) => hoursHigh),
  );
}

type PayRow = Block<"pay">["rows"][number];
const levels = { entry: "entry", mid: "mid-career", senior: "senior" } as const;

function Pay({ block: { rows, currency, locale }, reading }: { block: Block<"pay">; reading: Reading }) {
  const amount = amountIn({ currency, locale });
  const range = ({ low, high, open }: PayRow) =>
    low === high
      ? `${open ? "above " : ""}${amount(low)}`
      : `${amount(low)} to ${amount(high)}${open ? " or more" : ""}`;
  const columns: Column<PayRow>[] = [
    { id: "job", title: "Job", cell: ({ title, level }) => `${title}, ${levels[level]}` },
    {
      id: "pay",
      title: "Gross a year",
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center justify-end gap-2">
          {row.planned && <Badge tone="accent">planned on</Badge>}
          {range(row)}
        </span>
      ),
      isFigure: true,
    },
    {
      id: "source",
      title: "Source",
      cell: ({ source, year, market }) => (
        <a className="text-accent underline underline-offset-2" href={`#source-${reading.numbers.get(source)}`}>
          source {reading.numbers.get(source)}, {year}, {market.toUpperCase()}
        </a>
      ),
      isFigure: true,
    },
  ];
  const notes = [
    ...new Set(
      rows.flatMap(({ note, source }) =>
        note === undefined ? [] : [`On source ${reading.numbers.get(source)}: ${note}`],
      ),
    ),
  ];
  return (
    <div>
      <DataTable
        caption="Pay bands with their sources"
        columns={columns}
        rows={rows}
        keyOf={({ role, level, source }) => `${role} ${level} ${source}`}
      />
      {notes.length > 0 && (
        <ul className="mt-3 list-disc space-y-1 pl-5 text-sm text-quiet">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Day({ block: { there, here }, reading }: { block: Block<"day">; reading: Reading }) {
  const side = (title: string, hours: readonly string[]) => (
    <div className="rounded-xl border border-line bg-raised p-4">
      <p className="mb-2 font-medium">{title}</p>
      <ol className="space-y-2 border-l-2 border-line pl-4">
        {hours.map((hour) => (
          <li key={hour}>{hour}</li>
        ))}
      </ol>
    </div>
  );
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {side(reading.guide.occupation.title, there)}
      {side(reading.guide.target.title, here)}
    </div>
  );
}

function Steps({ block: { rows } }: { block: Block<"steps"> }) {
  const isOwn = rows.some(({ from }) => from !== undefined);
  const columns: Column<(typeof rows)[number]>[] = [
    { id: "step", title: "Step", cell: ({ title }) => title },
    { id: "published", title: "Published", cell: ({ published }) => published },
    { id: "when", title: isOwn ? "Yours" : "At 10 hours a week", cell: ({ when }) => when },
    { id: "done", title: "Done when", cell: ({ done }) => done },
  ];
  return <DataTable caption="The seven steps" columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

function Paces({ block: { rows } }: { block: Block<"paces"> }) {
  const columns: Column<(typeof rows)[number]>[] = [
    { id: "hours", title: "Hours a week", cell: ({ hoursAWeek, yours }) => `${hoursAWeek}${yours ? ", yours" : ""}` },
    { id: "weeks", title: "Weeks", cell: ({ weeksLow, weeksHigh }) => `${weeksLow} to ${weeksHigh}`, isFigure: true },
  ];
  return (
    <div className="max-w-md">
      <DataTable
        caption="The same work at other hours"
        columns={columns}
        rows={rows}
        keyOf={({ hoursAWeek }) => String(hoursAWeek)}
      />
    </div>
  );
}
