/**
 * The present job: typed in one's own words, and found in the list by any of its names. Where none fits nothing is assumed.
 */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import type { FoundOccupations } from "../../../src/contract/api/first-run.ts";
import { get } from "../../api/client.ts";
import { Field, Input } from "../../design/field.tsx";
import { Icon } from "../../design/icons.tsx";

export interface RoleAnswer {
  words: string;
  /** Null: none of the list. */
  occupation: string | null;
  /** As the list calls it. */
  title?: string;
}

export function OccupationField({
  answer,
  onChange,
  isMissing,
}: {
  answer: RoleAnswer;
  onChange: (answer: RoleAnswer) => void;
  isMissing: boolean;
}) {
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const queries = useQueryClient();
  const words = useDeferredValue(answer.words.trim());
  const { data, isPlaceholderData } = useQuery({ ...occupationsFor(words), placeholderData: keepPreviousData });
  const options = optionsOf(data, words);
  /** What is shown answers what was typed, and not what was typed a moment before. */
  const isCurrent = data !== undefined && !isPlaceholderData && words === answer.words.trim();
  const take = (option: Option | undefined) => {
    if (!option) return;
    setOpen(false);
    const { occupation, title } = option;
    if (occupation === null) onChange({ words: answer.words, occupation });
    // What was typed stays the person's own name for it, unless it was only a beginning.
    else onChange({ words: isBeginning(answer.words, title) ? title : answer.words, occupation, title });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return setOpen(true);
      const next = Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), options.length - 1);
      setAt(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      // Who types quickly means what they have typed, not the list as it still stands.
      if (isCurrent || at > 0) take(options[at]);
      else {
        const typed = answer.words.trim();
        void queries.fetchQuery(occupationsFor(typed)).then((found) => take(optionsOf(found, typed)[0]));
      }
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      setOpen(false);
    }
  };

  return (
    <div className="relative max-w-md">
      <Field
        label="1. What is your job now?"
        error={isMissing ? "any words will do, “student” or “between jobs” too." : undefined}
        hint={hintFor(answer, isOpen)}
      >
        {(control) => (
          <Input
            {...control}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && options[at] ? `${listId}-${at}` : undefined}
            autoComplete="off"
            placeholder="nurse, front-end developer, driver"
            maxLength={100}
            value={answer.words}
            onChange={(event) => {
              onChange({ words: event.target.value, occupation: null });
              setOpen(true);
              setAt(0);
            }}
            onClick={() => setOpen(true)}
            onBlur={() => {
              setOpen(false);
              // Typed to the end and meant plainly: no need to choose.
              if (answer.occupation === null && answer.title === undefined && isCurrent && data.sure) take(options[0]);
            }}
            onKeyDown={onKey}
          />
        )}
      </Field>
      <ul
        id={listId}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list of options is what it is
        role="listbox"
        aria-label="Occupations"
        hidden={!isOpen || options.length === 0}
        className="absolute top-[4.75rem] z-20 max-h-72 w-full overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-float"
      >
        {options.map((option, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
          <li
            key={option.occupation ?? "none"}
            id={`${listId}-${i}`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: as above
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onPointerMove={() => setAt(i)}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(option)}
            className="flex min-h-10 cursor-pointer items-center gap-2 rounded-lg px-3 aria-selected:bg-accent-soft"
          >
            <span className={option.occupation === null ? "text-quiet" : ""}>{option.title}</span>
            {option.occupation !== null && option.occupation === answer.occupation && (
              <Icon name="check" className="ml-auto size-4 text-accent" />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Option {
  occupation: string | null;
  title: string;
}

function occupationsFor(words: string) {
  const path = `/api/first-run/occupations?words=${encodeURIComponent(words.slice(0, 100))}`;
  return {
    queryKey: [path],
    queryFn: ({ signal }: { signal: AbortSignal }) => get<FoundOccupations>(path, signal),
    staleTime: 60_000,
  };
}

function optionsOf(found: FoundOccupations | undefined, words: string): Option[] {
  const items = (found?.items ?? []).map(({ id, title }) => ({ occupation: id, title }));
  return words === "" ? items : [...items, { occupation: null, title: "None of these" }];
}

function hintFor({ words, occupation, title }: RoleAnswer, isOpen: boolean): string {
  if (occupation !== null && title !== undefined && words.trim().toLowerCase() !== title.toLowerCase())
    return `Planned as: ${title}.`;
  if (words.trim() !== "" && occupation === null && !isOpen)
    return "Not in the list: nothing is assumed about what you bring.";
  return "In your own words, or from the list.";
}

const isBeginning = (words: string, title: string) => title.toLowerCase().startsWith(words.trim().toLowerCase());
