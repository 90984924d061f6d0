/**
 * The page in every archive that says what the files are, for whoever opens it in ten years without Seaworthy.
 */
export function readme(shareable: boolean): string {
  const lines = [
    "# Seaworthy archive",
    "",
    "Open files: JSON, lines of JSON (one object a line), Markdown. `archive.json` says which format this is.",
    "",
    "- `person.json`: what the plan is made from.",
    ...(shareable ? [] : ["- `private.json`: pay, savings and reasons. For your eyes only."]),
    "- `sessions.jsonl`: what was worked on, when, for how many minutes.",
    "- `conversations.jsonl`: talks with developers.",
    ...(shareable ? [] : ["- `applications.jsonl`: applications, by day and kind."]),
    "- `log.jsonl`: the learning log. `log/` has the same to read, a month a file; it is not read back.",
    "- `adverts.jsonl`: the job adverts that were saved, as text.",
    "- `evidence/`: what was proved, a month a file. Each line is one document; the SHA-256 of the line is its id.",
    ...(shareable ? [] : ["- `runs.jsonl`: how the runs that were started from the app went."]),
    "",
    shareable
      ? "This archive was made to be handed on. Pay, reasons, notes, applications, drafts and folders are not in it."
      : "This archive holds private things. To hand something on, make a shareable one: the app asks which.",
    "",
    "To take it in again: Seaworthy, Settings, Import.",
    "",
  ];
  return lines.join("\n");
}
