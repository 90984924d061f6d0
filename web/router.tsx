/**
 * Every address of the app, one line each. A page is loaded when it is first opened.
 */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { PageError } from "./shell/page-error.tsx";
import { PageWaiting } from "./shell/page-waiting.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({ component: Shell });
type Page = () => Promise<Record<string, React.ComponentType>>;
// biome-ignore lint/suspicious/noExplicitAny: the router's own type for a component
const lazy = (page: Page) => lazyRouteComponent(page as () => Promise<any>, "Page");
const at = <const Path extends string>(path: Path, page: Page) =>
  createRoute({ getParentRoute: () => root, path, component: lazy(page) });

const routes = [
  at("/", () => import("./pages/today/page.tsx")),
  at("/welcome", () => import("./pages/first-run/page.tsx")),
  at("/plan", () => import("./pages/plan/page.tsx")),
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
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
