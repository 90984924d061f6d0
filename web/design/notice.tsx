/**
 * Something that has to be known here and now, calmly: what it is, and what can be done.
 */
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";

const tones = {
  info: { box: "bg-accent-soft", icon: "text-accent", name: "info" },
  good: { box: "bg-good-soft", icon: "text-good", name: "passed" },
  unsure: { box: "bg-unsure-soft", icon: "text-unsure", name: "unclear" },
  bad: { box: "bg-bad-soft", icon: "text-bad", name: "failed" },
} as const satisfies Record<string, { box: string; icon: string; name: IconName }>;

export function Notice({
  tone = "info",
  title,
  children,
  action,
  live = false,
}: {
  tone?: keyof typeof tones;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** It came while the page was there: said to who hears the page. */
  live?: boolean;
}) {
  const { box, icon, name } = tones[tone];
  return (
    <div role={live ? "status" : undefined} className={`flex gap-3 rounded-xl px-4 py-3 ${box}`}>
      <Icon name={name} className={`mt-0.5 size-5 ${icon}`} />
      <div className="min-w-0 flex-1 sm:flex sm:items-center sm:justify-between sm:gap-4">
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          {children && <div className="text-sm">{children}</div>}
        </div>
        {action && <div className="mt-2 flex shrink-0 gap-2 sm:mt-0">{action}</div>}
      </div>
    </div>
  );
}
