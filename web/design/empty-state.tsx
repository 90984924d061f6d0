/**
 * Where there is nothing yet: what will be here, and what to do first.
 */
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";

export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: IconName;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="rounded-xl border border-dashed border-edge/60 px-5 py-8 sm:px-8 sm:py-10">
      {icon && <Icon name={icon} className="mb-3 size-7 text-accent" />}
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="mt-1 max-w-prose text-quiet">{children}</div>
      {action && <div className="mt-5 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
