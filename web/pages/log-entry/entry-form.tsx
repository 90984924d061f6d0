/**
 * The words of an entry, to be written. What was typed stays on the page whatever the server says.
 */
import { type FormEvent, type ReactNode, useState } from "react";
import type { StoredLogEntry } from "../../../src/contract/api/log-entry.ts";
import { ApiProblem } from "../../api/client.ts";
import { Button } from "../../design/button.tsx";
import { InputField, TextareaField } from "../../design/field.tsx";
import { Notice } from "../../design/notice.tsx";

export type EntryWords = Pick<StoredLogEntry, "title" | "date" | "broke" | "why" | "fixed" | "tags">;

export const emptyEntry = (date: string): EntryWords => ({ title: "", date, broke: "", why: "", fixed: "", tags: [] });

export const wordsOf = ({ title, date, broke, why, fixed, tags }: StoredLogEntry): EntryWords => ({
  ...{ title, date, broke, why, fixed, tags },
});

export function EntryForm(options: {
  start: EntryWords;
  keepName: string;
  onKeep: (words: EntryWords) => Promise<void>;
  onCancel?: () => void;
  more?: ReactNode;
}) {
  const { start, keepName, onKeep, onCancel, more } = options;
  const [words, setWords] = useState(start);
  const [tags, setTags] = useState(start.tags.join(", "));
  const [isTried, setTried] = useState(false);
  const [said, setSaid] = useState<string>();
  const [isKeeping, setKeeping] = useState(false);
  const set = (change: Partial<EntryWords>) => setWords({ ...words, ...change });
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (words.title.trim() === "") return document.getElementsByName("title")[0]?.focus();
    setKeeping(true);
    try {
      await onKeep({ ...words, title: words.title.trim(), tags: tagsIn(tags) });
    } catch (error) {
      setSaid(
        error instanceof ApiProblem ? error.message : "Seaworthy is not running. Nothing is lost here: try again.",
      );
      setKeeping(false);
    }
  };
  return (
    <form onSubmit={keep} className="max-w-prose space-y-5">
      <InputField
        label="In one line"
        name="title"
        value={words.title}
        maxLength={300}
        placeholder="Two requests at once made two invoices"
        onChange={(event) => set({ title: event.target.value })}
        error={isTried && words.title.trim() === "" ? "say in one line what broke" : undefined}
      />
      <TextareaField
        label="What broke"
        value={words.broke}
        maxLength={20_000}
        onChange={(event) => set({ broke: event.target.value })}
        hint="What did somebody see? Markdown is fine."
      />
      <TextareaField
        label="Why"
        value={words.why}
        maxLength={20_000}
        onChange={(event) => set({ why: event.target.value })}
        hint="The cause below the cause: what made it possible?"
      />
      <TextareaField
        label="What fixed it"
        value={words.fixed}
        maxLength={20_000}
        onChange={(event) => set({ fixed: event.target.value })}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <InputField
          label="Tags"
          value={tags}
          placeholder="race, postgres"
          onChange={(event) => setTags(event.target.value)}
          hint="Separated by commas."
        />
        <InputField
          label="Day"
          type="date"
          required
          value={words.date}
          onChange={(event) => set({ date: event.target.value })}
        />
      </div>
      {said && <Notice tone="unsure" title={said} live />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={isKeeping}>
          {keepName}
        </Button>
        {onCancel && <Button onClick={onCancel}>Leave it as it was</Button>}
        {more}
      </div>
    </form>
  );
}

const tagsIn = (text: string) => [
  ...new Set(
    text
      .split(",")
      .map((tag) => tag.trim().replace(/^#/, "").slice(0, 60))
      .filter(Boolean),
  ),
];
