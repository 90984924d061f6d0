/**
 * A judge, seen once: a small program with one fault that only shows in production. Nobody has to be able to code for it.
 */
import { useNavigate } from "@tanstack/react-router";
import type { Run, RunRequest } from "../../../src/contract/api/run.ts";
import { send } from "../../api/client.ts";
import { useDoing } from "../../api/use-doing.ts";
import { useHomeNow } from "../../api/use-home.ts";
import { Button } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { CodeBlock } from "../../design/code-block.tsx";
import { Notice } from "../../design/notice.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Onward } from "./plan-step.tsx";

export function JudgeStep() {
  const navigate = useNavigate();
  const home = useHomeNow();
  const { isDoing, fault, doIt } = useDoing();
  const start = () =>
    doIt(async () => {
      const request: RunRequest = { subject: { kind: "demonstration", mended: false }, scope: "full" };
      const { id } = await send<Run>("POST", "/api/runs", request);
      await navigate({ to: "/runs/$run", params: { run: id } });
    });
  return (
    <>
      <PageHead title="See what a judge says">
        Most courses ask whether a program works. A judge asks what an employer asks: does it still work when things go
        wrong?
      </PageHead>
      <Card title="A minute, and no code needed">
        <ol className="list-decimal space-y-2 pl-5">
          <li>A small program that keeps expenses is started on this machine, with a database of its own.</li>
          <li>The judge saves things with it, and then ends it in the middle of its work, as a power cut would.</li>
          <li>It starts again. Is everything still there that it said it had saved?</li>
        </ol>
        <p className="mt-3 text-quiet">
          It forgets some of it, and you see which. Then two lines are changed, and it is judged again.
        </p>
        {home.canRun === false ? (
          <div className="mt-5 space-y-3">
            <Notice tone="unsure" title="No judge can be started from here">
              {home.hints[0] ? `${home.hints[0].says} ${home.hints[0].fix}` : "In a terminal it goes like this:"}
            </Notice>
            <CodeBlock label="In the folder of Seaworthy" text="npm run -s seaworthy -- demo" />
          </div>
        ) : (
          <div className="mt-5">
            <Button look="primary" icon="play" disabled={isDoing} onClick={start}>
              {isDoing ? "Starting" : "Start the judge"}
            </Button>
          </div>
        )}
        {fault && (
          <div className="mt-4">
            <Notice tone="unsure" live>
              {fault}
            </Notice>
          </div>
        )}
      </Card>
      <div className="mt-6">
        <Onward to="build" look="plain">
          Go on without it
        </Onward>
      </div>
    </>
  );
}
