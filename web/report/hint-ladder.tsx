/**
 * The hints, rung by rung: from where to look to a worked example. Opening one costs nothing.
 */
import { useId, useState } from "react";
import type { IncidentCard, Rung } from "../../src/contract/report.ts";
import { Button } from "../design/button.tsx";

export function HintLadder({
  hints,
  onOpen,
}: {
  hints: Pick<IncidentCard["hints"], "rungs"> & Partial<Pick<IncidentCard["hints"], "chosen">>;
  /** The last rung was opened. */
  onOpen?: (rung: number) => void;
}) {
  const { rungs, chosen } = hints;
  const [opened, setOpened] = useState(1);
  const id = useId();
  const next = rungs[opened];
  const open = () => {
    setOpened(opened + 1);
    onOpen?.(opened + 1);
  };
  return (
    <div>
      <ol className="space-y-4">
        {rungs.slice(0, opened).map((rung) => (
          <li key={rung.number} id={`${id}-${rung.number}`}>
            <p className="text-sm text-quiet">
              <span className="font-medium text-text">Hint {rung.number}</span> of {rungs.length}: {rung.title}
              {rung.number === 1 && chosen === "by what was seen" && ", chosen by what was seen"}
            </p>
            <Text rung={rung} />
          </li>
        ))}
      </ol>
      {next && (
        <Button look="plain" size="small" className="mt-4" onClick={open}>
          Hint {next.number}: {next.title}
        </Button>
      )}
    </div>
  );
}

function Text({ rung: { text, code } }: { rung: Rung }) {
  if (code) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
      <pre tabIndex={0} className="mt-1.5 overflow-x-auto rounded-lg bg-sunken p-3 font-mono text-sm">
        {text}
      </pre>
    );
  }
  return (
    <div className="mt-1 max-w-prose space-y-2">
      {text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph} className="whitespace-pre-line">
          <Linked text={paragraph} />
        </p>
      ))}
    </div>
  );
}

/** Addresses within a text can be followed. The texts are ours. */
export function Linked({ text }: { text: string }) {
  return text.split(/(https:\/\/[^\s)>]+[^\s)>.,;:])/).map((piece, i) =>
    i % 2 === 1 ? (
      <a
        key={piece}
        href={piece}
        target="_blank"
        rel="noreferrer"
        className="break-words text-accent underline underline-offset-2"
      >
        {piece}
      </a>
    ) : (
      piece
    ),
  );
}
