/**
 * Code, a command, an answer: as it is, never broken into lines of its own, with a way to copy it.
 */
import { CopyButton } from "./copy-button.tsx";

export function CodeBlock({
  text,
  label,
  copies = true,
  wraps = false,
}: {
  text: string;
  /** What it is, for who hears it, and above it. */
  label: string;
  copies?: boolean;
  /** A single long command is better broken than hidden. */
  wraps?: boolean;
}) {
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="flex min-h-9 items-center justify-between gap-3 pr-1 pl-3 text-xs text-quiet">
        <span className="min-w-0 truncate">{label}</span>
        {copies && <CopyButton text={text} />}
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
        tabIndex={0}
        className={`px-3 pb-3 font-mono text-sm outline-offset-[-2px] ${wraps ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "overflow-x-auto"}`}
      >
        <code>{text}</code>
      </pre>
    </figure>
  );
}
