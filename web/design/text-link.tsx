/**
 * A link within text: to a page of ours, or, with `href`, to elsewhere, which is said.
 */
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";

const look = "text-accent underline decoration-accent/40 underline-offset-[3px] hover:decoration-accent";

export function TextLink({ className = "", ...to }: LinkProps & { className?: string }) {
  return <Link className={`${look} ${className}`} {...to} />;
}

export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className={look} href={href} target="_blank" rel="noreferrer">
      {children}
      <Icon name="outside" className="ml-1 inline size-[0.9em] align-[-0.08em]" />
      <span className="sr-only"> (opens a new tab)</span>
    </a>
  );
}
