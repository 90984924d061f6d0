/**
 * The ways to the other pages: at the side, at the top and at the bottom.
 */
import { Link } from "@tanstack/react-router";
import { IconButton } from "../design/button.tsx";
import { Icon } from "../design/icons.tsx";
import { Key } from "../design/key.tsx";
import { isAt, type Place, places } from "./places.ts";

/** Under the thumb there is room for four and the rest. */
const first = places.slice(0, 4);

export function SideBar({ path, onSearch, onKeys }: { path: string; onSearch: () => void; onKeys: () => void }) {
  const item = (place: Place) => (
    <li key={place.to}>
      <Link
        to={place.to}
        aria-current={isAt(place, path) ? "page" : undefined}
        className="flex min-h-10 items-center gap-3 rounded-lg px-3 text-quiet hover:bg-sunken hover:text-text aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent"
      >
        <Icon name={place.icon} />
        {place.name}
      </Link>
    </li>
  );
  return (
    <header className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-r border-line px-3 py-5 lg:flex">
      <Link to="/" className="mb-5 flex items-center gap-2.5 rounded-lg px-3 py-1 font-semibold tracking-tight">
        <Mark />
        Seaworthy
      </Link>
      <button
        type="button"
        onClick={onSearch}
        className="mb-5 flex min-h-10 items-center gap-3 rounded-lg border border-line bg-raised px-3 text-left text-sm text-quiet hover:border-edge"
      >
        <Icon name="search" className="size-4" />
        <span className="flex-1">Find</span>
        <Key>{isMac ? "⌘ K" : "Ctrl K"}</Key>
      </button>
      <nav aria-label="Pages" className="flex flex-1 flex-col justify-between">
        <ul className="space-y-0.5">{places.slice(0, -1).map(item)}</ul>
        <ul className="space-y-0.5 pt-6">{places.slice(-1).map(item)}</ul>
      </nav>
      <button
        type="button"
        onClick={onKeys}
        className="mt-1 flex min-h-9 items-center gap-3 rounded-lg px-3 text-sm text-quiet hover:bg-sunken hover:text-text"
      >
        <Key>?</Key>
        Keys
      </button>
    </header>
  );
}

export function TopBar({
  isFirstRun,
  hasPerson,
  onSearch,
}: {
  isFirstRun: boolean;
  hasPerson: boolean;
  onSearch: () => void;
}) {
  return (
    <header
      className={`flex min-h-14 items-center justify-between px-4 ${isFirstRun ? "mx-auto max-w-3xl sm:px-8" : "border-b border-line lg:hidden"}`}
    >
      <Link to="/" className="flex min-h-11 items-center gap-2.5 font-semibold tracking-tight">
        <Mark />
        Seaworthy
      </Link>
      {isFirstRun ? (
        <Link
          to={hasPerson ? "/" : "/projects"}
          className="inline-flex min-h-11 items-center text-sm text-quiet hover:text-text"
        >
          {hasPerson ? "Leave" : "Look around first"}
        </Link>
      ) : (
        <IconButton icon="search" name="Find" onClick={onSearch} className="-mr-2" />
      )}
    </header>
  );
}

export function BottomBar({ path, onMore }: { path: string; onMore: () => void }) {
  const look =
    "flex min-h-14 w-full flex-col items-center justify-center gap-0.5 text-xs text-quiet aria-[current]:font-medium aria-[current]:text-accent";
  const isElsewhere = !first.some((place) => isAt(place, path));
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto grid max-w-lg grid-cols-5">
        {first.map((place) => (
          <li key={place.to}>
            <Link to={place.to} aria-current={isAt(place, path) ? "page" : undefined} className={look}>
              <Icon name={place.icon} className="size-[1.375rem]" />
              {place.name}
            </Link>
          </li>
        ))}
        <li>
          <button type="button" onClick={onMore} aria-current={isElsewhere ? "true" : undefined} className={look}>
            <Icon name="more" className="size-[1.375rem]" />
            More
          </button>
        </li>
      </ul>
    </nav>
  );
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

function Mark() {
  return <img src="/icon.svg" alt="" width="24" height="24" className="size-6" />;
}
