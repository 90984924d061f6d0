/**
 * Find anything by a few letters and go there: pages, what can be done, projects, checks, skills. Arrow keys choose.
 */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import type { FindList } from "../../src/contract/api/find.ts";
import type { Home } from "../../src/contract/api/home.ts";
import { get } from "../api/client.ts";
import { Dialog } from "../design/dialog.tsx";
import { Icon, type IconName } from "../design/icons.tsx";
import { places } from "./places.ts";
import { chooseTheme } from "./theme.ts";

interface Target {
  id: string;
  name: string;
  group: "Pages" | "Do" | "Projects" | "Checks" | "Skills";
  icon: IconName;
  /** Other words by which it is found. */
  words?: string;
  /** An address, or what it does. */
  to: string | (() => void);
}

/** As many as are looked through with the eyes. */
const mostShown = 30;

export default function Palette({
  home,
  onClose,
  onKeys,
}: {
  home: Home | undefined;
  onClose: () => void;
  onKeys: () => void;
}) {
  const router = useRouter();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const { data } = useQuery({
    queryKey: ["/api/find"],
    queryFn: ({ signal }) => get<FindList>("/api/find", signal),
    staleTime: 60_000,
  });
  const all = useMemo(() => targets(home, data, onKeys), [home, data, onKeys]);
  const found = useMemo(() => matches(all, words).slice(0, mostShown), [all, words]);

  const take = (target: Target | undefined) => {
    if (!target) return;
    onClose();
    if (typeof target.to === "string") void router.navigate({ to: target.to });
    else target.to();
  };
  const onKey = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      const next = Math.min(Math.max(at + move, 0), found.length - 1);
      setAt(next);
      list.current?.querySelectorAll("[role=option]")[next]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(found[at]);
    }
  };

  return (
    <Dialog open onOpenChange={onClose} title="Find" wide high>
      <div className="relative">
        <Icon name="search" className="pointer-events-none absolute top-3 left-3 size-5 text-quiet" />
        <input
          autoFocus
          role="combobox"
          aria-label="Find a page, a project, a check or a skill"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={found[at] && `${listId}-${at}`}
          autoComplete="off"
          spellCheck={false}
          placeholder="A page, a project, a check, a skill"
          className="min-h-11 w-full rounded-lg border border-edge bg-raised pr-3 pl-11 placeholder:text-quiet"
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label="Found" className="mt-3">
        {found.map((target, i) => (
          <div key={target.id}>
            {target.group !== found[i - 1]?.group && (
              <div role="presentation" className="px-3 pt-3 pb-1 text-xs font-medium text-quiet">
                {target.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, which keeps the focus */}
            <div
              id={`${listId}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              onPointerMove={() => setAt(i)}
              onClick={() => take(target)}
              className="flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 aria-selected:bg-accent-soft"
            >
              <Icon name={target.icon} className="size-5 text-quiet" />
              <span className="min-w-0">{target.name}</span>
            </div>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className="px-3 py-6 text-quiet">
          Nothing is called that. Try one word of it.
        </p>
      )}
    </Dialog>
  );
}

function targets(home: Home | undefined, lists: FindList | undefined, onKeys: () => void): Target[] {
  const occupation = home?.person?.occupation;
  return [
    ...places.map(({ to, name, icon }): Target => ({ id: to, name, icon, to, group: "Pages" })),
    ...(occupation ? [{ ...page, id: "guide", name: "Guide for your occupation", to: `/guide/${occupation}` }] : []),
    ...(home?.person === null ? [{ ...page, id: "welcome", name: "The three questions", to: "/welcome" }] : []),
    { ...act, id: "check", name: "Check a program", words: "run judge start", icon: "play", to: "/projects" },
    { ...act, id: "session", name: "Note what I did", words: "session done log", icon: "check", to: "/#done" },
    { ...act, id: "hours", name: "Change my hours", words: "weekdays pause", icon: "clock", to: "/settings#hours" },
    {
      ...act,
      id: "data",
      name: "Export or import everything",
      words: "archive data",
      icon: "download",
      to: "/settings#data",
    },
    { ...act, id: "light", name: "Light", words: "theme appearance", icon: "sun", to: () => chooseTheme("light") },
    { ...act, id: "dark", name: "Dark", words: "theme appearance", icon: "moon", to: () => chooseTheme("dark") },
    { ...act, id: "keys", name: "Show the keys", words: "shortcuts keyboard help", icon: "info", to: onKeys },
    ...(home?.projects ?? []).map(
      ({ id, title }): Target => ({
        id: `project-${id}`,
        name: title,
        words: id,
        group: "Projects",
        icon: "projects",
        to: `/projects/${id}`,
      }),
    ),
    ...(lists?.checks ?? []).map(
      ({ id, title, project }): Target => ({
        id: `check-${id}`,
        name: title,
        words: id,
        group: "Checks",
        icon: "evidence",
        to: `/projects/${project}#${id}`,
      }),
    ),
    ...(lists?.skills ?? []).map(
      ({ id, title }): Target => ({
        id: `skill-${id}`,
        name: title,
        words: id,
        group: "Skills",
        icon: "plan",
        to: `/plan/skills/${id}`,
      }),
    ),
  ];
}

const page = { group: "Pages", icon: "guide" } as const;
const act = { group: "Do" } as const;

/** Each word must be found; at the beginning of a name is best. In the order of the groups otherwise. */
function matches(all: readonly Target[], words: string): Target[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0)
    return all.filter(({ group }) => group === "Pages" || group === "Do" || group === "Projects");
  const scored = all.flatMap((target) => {
    const name = target.name.toLowerCase();
    const text = `${name} ${target.words ?? ""}`.toLowerCase();
    if (!wanted.every((word) => text.includes(word))) return [];
    return [
      {
        target,
        score: name.startsWith(wanted[0] as string)
          ? 0
          : new RegExp(`\\b${escaped(wanted[0] as string)}`).test(name)
            ? 1
            : 2,
      },
    ];
  });
  const best = new Map<string, number>();
  for (const { target, score } of scored) best.set(target.group, Math.min(best.get(target.group) ?? 9, score));
  return scored
    .sort(
      (a, b) =>
        (best.get(a.target.group) as number) - (best.get(b.target.group) as number) ||
        a.target.group.localeCompare(b.target.group) ||
        a.score - b.score,
    )
    .map(({ target }) => target);
}

const escaped = (word: string) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
