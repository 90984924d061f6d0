/**
 * Every code of a UserError, with what it means beyond its own line. The only place where they are listed: docs/errors.md is
 * made from it, and a test compares it with the source both ways.
 */
export const errorCodes: Readonly<Record<string, string>> = {
  "another-contract":
    "The evidence that is to be verified speaks of one contract, and the folder is held to another one by its seaworthy.yaml.",
  "bad-address": "What was given to `--url` is no address of a program that speaks HTTP.",
  "cannot-check-out": "git could not make the working tree of the commit that the evidence names.",
  "cannot-keep-evidence":
    "The folder `.seaworthy` of the program cannot be written. The verdicts are shown all the same.",
  "cannot-read-file": "A file that was named does not exist, is a folder, or is damaged.",
  "cannot-verify": "The evidence can be read, but the program that it speaks of cannot be started again as it was.",
  "content-mistakes":
    "Files of Seaworthy's own content are wrong. All mistakes are listed at once, each with its line.",
  "damaged-document": "An evidence document or a recording has the right format, but a part is missing or was changed.",
  "file-too-large": "A file is larger than anything that Seaworthy writes.",
  "folder-not-empty": "`seaworthy new` was given a folder that holds files. Nothing in it was touched.",
  "folder-not-writable": "`seaworthy new` may not write where the folder was to be made. Nothing is left behind.",
  "manifest-mistakes": "seaworthy.yaml is there but wrong. All mistakes are listed at once, each with its line.",
  "manifest-not-readable": "seaworthy.yaml is there and cannot be read.",
  "never-committed": "What was judged was never committed to git, so nobody else can find it again.",
  "no-check-chosen": "`--only` was given and names nothing.",
  "no-evidence": "There is no evidence in the folder that `seaworthy verify` was given.",
  "no-manifest":
    "The folder has no seaworthy.yaml. It needs two lines: which contract the program is held to, and the command that starts it.",
  "no-postgresql-for-this-system":
    "The package that brings PostgreSQL was not installed: optional packages were left out, or this system has none.",
  "no-repository": "Evidence names a commit, and the folder is in no git repository.",
  "no-stack": "`seaworthy new` was not told in which language.",
  "no-such-folder": "The folder of the program does not exist.",
  "not-a-seaworthy-document": "The file is JSON, but neither evidence nor a recording.",
  "not-json": "The file that was named is no JSON.",
  "nothing-to-verify": "The evidence has no verdict on any check that this version knows.",
  "nothing-to-watch": "`--watch` needs the folder of a program.",
  "openapi-mistakes": "The OpenAPI file is there but wrong. All mistakes are listed at once, each with its line.",
  "openapi-not-readable": "The OpenAPI file that seaworthy.yaml names does not exist or cannot be read.",
  "postgresql-does-not-run":
    "The supplied PostgreSQL is there but does not start on this machine. `seaworthy doctor` tries it by itself.",
  "recording-not-saved": "The file of `--save-recording` cannot be written. The verdicts were found all the same.",
  "setup-failed":
    "The `setup` command of seaworthy.yaml did not end with status 0, so the program was not started. That is no verdict about it.",
  "too-many-watches": "The system's limit of watched files is used up, usually by an editor.",
  "unknown-check":
    "There is no check of that name. Names never change, so it is a slip of the pen, or a newer version's.",
  "unknown-command": "There is no command of that name.",
  "unknown-commit": "The commit that the evidence names is not in the repository.",
  "unknown-format": "The document was written by a version of Seaworthy with another format.",
  "unknown-project": "There is no project of that name.",
  "unknown-reporter": "There is no reporter of that name.",
  "unknown-stack": "The project has no starter in that language. Programs in any language can be judged all the same.",
  "wrong-document": "A recording was given where evidence is needed, or the other way round.",
  "wrong-usage": "An option or argument is unknown, missing, or does not go with another one.",
};
