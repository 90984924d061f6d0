/**
 * Everything that is kept: take it out, bring it in, see where it lies, and make this browser forget its copy.
 */
import { useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, useRef, useState } from "react";
import type { ArchiveKept } from "../../../src/contract/api/archive.ts";
import type { Home } from "../../../src/contract/api/home.ts";
import { ApiProblem, send } from "../../api/client.ts";
import { download } from "../../api/download.ts";
import { useDoing } from "../../api/use-doing.ts";
import { Button } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { CodeBlock } from "../../design/code-block.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Notice } from "../../design/notice.tsx";
import { CopyOfBrowser } from "./copy-of-browser.tsx";

export function DataCard({ home }: { home: Home }) {
  const exporting = useDoing();
  const take = (shareable: boolean) =>
    exporting.doIt(() =>
      download(`/api/archive?shareable=${shareable}`, `seaworthy-${shareable ? "shareable-" : ""}${home.today}.zip`),
    );
  return (
    <div id="data">
      <Card title="All that is kept">
        <h3 className="font-medium">Take it out</h3>
        <p className="mt-1 text-sm text-quiet">
          One ZIP of open files, JSON and Markdown, that any program reads. What is made to be shown leaves out pay,
          reasons, notes, applications and drafts.
        </p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button icon="download" disabled={exporting.isDoing} onClick={() => take(false)}>
            Everything
          </Button>
          <Button icon="download" disabled={exporting.isDoing} onClick={() => take(true)}>
            What may be shown
          </Button>
        </div>
        {exporting.fault && (
          <div className="mt-3">
            <Notice tone="unsure">{exporting.fault}</Notice>
          </div>
        )}
        <Import />
        <div className="mt-6 border-t border-line pt-5">
          <h3 className="font-medium">Where it lies</h3>
          <p className="mt-1 text-sm text-quiet">
            {home.keptIn === null
              ? "With whoever runs this server."
              : "On this machine, in a folder of its own and nowhere else. What you write is there as files that you can read and change."}
          </p>
          {home.keptIn !== null && (
            <div className="mt-3">
              <CodeBlock label="Folder" text={home.keptIn} wraps />
            </div>
          )}
        </div>
        <CopyOfBrowser />
      </Card>
    </div>
  );
}

function Import() {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const { isDoing, fault, doIt } = useDoing();
  const [kept, setKept] = useState<ArchiveKept["kept"]>();
  const [asked, setAsked] = useState<{ file: Blob; says: string }>();
  const bring = (file: Blob, replace: boolean) =>
    doIt(async () => {
      setAsked(undefined);
      setKept(undefined);
      try {
        const answer = await send<ArchiveKept>("POST", `/api/archive?replace=${replace}`, file);
        await queries.invalidateQueries();
        setKept(answer.kept);
      } catch (error) {
        if (!replace && error instanceof ApiProblem && error.problem.status === 409)
          setAsked({ file, says: error.problem.title });
        else throw error;
      }
    });
  const chosen = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    // Some systems know no type for it.
    if (file) void bring(new Blob([file], { type: "application/zip" }), false);
    target.value = "";
  };
  return (
    <div className="mt-6 border-t border-line pt-5">
      <h3 className="font-medium">Bring it in</h3>
      <p className="mt-1 text-sm text-quiet">An archive from here or from another machine comes back the same.</p>
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        aria-label="Archive"
        className="sr-only"
        tabIndex={-1}
        onChange={chosen}
      />
      <Button className="mt-3" icon="upload" disabled={isDoing} onClick={() => input.current?.click()}>
        {isDoing ? "Bringing it in" : "Choose an archive"}
      </Button>
      <div aria-live="polite">
        {fault && (
          <div className="mt-3">
            <Notice tone="unsure">{fault}</Notice>
          </div>
        )}
        {kept && (
          <div className="mt-3">
            <Notice tone="good" title="It is all here again">
              {Object.entries(kept)
                .filter(([, number]) => number > 0)
                .map(([name, number]) => `${number} × ${name}`)
                .join(", ")}
            </Notice>
          </div>
        )}
      </div>
      <Dialog
        open={asked !== undefined}
        onOpenChange={() => setAsked(undefined)}
        title="Replace what is here?"
        actions={
          <>
            <Button onClick={() => setAsked(undefined)}>Leave it as it is</Button>
            <Button look="remove" onClick={() => asked && bring(asked.file, true)}>
              Replace it
            </Button>
          </>
        }
      >
        <p>{asked?.says}.</p>
        <p className="mt-2 text-quiet">
          The archive takes its place, and what is here now is gone. Take it out first if you may want it.
        </p>
      </Dialog>
    </div>
  );
}
