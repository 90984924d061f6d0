/**
 * What is shown where a page's data could not be had: what happened, and what to do.
 */
import { ApiProblem, Unreachable } from "../api/client.ts";
import { Button } from "../design/button.tsx";

export function PageError({ error, reset }: { error: unknown; reset: () => void }) {
  const { title, fix } = wordsFor(error);
  return (
    <div role="alert" className="mx-auto max-w-prose py-16">
      <h1 className="text-2xl font-semibold">{title}</h1>
      <p className="mt-3 text-quiet">{fix}</p>
      <Button className="mt-6" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}

function wordsFor(error: unknown): { title: string; fix: string } {
  if (error instanceof Unreachable) {
    return {
      title: "Seaworthy is not running",
      fix: "Start it again where it was started, with npm start. Nothing that you saw acknowledged is lost.",
    };
  }
  if (error instanceof ApiProblem) {
    const { title, detail, fix } = error.problem;
    return { title, fix: fix ?? detail ?? "Try again; if it stays, the log of the app says more." };
  }
  return { title: "This page has a fault of ours", fix: String(error) };
}
