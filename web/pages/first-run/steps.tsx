/** Where one is in the first ten minutes, and the way back to what was. */
import { Link } from "@tanstack/react-router";
import { Icon } from "../../design/icons.tsx";

export const steps = [
  { id: "questions", name: "Questions" },
  { id: "plan", name: "Plan" },
  { id: "judge", name: "A judge" },
  { id: "build", name: "Begin" },
  { id: "kept", name: "Proof" },
  { id: "end", name: "Next time" },
] as const;
export type Step = (typeof steps)[number]["id"];

export function Steps({ at, canMove }: { at: Step; canMove: boolean }) {
  const now = steps.findIndex(({ id }) => id === at);
  return (
    <nav aria-label="First steps" className="mb-8">
      <p className="mb-2 text-sm text-quiet sm:hidden">
        Step {now + 1} of {steps.length}
      </p>
      <ol className="flex gap-1.5">
        {steps.map(({ id, name }, i) => {
          const isDone = i < now;
          const look = `block border-t-[3px] pt-2 text-xs ${i <= now ? "border-accent" : "border-line"} ${i === now ? "font-medium text-text" : "text-quiet"}`;
          const words = (
            <span className="max-sm:sr-only">
              {isDone && <Icon name="check" className="mr-1 inline size-3.5 text-accent" />}
              {name}
            </span>
          );
          return (
            <li key={id} className="min-w-0 flex-1" aria-current={i === now ? "step" : undefined}>
              {isDone && canMove ? (
                <Link to="/welcome" hash={id} className={`${look} min-h-6 hover:text-text`}>
                  {words}
                </Link>
              ) : (
                <span className={look}>{words}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
