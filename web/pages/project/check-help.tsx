/**
 * What a check is about, asked for when it is opened: what it was shown to catch, its references, and its hints rung by rung.
 */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CheckPage } from "../../../src/contract/api/project.ts";
import { get } from "../../api/client.ts";
import { Disclosure } from "../../design/disclosure.tsx";
import { HintLadder } from "../../report/hint-ladder.tsx";

export function CheckHelp({ check, title }: { check: string; title: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure title={title} onToggle={setOpen}>
      {isOpen && <Help check={check} />}
    </Disclosure>
  );
}

function Help({ check }: { check: string }) {
  const path = `/api/checks/${check}`;
  const { data, isError } = useQuery({ queryKey: [path], queryFn: ({ signal }) => get<CheckPage>(path, signal) });
  if (isError) return <p className="text-quiet">Seaworthy does not answer just now.</p>;
  if (!data) return <div className="h-48" />;
  return (
    <div className="space-y-5">
      <p className="max-w-prose">{data.why}</p>
      <div>
        <p className="mb-1 text-sm font-medium">What fails</p>
        <ul className="max-w-prose list-disc space-y-0.5 pl-5">
          {data.fails.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      </div>
      <HintLadder hints={data} />
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {data.references.map(({ name, url }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
