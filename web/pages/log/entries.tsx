/**
 * Entries of the log by month, each a line or two: enough to find it again.
 */
import { Link } from "@tanstack/react-router";
import type { StoredLogEntry } from "../../../src/contract/api/log-entry.ts";
import { Badge } from "../../design/badge.tsx";
import { dayAndMonth, longMonth } from "../../design/words.ts";

export function Entries({ entries, locale }: { entries: readonly StoredLogEntry[]; locale: string }) {
  const months = Map.groupBy(entries, ({ date }) => date.slice(0, 7));
  return [...months].map(([month, ofMonth]) => (
    <section key={month} aria-label={longMonth(`${month}-01`, locale)} className="mb-6">
      <h2 className="sticky top-0 z-10 bg-ground py-2 text-sm font-medium text-quiet">
        {longMonth(`${month}-01`, locale)}
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {ofMonth.map((entry) => (
          <li key={entry.id}>
            <Row entry={entry} locale={locale} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Row({ entry, locale }: { entry: StoredLogEntry; locale: string }) {
  const { id, date, title, fixed, broke, tags, draft } = entry;
  // What was drafted begins with its own title.
  const second = fixed || (broke.startsWith(title) ? broke.slice(title.length).trim() : broke);
  return (
    <Link to="/log/$entry" params={{ entry: id }} className="block px-1 py-3 hover:bg-sunken">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{title}</span>
        {draft && (
          <Badge tone="accent" icon="pencil">
            draft
          </Badge>
        )}
      </span>
      {second && (
        <span className="mt-0.5 line-clamp-2 max-w-prose text-sm text-quiet [overflow-wrap:anywhere]">
          {oneLine(second)}
        </span>
      )}
      <span className="mt-1 flex flex-wrap gap-x-3 text-sm text-quiet">
        <span>{dayAndMonth(date, locale)}</span>
        {tags.map((tag) => (
          <span key={tag}>#{tag}</span>
        ))}
      </span>
    </Link>
  );
}

/** Without the marks of Markdown: it is only a glimpse. */
const oneLine = (text: string) => text.replaceAll(/[`*_#>]+/g, "").replaceAll(/\s+/g, " ");
