/**
 * Takes an advert in: pasted, or a file dropped or chosen. It is counted when it is there.
 */
import { type FormEvent, useRef, useState } from "react";
import type { StoredAdvert } from "../../../src/contract/api/advert.ts";
import { announceChange } from "../../api/changes.ts";
import { ApiProblem, authorization, send } from "../../api/client.ts";
import { Button } from "../../design/button.tsx";
import { Field, Input, Textarea } from "../../design/field.tsx";

interface Said {
  text: string;
  isWrong: boolean;
}

export function AddAdvert() {
  const [text, setText] = useState("");
  const [source, setSource] = useState("");
  const [said, setSaid] = useState<Said>();
  const [isBusy, setBusy] = useState(false);
  const file = useRef<HTMLInputElement>(null);

  const take = async (add: () => Promise<StoredAdvert>) => {
    setBusy(true);
    try {
      const { advert } = await add();
      setText("");
      setSaid({ text: `Counted: ${advert.title || "an advert without a title"}.`, isWrong: false });
      announceChange();
    } catch (error) {
      setSaid({ text: saidOf(error), isWrong: true });
    }
    setBusy(false);
  };
  const paste = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return setSaid({ text: "paste the text of an advert first", isWrong: true });
    return take(() =>
      send<StoredAdvert>("POST", "/api/adverts", { text, ...(source.trim() && { source: source.trim() }) }),
    );
  };
  const read = async (files: FileList | null) => {
    for (const one of files ?? []) await take(() => sendFile(one, source.trim()));
    if (file.current) file.current.value = "";
  };

  return (
    <form
      onSubmit={paste}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        read(event.dataTransfer.files);
      }}
      className="space-y-4"
    >
      <Field
        label="Its text"
        error={said?.isWrong ? said.text : undefined}
        hint="The whole page is fine: what is not the advert is left out."
      >
        {(control) => (
          <Textarea
            {...control}
            value={text}
            maxLength={900_000}
            className="max-h-56"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-4">
        <Field label="Where it is from" className="min-w-0 grow basis-40">
          {(control) => (
            <Input
              {...control}
              value={source}
              maxLength={200}
              placeholder="LinkedIn, a friend"
              onChange={(event) => setSource(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" icon="plus" disabled={isBusy}>
          Add
        </Button>
        <Button icon="upload" disabled={isBusy} onClick={() => file.current?.click()}>
          A file
        </Button>
        <input
          ref={file}
          type="file"
          multiple
          accept=".pdf,.html,.htm,.txt,.md"
          aria-label="Files of adverts: PDF, saved page or text"
          className="hidden"
          onChange={(event) => read(event.target.files)}
        />
      </div>
      {/* Its place is kept, so that nothing moves when it is said. */}
      <p role="status" className="-my-2 min-h-6 text-sm text-quiet">
        {said && !said.isWrong ? said.text : ""}
      </p>
    </form>
  );
}

async function sendFile(file: File, source: string): Promise<StoredAdvert> {
  const query = new URLSearchParams({ name: file.name.slice(-200), ...(source && { source }) });
  const type = /\.pdf$/i.test(file.name) ? "application/pdf" : /\.html?$/i.test(file.name) ? "text/html" : "text/plain";
  const response = await fetch(`/api/advert-files?${query}`, {
    method: "POST",
    headers: { ...authorization(), "content-type": type },
    body: file,
  });
  const answer = await response.json();
  if (!response.ok) throw new ApiProblem(answer);
  return answer;
}

function saidOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return "Seaworthy is not running. The text is still here: try again.";
  const { title, fix } = error.problem;
  return fix ? `${title}: ${fix}` : title;
}
