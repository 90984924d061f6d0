/** A raised surface for one thing. */
import type { ReactNode } from "react";

export function Card({ children, className = "" }: { children: ReactNode; className?: string }) {
  return <section className={`rounded-xl border border-line bg-raised p-4 sm:p-6 ${className}`}>{children}</section>;
}
