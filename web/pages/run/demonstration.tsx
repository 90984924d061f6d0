/**
 * The demonstration after its report: red shows the two lines to change, green what that left behind. For somebody who cannot
 * code yet.
 */
import type { LineChange, RunPage, RunRequest } from "../../../src/contract/api/run.ts";
import { Button, ButtonLink } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { Icon } from "../../design/icons.tsx";
import { TextLink } from "../../design/text-link.tsx";

export function Demonstration({
  run,
  isStarting,
  onStart,
}: {
  run: RunPage;
  isStarting: boolean;
  onStart: (request: RunRequest) => void;
}) {
  const isMended = run.subject.kind === "demonstration" && run.subject.mended;
  const isGreen = run.counts?.failed === 0 && run.counts.unclear === 0;
  if (isMended) return isGreen ? <Green run={run} /> : null;
  if (!run.change || run.counts?.failed === 0) return null;
  return (
    <Card title="Two lines to change" className="mt-6">
      <p className="max-w-prose">{run.change.why}</p>
      <Change change={run.change} />
      <Button
        look="primary"
        className="mt-4"
        disabled={isStarting}
        onClick={() => onStart({ subject: { kind: "demonstration", mended: true }, scope: "full" })}
      >
        Change these lines and judge again
      </Button>
    </Card>
  );
}

const looks = { " ": "text-quiet", "-": "bg-bad-soft", "+": "bg-good-soft" };
const names = { " ": "", "-": "taken out: ", "+": "put in: " };

function Change({ change: { file, lines } }: { change: LineChange }) {
  return (
    <figure className="mt-4 overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="px-3 py-1.5 font-mono text-xs text-quiet">{file}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1) */}
      <div tabIndex={0} className="overflow-x-auto pb-2 font-mono text-sm">
        <ol className="min-w-max">
          {lines.map(({ number, sign, text }) => (
            <li key={`${number}${sign}`} className={`whitespace-pre px-3 ${looks[sign]}`}>
              <span className="sr-only">{names[sign]}</span>
              <span aria-hidden="true" className="mr-3 inline-block w-8 text-right text-quiet tabular-nums select-none">
                {number}
              </span>
              <span aria-hidden="true" className="mr-2 select-none">
                {sign}
              </span>
              {text}
            </li>
          ))}
        </ol>
      </div>
    </figure>
  );
}

function Green({ run: { evidence, drafted } }: { run: RunPage }) {
  return (
    <Card title="Red, two lines, green" className="mt-6">
      <p className="max-w-prose">
        In daily use nobody would have noticed: nothing goes wrong until a machine does. That was the whole loop, once
        round. It left behind:
      </p>
      <ul className="mt-4 space-y-2.5">
        <Left>
          {evidence === null ? (
            "evidence of the run"
          ) : (
            <TextLink to="/evidence/$hash" params={{ hash: evidence }}>
              evidence of the run
            </TextLink>
          )}
          . The program was supplied and so were the lines, so it proves no skill of yours:{" "}
          <em>too small to use yet</em>.
        </Left>
        {drafted !== null && (
          <Left>
            <TextLink to="/log/$entry" params={{ entry: drafted }}>
              a draft in your log
            </TextLink>
            : what broke and what fixed it. From a program of your own, that is a story for an interview.
          </Left>
        )}
      </ul>
      <div className="mt-5 flex flex-wrap gap-2">
        <ButtonLink look="primary" to="/projects">
          To the projects
        </ButtonLink>
        <ButtonLink to="/">Today</ButtonLink>
      </div>
    </Card>
  );
}

function Left({ children }: { children: React.ReactNode }) {
  return (
    <li className="flex gap-2.5">
      <Icon name="check" className="mt-1 size-4 text-good" />
      <span className="max-w-prose">{children}</span>
    </li>
  );
}
