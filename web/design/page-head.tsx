/**
 * The head of every page: its name, one sentence that says what is to be seen, and what can be done. Sets the tab's title.
 */
import { type ReactNode, useEffect, useRef } from "react";

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
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Seaworthy`;
    shown = heading.current;
    if (isAwaited) focusNextHead();
    return () => {
      shown = null;
    };
  }, [title]);
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 sm:mb-8">
      <div className="min-w-0 max-w-prose">
        {above && <div className="mb-1 text-sm text-quiet">{above}</div>}
        <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold tracking-tight sm:text-3xl">
          {title}
        </h1>
        {children && <div className="mt-2 text-quiet">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}

let shown: HTMLElement | null = null;
let isAwaited = false;

/** Moves the focus to the page's head: now, or when the page has come. */
export function focusNextHead(): void {
  isAwaited = shown === null;
  shown?.focus({ preventScroll: true });
}
