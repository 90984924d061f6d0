/** The way back to where a thing is listed; stands above a page's title. */
import { Link, type LinkProps } from "@tanstack/react-router";
import { Icon } from "./icons.tsx";

export function BackLink({ children, ...to }: LinkProps & { children: string }) {
  return (
    <Link className="inline-flex min-h-9 items-center gap-1 text-quiet hover:text-text hover:underline" {...to}>
      <Icon name="back" className="size-4" />
      {children}
    </Link>
  );
}
