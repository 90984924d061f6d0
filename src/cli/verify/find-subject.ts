/**
 * Finds the program that evidence speaks of, as it was: by its commit in a temporary folder, or, where it was never
 * committed, in place, as long as its files are still the same.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../base/errors.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { checkOut } from "../../evidence/check-out.ts";
import { describeSubject } from "../../evidence/describe-subject.ts";
import { startSweeper } from "../../judge/subject/sweeper.ts";

export interface Found {
  folder: string;
  /** For people: "commit 3f2a1bc09d", or the folder. */
  place: string;
  temporary: boolean;
  tree: string | null;
  /** Removes what was made. */
  remove(): Promise<void>;
}

export interface Search {
  claimed: Evidence;
  /** The program's folder in a clone. */
  home: string;
  signal: AbortSignal;
}

export async function findSubject(search: Search): Promise<Found> {
  const { start, commit, dirty } = search.claimed.subject;
  if (start === null) {
    throw new UserError(
      "cannot-verify",
      "the evidence does not say how the program is started, only what was seen of it",
      {
        fix: "a program that was judged by its address, or from a recording, is judged again with `seaworthy check`",
      },
    );
  }
  return commit !== null && !dirty ? fromCommit(commit, search) : inPlace(search);
}

async function fromCommit(commit: string, { claimed, home, signal }: Search): Promise<Found> {
  const sweeper = startSweeper();
  const checkout = sweeper.newFolder("verify");
  const remove = async () => {
    await rm(checkout, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    await sweeper.close();
  };
  try {
    const prefix = await checkOut({ from: home, commit, into: checkout, signal });
    const folder = join(checkout, claimed.subject.folder ?? prefix);
    const { tree } = await describe(folder, claimed, signal);
    return { folder, place: `commit ${commit.slice(0, 10)}`, temporary: true, tree, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function inPlace({ claimed, home, signal }: Search): Promise<Found> {
  const { tree } = await describe(home, claimed, signal);
  if (tree !== null && tree === claimed.subject.tree) {
    return { folder: home, place: home, temporary: false, tree, remove: async () => {} };
  }
  const why =
    claimed.subject.tree === null
      ? "its files changed while it was judged, or were too many to look at"
      : `the files in ${home} are no longer the same`;
  throw new UserError("never-committed", `what was judged was never committed, and ${why}`, {
    fix: "commit the program, check it again, and verify that evidence",
  });
}

function describe(folder: string, { subject }: Evidence, signal: AbortSignal) {
  return describeSubject({ kind: "folder", folder, start: subject.start ?? "", env: {} }, signal);
}
