/**
 * The three views of the way: by when, which skills, and the guide from the person's own job.
 */
import { Link } from "@tanstack/react-router";
import { useHome } from "../../api/use-home.ts";

const look =
  "-mb-px inline-flex min-h-11 items-center border-b-2 border-transparent px-1 text-quiet hover:text-text [&.active]:border-accent [&.active]:font-medium [&.active]:text-text";

export function PlanNav() {
  const occupation = useHome()?.person?.occupation;
  return (
    <nav
      aria-label="Views of the plan"
      className="mb-6 flex gap-5 overflow-x-auto border-b border-line whitespace-nowrap"
    >
      <Link to="/plan" activeOptions={{ exact: true, includeHash: false }} className={look}>
        By when
      </Link>
      <Link to="/plan/skills" className={look}>
        Map of skills
      </Link>
      {occupation && (
        <Link to="/guide/$occupation" params={{ occupation }} className={look}>
          Guide
        </Link>
      )}
    </nav>
  );
}
