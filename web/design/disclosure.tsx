/**
 * What can be folded away. The browser's own `details`: found by the page's search, and works with any key or reader.
 */
import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";

export function Disclosure({
  title,
  aside,
  open = false,
  onToggle,
  children,
  className = "",
}: {
  title: ReactNode;
  aside?: ReactNode;
  /** Open at first. */
  open?: boolean;
  onToggle?: (open: boolean) => void;
  children: ReactNode;
  className?: string;
}) {
  return (
    <details
      open={open}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
      className={`border-b border-line last:border-b-0 ${className}`}
    >
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-md py-2 font-medium hover:text-accent [&::-webkit-details-marker]:hidden">
        <Icon name="right" className="size-4 text-quiet [[open]>summary>&]:rotate-90" />
        <span className="min-w-0 flex-1">{title}</span>
        {aside && <span className="shrink-0 text-sm font-normal text-quiet">{aside}</span>}
      </summary>
      <div className="pt-1 pb-4 pl-6">{children}</div>
    </details>
  );
}
