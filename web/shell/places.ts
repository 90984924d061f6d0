/**
 * The places of the app, in the order of a day, each with the letter that leads there after `g`.
 */
import type { IconName } from "../design/icons.tsx";

export interface Place {
  to: "/" | "/plan" | "/projects" | "/evidence" | "/log" | "/adverts" | "/settings";
  name: string;
  icon: IconName;
  letter: string;
  /** Other addresses that belong to it. */
  also?: RegExp;
}

export const places: readonly Place[] = [
  { to: "/", name: "Today", icon: "today", letter: "t" },
  { to: "/plan", name: "Plan", icon: "plan", letter: "p", also: /^\/guide\// },
  { to: "/projects", name: "Projects", icon: "projects", letter: "b", also: /^\/runs\// },
  { to: "/evidence", name: "Evidence", icon: "evidence", letter: "e" },
  { to: "/log", name: "Log", icon: "log", letter: "l" },
  { to: "/adverts", name: "Adverts", icon: "adverts", letter: "a" },
  { to: "/settings", name: "Settings", icon: "settings", letter: "s" },
];

export function isAt({ to, also }: Place, path: string): boolean {
  return path === to || (to !== "/" && path.startsWith(`${to}/`)) || (also?.test(path) ?? false);
}
