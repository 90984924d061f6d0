/**
 * The head of every page: its name, one sentence that says what is to be seen, and what can be done. Sets the tab's title.
 */
import { type ReactNode, useEffect } from "react";

export function PageHead({
  title,
  above,
  actions,
  children,
}: {
  title: string;
  /** A short line over the title: the way back, or what kind of thing this is. */
  above?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Seaworthy`;
  }, [title]);
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 sm:mb-8">
      <div className="min-w-0 max-w-prose">
        {above && <div className="mb-1 text-sm text-quiet">{above}</div>}
        {/* The shell moves the focus here when the page changes. */}
        <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight sm:text-3xl">
          {title}
        </h1>
        {children && <div className="mt-2 text-quiet">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
