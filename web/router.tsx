/**
 * Every address of the app, one line each. A page is loaded when it is first opened.
 */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { queryClient } from "./api/query-client.ts";
import { homeQuery } from "./api/use-home.ts";
import { NotFound } from "./shell/not-found.tsx";
import { PageError } from "./shell/page-error.tsx";
import { PageWaiting } from "./shell/page-waiting.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  beforeLoad: async ({ location }) => {
    // Pages that are about a plan lead to the three questions while there is none. No other page waits for it.
    if (!/^\/(plan(\/.*)?)?$/.test(location.pathname)) return;
    if (!(await hasPerson())) throw redirect({ to: "/welcome" });
  },
});
type Page = () => Promise<Record<string, React.ComponentType>>;
// biome-ignore lint/suspicious/noExplicitAny: the router's own type for a component
const lazy = (page: Page) => lazyRouteComponent(page as () => Promise<any>, "Page");
const at = <const Path extends string>(path: Path, page: Page) =>
  createRoute({ getParentRoute: () => root, path, component: lazy(page) });

const routes = [
  at("/", () => import("./pages/today/page.tsx")),
  at("/welcome", () => import("./pages/first-run/page.tsx")),
  at("/plan", () => import("./pages/plan/page.tsx")),
  at("/plan/skills", () => import("./pages/skills/page.tsx")),
  at("/plan/skills/$skill", () => import("./pages/skill/page.tsx")),
  at("/guide/$occupation", () => import("./pages/guide/page.tsx")),
  at("/projects", () => import("./pages/projects/page.tsx")),
  at("/projects/$project", () => import("./pages/project/page.tsx")),
  at("/runs/$run", () => import("./pages/run/page.tsx")),
  at("/evidence", () => import("./pages/evidence/page.tsx")),
  at("/evidence/$hash", () => import("./pages/evidence-document/page.tsx")),
  at("/log", () => import("./pages/log/page.tsx")),
  at("/log/$entry", () => import("./pages/log-entry/page.tsx")),
  at("/adverts", () => import("./pages/adverts/page.tsx")),
  at("/settings", () => import("./pages/settings/page.tsx")),
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: "intent",
  defaultPendingComponent: PageWaiting,
  defaultErrorComponent: PageError,
  // A wait below this is not seen; above it, the page's place is kept.
  defaultPendingMs: 150,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** True where nobody can tell: then the page says itself what is the matter. */
async function hasPerson(): Promise<boolean> {
  const known = queryClient.getQueryData(homeQuery.queryKey);
  if (known && known.person !== null) return true;
  try {
    return (await queryClient.fetchQuery({ ...homeQuery, staleTime: 0, retry: false })).person !== null;
  } catch {
    return true;
  }
}
