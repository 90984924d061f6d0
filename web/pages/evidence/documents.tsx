/**
 * The documents, the newest first; older ones on demand.
 */
import { Link } from "@tanstack/react-router";
import type { EvidenceSummary } from "../../../src/contract/api/evidence.ts";
import type { Page } from "../../../src/contract/api/paging.ts";
import { Icon } from "../../design/icons.tsx";
import { moment } from "../../design/moment.ts";
import { duration } from "../../report/amounts.ts";
import { WithOlder } from "../with-older.tsx";

const scopes = { full: "Full run", fast: "Fast run", production: "Production run", part: "Some checks" } as const;

export function Documents({ first, locale }: { first: Page<EvidenceSummary>; locale: string }) {
  return (
    <WithOlder path="/api/evidence" limit={25} first={first}>
      {(document) => (
        <li key={document.hash}>
          <Row document={document} locale={locale} />
        </li>
      )}
    </WithOlder>
  );
}

function Row({ document, locale }: { document: EvidenceSummary; locale: string }) {
  const { hash, title, scope, beganAt, durationMs, passed, failed, unclear, commit, dirty } = document;
  return (
    <Link
      to="/evidence/$hash"
      params={{ hash }}
      className="grid min-h-14 gap-x-4 px-1 py-2.5 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center"
    >
      <span className="min-w-0">
        <span className="block truncate font-medium">{title}</span>
        <span className="block text-sm text-quiet">
          {moment(beganAt, locale)} · {scopes[scope]} · {duration(durationMs)}
          {commit && (
            <>
              {" "}
              · <span className="font-mono text-xs">{commit.slice(0, 8)}</span>
              {dirty && ", changed"}
            </>
          )}
        </span>
      </span>
      <span className="flex gap-4 text-sm tabular-nums">
        <Count icon="passed" ink="text-good" count={passed} word="passed" />
        <Count icon="failed" ink="text-bad" count={failed} word="failed" />
        <Count icon="unclear" ink="text-unsure" count={unclear} word="unclear" />
      </span>
    </Link>
  );
}

function Count(options: { icon: "passed" | "failed" | "unclear"; ink: string; count: number; word: string }) {
  const { icon, ink, count, word } = options;
  return (
    <span className={`inline-flex min-w-12 items-center gap-1 ${count === 0 ? "text-quiet" : ink}`}>
      <Icon name={icon} className="size-4" />
      {count}
      <span className="sr-only"> {word}</span>
    </span>
  );
}
