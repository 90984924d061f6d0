/**
 * A state in a word, with a shape of its own, so that it is told without colour. Red is for a failed check and nothing else.
 */
import type { ReactNode } from "react";
import type { Holding } from "../../src/contract/plan.ts";
import type { VerdictKind } from "../../src/contract/verdict.ts";
import { HoldingMark } from "./holding-mark.tsx";
import { Icon, type IconName } from "./icons.tsx";

const tones = {
  good: "bg-good-soft text-good",
  bad: "bg-bad-soft text-bad",
  unsure: "bg-unsure-soft text-unsure",
  accent: "bg-accent-soft text-accent",
  quiet: "bg-sunken text-quiet",
};
export type Tone = keyof typeof tones;

export function Badge({ tone = "quiet", icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full py-0.5 pr-2.5 text-xs font-medium whitespace-nowrap ${icon ? "pl-1.5" : "pl-2.5"} ${tones[tone]}`}
    >
      {icon && <Icon name={icon} className="size-4" />}
      {children}
    </span>
  );
}

const verdicts = {
  passed: { tone: "good", text: "passed" },
  failed: { tone: "bad", text: "failed" },
  unclear: { tone: "unsure", text: "unclear" },
  "not-applicable": { tone: "quiet", text: "not applicable" },
} as const;

/** Only the shape, where the word stands elsewhere in the row. */
export function VerdictIcon({ verdict, className = "size-5" }: { verdict: VerdictKind; className?: string }) {
  const colour = { good: "text-good", bad: "text-bad", unsure: "text-unsure", quiet: "text-quiet" };
  const { tone, text } = verdicts[verdict];
  return (
    <span className={`inline-flex ${colour[tone]}`}>
      <Icon name={verdict} className={className} />
      <span className="sr-only">{text}</span>
    </span>
  );
}

const holdings: Record<Holding, Tone> = {
  proven: "good",
  shown: "accent",
  claimed: "accent",
  assumed: "unsure",
  missing: "quiet",
};

/** How a skill is held: only what evidence holds is called proven. */
export function HoldingBadge({ holding }: { holding: Holding }) {
  return (
    <Badge tone={holdings[holding]}>
      <HoldingMark holding={holding} className="-ml-0.5 size-3.5" />
      {holding}
    </Badge>
  );
}

/** Of what is for the person's eyes only. */
export function PrivateBadge() {
  return <Badge icon="lock">private</Badge>;
}
