/**
 * What is shown where a page's data could not be had: what happened, and what to do. It goes by itself when the server is back.
 */
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { ApiProblem, Unreachable } from "../api/client.ts";
import { onBack } from "../api/connection.ts";
import { Button } from "../design/button.tsx";
import { PageHead } from "../design/page-head.tsx";

export function PageError({ error, reset }: { error: unknown; reset: () => void }) {
  const { title, fix } = wordsFor(error);
  const queries = useQueryErrorResetBoundary();
  const router = useRouter();
  const again = useCallback(() => {
    queries.reset();
    reset();
    void router.invalidate();
  }, [queries, reset, router]);
  useEffect(() => onBack(again), [again]);
  return (
    <div role="alert" className="py-8">
      <PageHead title={title}>{fix}</PageHead>
      <Button icon="again" onClick={again}>
        Try again
      </Button>
    </div>
  );
}

function wordsFor(error: unknown): { title: string; fix: string } {
  if (error instanceof Unreachable) {
    return {
      title: "Seaworthy is not running",
      fix: "Start it again where it was started, with npm start. This page comes back by itself, and nothing that was acknowledged is lost.",
    };
  }
  if (error instanceof ApiProblem) {
    const { title, detail, fix } = error.problem;
    return { title, fix: fix ?? detail ?? "Try again; if it stays, the log of the app says more." };
  }
  return { title: "This page has a fault of ours", fix: String(error) };
}
