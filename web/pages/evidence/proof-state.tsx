/**
 * How much a pass still says, in a word with a shape of its own. Red only where a check failed.
 */
import type { ProofState } from "../../../src/contract/api/evidence.ts";
import { Badge, type Tone } from "../../design/badge.tsx";
import { Icon, type IconName } from "../../design/icons.tsx";

export const proofLooks = {
  fresh: { tone: "good", icon: "passed", text: "fresh", fill: "bg-good", ink: "text-good" },
  stale: { tone: "unsure", icon: "clock", text: "stale", fill: "bg-unsure", ink: "text-unsure" },
  broken: { tone: "bad", icon: "failed", text: "broken", fill: "bg-bad", ink: "text-bad" },
  failing: { tone: "quiet", icon: "waiting", text: "not yet", fill: "bg-edge", ink: "text-quiet" },
} as const satisfies Record<ProofState, { tone: Tone; icon: IconName; text: string; fill: string; ink: string }>;

export function ProofBadge({ state }: { state: ProofState }) {
  const { tone, icon, text } = proofLooks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {text}
    </Badge>
  );
}

export function ProofIcon({ state }: { state: ProofState }) {
  const { icon, text, ink } = proofLooks[state];
  return (
    <span className={`inline-flex ${ink}`}>
      <Icon name={icon} className="size-5" />
      <span className="sr-only">{text}</span>
    </span>
  );
}
