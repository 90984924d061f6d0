/**
 * Something that is done on a click: whether it is under way, and in plain words why it did not work.
 */
import { useState } from "react";
import { ApiProblem } from "./client.ts";

export interface Doing {
  isDoing: boolean;
  /** Undefined while nothing went wrong. */
  fault: string | undefined;
  /** True where it worked. */
  doIt(work: () => Promise<unknown>): Promise<boolean>;
}

export function useDoing(): Doing {
  const [isDoing, setDoing] = useState(false);
  const [fault, setFault] = useState<string>();
  const doIt = async (work: () => Promise<unknown>) => {
    setDoing(true);
    setFault(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setFault(wordsOf(error));
      return false;
    } finally {
      setDoing(false);
    }
  };
  return { isDoing, fault, doIt };
}

export function wordsOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return error instanceof Error ? `${error.message}.` : String(error);
  const { title, fix, errors } = error.problem;
  const [first] = errors ?? [];
  const more = fix ?? (first ? `${first.path.replace(/^body\/?/, "")} ${first.message}` : undefined);
  return more === undefined ? `${title}.` : `${title}: ${more}.`;
}
