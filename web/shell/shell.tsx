/**
 * What is around every page: the name, the way to the other pages, and the page itself.
 */
import { Link, Outlet } from "@tanstack/react-router";

export const places = [
  { to: "/", name: "Today" },
  { to: "/plan", name: "Plan" },
  { to: "/projects", name: "Projects" },
  { to: "/evidence", name: "Evidence" },
  { to: "/log", name: "Log" },
  { to: "/adverts", name: "Adverts" },
  { to: "/settings", name: "Settings" },
] as const;

export function Shell() {
  return (
    <div className="min-h-dvh">
      <a href="#page" className="sr-only focus:not-sr-only focus:absolute focus:p-3">
        Skip to the page
      </a>
      <nav aria-label="Pages" className="border-b border-line bg-raised">
        <ul className="mx-auto flex max-w-6xl flex-wrap gap-x-1 px-2">
          {places.map(({ to, name }) => (
            <li key={to}>
              <Link
                to={to}
                activeOptions={{ exact: to === "/" }}
                className="inline-flex min-h-11 items-center px-3 text-quiet hover:text-text [&.active]:font-semibold [&.active]:text-text"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main id="page" className="mx-auto max-w-6xl px-4 py-8">
        <Outlet />
      </main>
    </div>
  );
}
