/**
 * What has to be known while the page is used: the server is away and since when what is shown was kept, or a new version
 * is here. It floats, so that nothing moves when it comes or goes.
 */
import { useEffect, useState, useSyncExternalStore } from "react";
import { askAgain, onConnection, readConnection } from "../api/connection.ts";
import { Button, ButtonLink } from "../design/button.tsx";
import { Icon } from "../design/icons.tsx";
import { firstRunStep } from "./first-run.ts";
import { onUpdate } from "./keep-copy.ts";

export function Banner({ path }: { path: string }) {
  const { state, keptAt } = useSyncExternalStore(onConnection, readConnection);
  const [isNew, setNew] = useState(false);
  useEffect(() => onUpdate(() => setNew(true)), []);
  // A run of the judge has a page of its own, from which the first run goes on.
  const isAway = path.startsWith("/runs/") ? firstRunStep() : undefined;
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-16 z-30 flex justify-center p-3 lg:bottom-2"
    >
      {state === "away" ? (
        <Bar icon="offline" action={{ name: "Try again", run: askAgain }}>
          <strong className="font-semibold">Seaworthy is not running.</strong>{" "}
          {keptAt === undefined
            ? "Start it again with npm start; nothing that was acknowledged is lost."
            : `Shown is what it answered ${whenOf(keptAt)}. Changes have to wait until it runs again.`}
        </Bar>
      ) : isNew ? (
        <Bar icon="again" action={{ name: "Load it", run: () => location.reload() }}>
          A newer version of these pages is here.
        </Bar>
      ) : isAway ? (
        <div className="pointer-events-auto flex items-center gap-3 rounded-xl border border-line bg-raised py-2 pr-2 pl-4 text-sm shadow-float">
          <p>You are in the first ten minutes.</p>
          <ButtonLink to="/welcome" hash={afterRun[isAway] ?? isAway} size="small" look="primary">
            Go on
          </ButtonLink>
        </div>
      ) : null}
    </div>
  );
}

function Bar({
  icon,
  children,
  action,
}: {
  icon: "offline" | "again";
  children: React.ReactNode;
  action: { name: string; run: () => void };
}) {
  return (
    <div className="pointer-events-auto flex max-w-2xl items-center gap-3 rounded-xl border border-line bg-raised py-2 pr-2 pl-4 text-sm shadow-float">
      <Icon name={icon} className="size-5 text-accent" />
      <p className="min-w-0 flex-1">{children}</p>
      <Button size="small" onClick={action.run}>
        {action.name}
      </Button>
    </div>
  );
}

/** What comes after a run that was started at this step. */
const afterRun: Readonly<Record<string, string>> = { judge: "build", build: "kept" };

function whenOf(time: string): string {
  const then = new Date(time);
  const clock = then.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  if (then.toDateString() === new Date().toDateString()) return `at ${clock}`;
  return `on ${then.toLocaleDateString(undefined, { day: "numeric", month: "long" })} at ${clock}`;
}
