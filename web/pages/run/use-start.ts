/**
 * Starts a run and goes to its page, or says why not.
 */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Run, RunRequest } from "../../../src/contract/api/run.ts";
import { ApiProblem, send } from "../../api/client.ts";

export function useStart() {
  const navigate = useNavigate();
  const [problem, setProblem] = useState<{ title: string; fix?: string | undefined }>();
  const [isStarting, setStarting] = useState(false);
  const start = async (request: RunRequest) => {
    setStarting(true);
    setProblem(undefined);
    try {
      const { id } = await send<Run>("POST", "/api/runs", request);
      await navigate({ to: "/runs/$run", params: { run: id } });
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.problem : { title: "Seaworthy does not answer" });
    } finally {
      setStarting(false);
    }
  };
  return { start, problem, isStarting };
}
