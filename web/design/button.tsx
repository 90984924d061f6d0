/**
 * The one button, in three weights: what the page is for (primary), what can be done too (plain), what is by the way
 * (quiet). `remove` is for what cannot be undone. A link that looks like a button is `ButtonLink`.
 */
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";

const looks = {
  primary: "bg-accent text-on-accent hover:brightness-110 dark:hover:brightness-105",
  plain: "border border-edge bg-raised text-text hover:bg-sunken",
  quiet: "text-accent hover:bg-accent-soft",
  remove: "border border-edge bg-raised text-bad hover:bg-bad-soft",
};
const sizes = {
  // 44 px: a finger's width (WCAG 2.5.5).
  normal: "min-h-11 px-4",
  // In rows of things; still above the 24 px of WCAG 2.5.8.
  small: "min-h-9 px-3 text-sm",
};

export interface ButtonLook {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  icon?: IconName;
}

export function Button({
  look = "plain",
  size = "normal",
  icon,
  className = "",
  children,
  ...rest
}: ComponentProps<"button"> & ButtonLook) {
  return (
    <button type="button" className={`${buttonClass({ look, size })} ${className}`} {...rest}>
      {icon && <Icon name={icon} className="-ml-0.5 size-[1.1em]" />}
      {children}
    </button>
  );
}

export function ButtonLink({
  look = "plain",
  size = "normal",
  icon,
  className = "",
  children,
  ...to
}: LinkProps & ButtonLook & { className?: string; children: ReactNode }) {
  return (
    <Link className={`${buttonClass({ look, size })} ${className}`} {...to}>
      {icon && <Icon name={icon} className="-ml-0.5 size-[1.1em]" />}
      {children}
    </Link>
  );
}

/** For what must be another element: a download is `<a download>`. */
export function buttonClass({ look = "plain", size = "normal" }: ButtonLook = {}): string {
  return `inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap select-none aria-disabled:cursor-not-allowed aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60 ${sizes[size]} ${looks[look]}`;
}

/** A button that is only a picture; its name is for who hears it, and is shown when it is pointed at. */
export function IconButton({
  icon,
  name,
  className = "",
  ...rest
}: Omit<ComponentProps<"button">, "name"> & { icon: IconName; name: string }) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      className={`inline-flex size-11 items-center justify-center rounded-lg text-quiet hover:bg-sunken hover:text-text disabled:opacity-50 ${className}`}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
