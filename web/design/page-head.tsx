/**
 * The head of every page: its name, and one sentence that says what is to be seen. Sets the tab's title.
 */
import { type ReactNode, useEffect } from "react";

export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Seaworthy`;
  }, [title]);
  return (
    <header className="mb-6 max-w-prose">
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{title}</h1>
      {children && <div className="mt-2 text-quiet">{children}</div>}
    </header>
  );
}
