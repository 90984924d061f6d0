/**
 * One entry of the log: read, or written. A draft is opened for writing, because it is not the person's own yet.
 */
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { StoredLogEntry } from "../../../src/contract/api/log-entry.ts";
import { announceChange } from "../../api/changes.ts";
import { send } from "../../api/client.ts";
import { useHome } from "../../api/use-home.ts";
import { usePage } from "../../api/use-page.ts";
import { BackLink } from "../../design/back-link.tsx";
import { Button } from "../../design/button.tsx";
import { Notice } from "../../design/notice.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { shortDay } from "../../design/words.ts";
import { EntryForm, type EntryWords, emptyEntry, wordsOf } from "./entry-form.tsx";
import { EntryText } from "./entry-text.tsx";
import { RemoveEntry } from "./remove-entry.tsx";

export function Page() {
  const { entry } = useParams({ strict: false }) as { entry: string };
  return entry === "new" ? <NewEntry /> : <OldEntry key={entry} id={entry} />;
}

const back = <BackLink to="/log">Log</BackLink>;

function NewEntry() {
  const navigate = useNavigate();
  const home = useHome();
  const keep = async (words: EntryWords) => {
    const { id } = await send<StoredLogEntry>("POST", "/api/log-entries", words);
    announceChange();
    await navigate({ to: "/log/$entry", params: { entry: id }, replace: true });
  };
  return (
    <>
      <PageHead title="New entry" above={back}>
        Three lines are enough. Say it as you would tell it to a colleague.
      </PageHead>
      <EntryForm
        start={emptyEntry(home?.today ?? new Date().toISOString().slice(0, 10))}
        keepName="Keep"
        onKeep={keep}
      />
    </>
  );
}

function OldEntry({ id }: { id: string }) {
  const path = `/api/log-entries/${id}`;
  const entry = usePage<StoredLogEntry>(path);
  const home = useHome();
  const [isWriting, setWriting] = useState(entry.draft);
  const keep = async (words: EntryWords) => {
    // Kept by the person, it is theirs.
    await send("PATCH", path, { ...words, draft: false });
    announceChange();
    setWriting(false);
  };
  return (
    <>
      <PageHead
        title={entry.title}
        above={back}
        actions={
          isWriting ? undefined : (
            <>
              <Button icon="pencil" onClick={() => setWriting(true)}>
                Edit
              </Button>
              <RemoveEntry id={id} title={entry.title} />
            </>
          )
        }
      >
        {shortDay(entry.date, home?.locale ?? "en-GB")}
      </PageHead>
      {entry.draft && (
        <div className="mb-6 max-w-prose">
          <Notice title="Drafted from a run, and not yours yet">
            What was seen is filled in. Add why it broke and what fixed it, then keep it. Until then it is nobody's
            story.
          </Notice>
        </div>
      )}
      {isWriting ? (
        <>
          <EntryForm
            start={wordsOf(entry)}
            keepName={entry.draft ? "Keep as my entry" : "Keep"}
            onKeep={keep}
            {...(!entry.draft && { onCancel: () => setWriting(false) })}
            more={entry.draft && <RemoveEntry id={id} title={entry.title} />}
          />
          <EntryText entry={{ ...entry, broke: "", why: "", fixed: "" }} />
        </>
      ) : (
        <EntryText entry={entry} />
      )}
    </>
  );
}
