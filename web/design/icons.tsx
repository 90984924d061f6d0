/**
 * Small pictures, drawn with lines in the colour of the text beside them. They say nothing that the text does not say.
 */
import type { ReactNode } from "react";

export type IconName = keyof typeof drawings;

export function Icon({ name, className = "size-5" }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      {drawings[name]}
    </svg>
  );
}

const line = (d: string): ReactNode => <path d={d} />;

const drawings = {
  // Places.
  today: line(
    "M10 3.2v1.6M10 15.2v1.6M3.2 10h1.6M15.2 10h1.6M5.2 5.2l1.1 1.1M13.7 13.7l1.1 1.1M14.8 5.2l-1.1 1.1M6.3 13.7l-1.1 1.1M12.8 10a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0Z",
  ),
  plan: line(
    "M5 16.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM15 7.1a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM6.8 14.7h5.4a2.6 2.6 0 0 0 0-5.2H7.8a2.6 2.6 0 0 1 0-5.2h5.4",
  ),
  projects: line("M3.5 6.5 10 3l6.5 3.5v7L10 17l-6.5-3.5v-7ZM3.5 6.5 10 10m0 0 6.5-3.5M10 10v7"),
  evidence: line("M10 2.8 16 5v5c0 3.6-2.5 6-6 7.2C6.5 16 4 13.6 4 10V5l6-2.2ZM7.3 9.9l1.9 1.9 3.6-3.8"),
  log: line("M5 3h8.5A1.5 1.5 0 0 1 15 4.5v11a1.5 1.5 0 0 1-1.5 1.5H5V3ZM5 3v14M8 7h4M8 10h4"),
  adverts: line(
    "M3.5 5.5h10v9a1.5 1.5 0 0 0 1.5 1.5H5a1.5 1.5 0 0 1-1.5-1.5v-9ZM13.5 8.5h3v6a1.5 1.5 0 0 1-3 0M6 8.5h5M6 11.5h5",
  ),
  settings: line(
    "M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7M12.5 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7.5 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  ),
  guide: line(
    "M10 5.2C8.5 4 6 3.5 3.5 3.8v11c2.5-.3 5 .2 6.5 1.4 1.5-1.2 4-1.7 6.5-1.4v-11C14 3.5 11.5 4 10 5.2Zm0 0v11",
  ),
  more: line("M4.5 10h.01M10 10h.01M15.5 10h.01"),
  // Verdicts: each with a shape of its own.
  passed: line("M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM7.2 10.2l2 2 3.7-4.2"),
  failed: line("M7.3 3.5h5.4l3.8 3.8v5.4l-3.8 3.8H7.3l-3.8-3.8V7.3l3.8-3.8ZM7.8 7.8l4.4 4.4M12.2 7.8l-4.4 4.4"),
  unclear: line("M10 3l7 7-7 7-7-7 7-7ZM8.6 8.6a1.5 1.5 0 1 1 2.2 1.4c-.5.3-.8.6-.8 1.1M10 12.9h.01"),
  "not-applicable": line("M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM7.2 10h5.6"),
  waiting: <path d="M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0Z" strokeDasharray="2.5 2.6" />,
  // Actions.
  search: line("M13.5 8.5a5 5 0 1 1-10 0 5 5 0 0 1 10 0ZM12.2 12.2 16.5 16.5"),
  close: line("M5.5 5.5l9 9M14.5 5.5l-9 9"),
  check: line("M4.5 10.5l3.5 3.5 7.5-8.5"),
  copy: line(
    "M7.5 7.5v-3a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-3M3.5 8.5a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7Z",
  ),
  play: line("M6.5 4.5v11l9-5.5-9-5.5Z"),
  stop: line("M5.5 5.5h9v9h-9v-9Z"),
  again: line("M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.5v4h-4"),
  right: line("M8 5l5 5-5 5"),
  down: line("M5 8l5 5 5-5"),
  forward: line("M4 10h12M11 5l5 5-5 5"),
  back: line("M16 10H4M9 5l-5 5 5 5"),
  plus: line("M10 4.5v11M4.5 10h11"),
  pencil: line("M4 16l.8-3.5L13 4.3a1.4 1.4 0 0 1 2 0l.7.7a1.4 1.4 0 0 1 0 2L7.5 15.2 4 16Z"),
  bin: line("M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4M11.5 9v4"),
  download: line("M10 3.5v9M6.5 9l3.5 3.5L13.5 9M4 16.5h12"),
  upload: line("M10 12.5v-9M6.5 7 10 3.5 13.5 7M4 16.5h12"),
  outside: line("M8 5H4.5v10.5H15V12M11.5 4.5h4v4M15.5 4.5 9 11"),
  // Things.
  clock: line("M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM10 6.2V10l2.6 1.6"),
  calendar: line("M4 5.5h12v11H4v-11ZM4 8.5h12M7 3.5v3M13 3.5v3"),
  lock: line("M5 9.5h10v7H5v-7ZM7 9.5V7a3 3 0 0 1 6 0v2.5"),
  folder: line("M3.5 5.5h4.5l1.5 2h7v8h-13v-10Z"),
  info: line("M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM10 9.2v4M10 6.7h.01"),
  sun: line(
    "M10 3.2v1.6M10 15.2v1.6M3.2 10h1.6M15.2 10h1.6M5.2 5.2l1.1 1.1M13.7 13.7l1.1 1.1M14.8 5.2l-1.1 1.1M6.3 13.7l-1.1 1.1M12.8 10a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0Z",
  ),
  moon: line("M16 11.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.5Z"),
  system: line("M3.5 4.5h13v9h-13v-9ZM7.5 16.5h5M10 13.5v3"),
  offline: line("M3.5 8.5a9.5 9.5 0 0 1 4-2.4M12 6a9.5 9.5 0 0 1 4.5 2.5M6 11.3a6 6 0 0 1 3-1.6M10 15h.01M4 4l12 12"),
} satisfies Record<string, ReactNode>;
