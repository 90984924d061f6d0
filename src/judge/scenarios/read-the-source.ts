/**
 * Reads the subject's source and its git history, and notes what looks like a credential. What was found is never kept: the
 * fact holds its first four characters and its length.
 *
 * Takes well under 1 s beside everything else.
 */

import type { Json } from "../../contract/json.ts";
import type { Scenario, Stage } from "../scenario.ts";
import { type Credential, findCredentials } from "../source/credentials.ts";
import { readHistory } from "../source/history.ts";
import { readSourceFiles } from "../source/source-files.ts";

/** The fact "source-read". */
export interface SourceRead {
  files: number;
  commits: number;
  git: boolean;
  /** There was more than the judge reads. */
  cut: boolean;
}

/** A fact "credential-found". With `commit`, it is in the history only. */
export interface CredentialFound extends Credential {
  path: string;
  commit?: string;
}

/** The first ones say it all. */
const mostFound = 20;

const scenario: Scenario = {
  title: "read its source and its git history",
  fast: false,
  instance: "none",
  uses: ["source"],
  promises: ["port-and-database-from-environment"],
  limitMs: 60_000,
  async run(stage) {
    const folder = stage.folder as string;
    const source = await readSourceFiles(folder, stage.signal);
    const history = await readHistory(folder, stage.signal);
    const inFiles = source.files
      // A .env that git does not keep is where secrets belong.
      .filter(({ path, tracked }) => tracked || !/(^|\/)\.env(\.[^/]*)?$/.test(path))
      .flatMap(({ path, text }) => findCredentials(path, text).map((found): CredentialFound => ({ path, ...found })));
    const inHistory = (history?.added ?? []).flatMap(({ path, text, commit, firstLine }) =>
      findCredentials(path, text).map((found): CredentialFound => {
        return { path, ...found, line: found.line + firstLine - 1, commit };
      }),
    );
    const known = new Set(inFiles.map(sameSecret));
    const found = [...inFiles, ...inHistory.filter((one) => !known.has(sameSecret(one)))];
    for (const one of found.slice(0, mostFound)) note(stage, "credential-found", { ...one });
    note(stage, "source-read", {
      files: source.files.length,
      commits: history?.commits ?? 0,
      git: source.git,
      cut: source.cut || (history?.cut ?? false),
    });
  },
};
export default scenario;

function sameSecret({ path, kind, masked }: CredentialFound): string {
  return `${path} ${kind} ${masked}`;
}

function note({ track }: Stage, name: string, value: { [member: string]: Json }): void {
  track.append({ kind: "fact", at: track.now(), name, value });
}
