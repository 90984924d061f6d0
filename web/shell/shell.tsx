/**
 * What is around every page: the way to the others (at the side of a wide window, under the thumb on a phone), the page
 * itself, and what has to be known about the connection.
 */
import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { onConnection, readConnection } from "../api/connection.ts";
import { useHome } from "../api/use-home.ts";
import { focusNextHead } from "../design/page-head.tsx";
import { Banner } from "./banner.tsx";
import { BottomBar, SideBar, TopBar } from "./navigation.tsx";
import { NoKey } from "./no-key.tsx";
import { type Open, useKeys } from "./use-keys.ts";

const Palette = lazy(() => import("./palette.tsx"));
const KeyHelp = lazy(() => import("./key-help.tsx"));

export function Shell() {
  const [open, setOpen] = useState<Open>();
  const { state } = useSyncExternalStore(onConnection, readConnection);
  const home = useHome();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useKeys(setOpen);
  useFocusOnMove();

  if (state === "refused") return <NoKey />;
  // The first run is one thing at a time; the other places are there when it is over, or when they are asked for.
  const isFirstRun = path === "/welcome";
  const close = () => setOpen(undefined);
  return (
    <div className={`min-h-dvh ${isFirstRun ? "" : "lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]"}`}>
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-raised focus:px-4 focus:py-2.5 focus:shadow-float"
      >
        Skip to the page
      </a>
      <TopBar isFirstRun={isFirstRun} hasPerson={home?.person !== null} onSearch={() => setOpen("palette")} />
      {!isFirstRun && <SideBar path={path} onSearch={() => setOpen("palette")} onKeys={() => setOpen("keys")} />}
      <main
        id="page"
        tabIndex={-1}
        className={`mx-auto w-full px-4 pt-5 sm:px-8 sm:pt-10 ${isFirstRun ? "max-w-3xl pb-16" : "max-w-5xl pb-28 lg:pb-16 xl:px-12"}`}
      >
        <Outlet />
      </main>
      {!isFirstRun && <BottomBar path={path} onMore={() => setOpen("palette")} />}
      <Banner path={path} />
      <Suspense>
        {open === "palette" && <Palette home={home} onClose={close} onKeys={() => setOpen("keys")} />}
        {open === "keys" && <KeyHelp onClose={close} />}
      </Suspense>
    </div>
  );
}

/** Who moves by keys or hears the page goes on at the new page's head, not somewhere in the old one. */
function useFocusOnMove(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onResolved", ({ fromLocation, toLocation, pathChanged }) => {
        // What the address points at within the page comes first.
        if (fromLocation && pathChanged && toLocation.hash === "") focusNextHead();
      }),
    [router],
  );
}
