/**
 * The one button, in three weights: what the page is for (primary), what can be done too (plain), what is by the way (quiet).
 */
import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-on-accent hover:brightness-110",
  plain: "border border-edge bg-raised text-text hover:bg-sunken",
  quiet: "text-accent underline-offset-4 hover:underline",
};

export function Button({
  look = "plain",
  className = "",
  ...rest
}: ComponentProps<"button"> & { look?: keyof typeof looks }) {
  return (
    <button
      type="button"
      // 44 px: a finger's width (WCAG 2.5.5).
      className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-lg px-4 font-medium disabled:cursor-not-allowed disabled:opacity-60 ${looks[look]} ${className}`}
      {...rest}
    />
  );
}
