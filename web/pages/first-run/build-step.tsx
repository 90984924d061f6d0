/**
 * Two ways on: a program that is there already, or from the very beginning.
 */

import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Run, RunRequest } from "../../../src/contract/api/run.ts";
import type { Today } from "../../../src/contract/api/today.ts";
import { send } from "../../api/client.ts";
import { useDoing } from "../../api/use-doing.ts";
import { useHomeNow } from "../../api/use-home.ts";
import { usePage } from "../../api/use-page.ts";
import { Button } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { InputField } from "../../design/field.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { Onward } from "./plan-step.tsx";

export function BuildStep() {
  const [thing] = usePage<Today>("/api/today").things;
  return (
    <>
      <PageHead title="Where do you begin?">
        Nothing is locked. What passes its checks leaves the plan, whether you learned it here or years ago.
      </PageHead>
      <div className="grid gap-5 sm:grid-cols-2">
        <Card title="I start from zero">
          <p>
            Then the first thing is small, and it is ready:{" "}
            <strong className="font-medium">{thing?.title ?? "your plan"}</strong>
            {thing ? `, ${thing.minutes} minutes.` : "."}
          </p>
          <p className="mt-2 text-sm text-quiet">It waits on the page “Today”, with why it comes first.</p>
          <div className="mt-5">
            <Onward to="kept">Start from zero</Onward>
          </div>
        </Card>
        <OwnProgram />
      </div>
    </>
  );
}

function OwnProgram() {
  const home = useHomeNow();
  const navigate = useNavigate();
  const [folder, setFolder] = useState("");
  const { isDoing, fault, doIt } = useDoing();
  const judge = (event: FormEvent) => {
    event.preventDefault();
    return doIt(async () => {
      const request: RunRequest = { subject: { kind: "folder", folder: folder.trim() }, scope: "full" };
      const { id } = await send<Run>("POST", "/api/runs", request);
      await navigate({ to: "/runs/$run", params: { run: id } });
    });
  };
  return (
    <Card title="I can already build">
      <p>Point the judge at a program of yours, in any language. What it proves, you need not learn.</p>
      {home.canRun ? (
        <form onSubmit={judge} className="mt-4 space-y-4">
          <InputField
            label="Its folder on this machine"
            hint="The whole path. A seaworthy.yaml in it says how the program starts."
            error={fault}
            placeholder="/home/me/expenses"
            spellCheck={false}
            autoComplete="off"
            value={folder}
            onChange={(event) => setFolder(event.target.value)}
          />
          <Button type="submit" icon="play" disabled={isDoing || folder.trim() === ""}>
            {isDoing ? "Looking at it" : "Judge it"}
          </Button>
        </form>
      ) : (
        <p className="mt-4 text-sm text-quiet">
          From a terminal, in its folder: <code className="font-mono">seaworthy check</code>
        </p>
      )}
      <p className="mt-4 text-sm text-quiet">
        <TextLink to="/projects">The projects to build, with their contracts</TextLink>
      </p>
    </Card>
  );
}
