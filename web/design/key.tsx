/** A key to be pressed. */
import type { ReactNode } from "react";

export function Key({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-w-6 items-center justify-center rounded-md border border-line bg-sunken px-1.5 font-mono text-xs text-quiet">
      {children}
    </kbd>
  );
}
