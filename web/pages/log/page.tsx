/**
 * The learning log: what broke, why, what fixed it. Found again by its words; drafts wait at the top.
 */
import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { Suspense, useDeferredValue, useState } from "react";
import type { LogEntryPage } from "../../../src/contract/api/log-entry.ts";
import { get } from "../../api/client.ts";
import { useHome } from "../../api/use-home.ts";
import { Button, ButtonLink } from "../../design/button.tsx";
import { Choice } from "../../design/choice.tsx";
import { EmptyState } from "../../design/empty-state.tsx";
import { InputField } from "../../design/field.tsx";
import { Notice } from "../../design/notice.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { counted } from "../../design/words.ts";
import { Entries } from "./entries.tsx";

type Shown = "all" | "false" | "true";

export function Page() {
  const [words, setWords] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  // What is there stays until the next answer has come.
  const asked = useDeferredValue(pathOf(words, shown));
  const first = useEntries(pathOf("", "all"));
  if (first.entries.length === 0) return <Empty />;
  return (
    <>
      <PageHead
        title="Log"
        actions={
          <ButtonLink look="primary" icon="plus" to="/log/$entry" params={{ entry: "new" }}>
            New entry
          </ButtonLink>
        }
      >
        What broke, why, and what fixed it. Written for the person you are in half a year, and for the one who asks in
        an interview.
      </PageHead>
      {first.drafts > 0 && shown !== "true" && (
        <div className="mb-6">
          <Notice
            title={`${counted(first.drafts, "draft")} ${first.drafts === 1 ? "waits" : "wait"} for your words`}
            action={
              <Button size="small" onClick={() => setShown("true")}>
                Show drafts
              </Button>
            }
          >
            Something went from red to green. Why it broke and what fixed it, only you know.
          </Notice>
        </div>
      )}
      <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3">
        <InputField
          label="Find"
          type="search"
          className="min-w-0 grow basis-64"
          placeholder="words, a tag, a check"
          value={words}
          maxLength={200}
          onChange={(event) => setWords(event.target.value)}
        />
        <Choice<Shown>
          label="Which entries"
          hideLabel
          value={shown}
          onChange={setShown}
          options={[
            { value: "all", label: "All" },
            { value: "false", label: "Written" },
            { value: "true", label: "Drafts" },
          ]}
        />
      </div>
      <Suspense fallback={<div className="min-h-96" />}>
        <Found path={asked} isOld={asked !== pathOf(words, shown)} />
      </Suspense>
    </>
  );
}

function pathOf(words: string, shown: Shown): string {
  const query = new URLSearchParams({ limit: "30" });
  if (words.trim() !== "") query.set("q", words.trim());
  if (shown !== "all") query.set("draft", shown);
  return `/api/log-entries?${query}`;
}

function useEntries(path: string) {
  const query = useSuspenseInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam, signal }) => get<LogEntryPage>(pageParam ? `${path}&cursor=${pageParam}` : path, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const entries = query.data.pages.flatMap(({ items }) => items);
  return { entries, drafts: query.data.pages[0]?.drafts ?? 0, query };
}

function Found({ path, isOld }: { path: string; isOld: boolean }) {
  const locale = useHome()?.locale ?? "en-GB";
  const { entries, query } = useEntries(path);
  return (
    <div aria-busy={isOld} className={isOld ? "opacity-60" : ""}>
      <p role="status" className="sr-only">
        {entries.length === 0 ? "Nothing found" : `${counted(entries.length, "entry", "entries")} shown`}
      </p>
      {entries.length === 0 && (
        <p className="border-y border-line py-6 text-quiet">Nothing has these words. Fewer of them find more.</p>
      )}
      <Entries entries={entries} locale={locale} />
      {query.hasNextPage && (
        <Button className="mt-4" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </div>
  );
}

function Empty() {
  return (
    <>
      <PageHead title="Log">What broke, why, and what fixed it.</PageHead>
      <EmptyState
        icon="log"
        title="Nothing has broken yet, or nobody wrote it down"
        action={
          <>
            <ButtonLink look="primary" icon="plus" to="/log/$entry" params={{ entry: "new" }}>
              Write the first one
            </ButtonLink>
            <ButtonLink to="/projects">Check a program</ButtonLink>
          </>
        }
      >
        Three lines are enough: what broke, why, what fixed it. When a check of yours goes from red to green, an entry
        is drafted for you. In an interview these are your stories.
      </EmptyState>
    </>
  );
}
