/**
 * Views of one thing, of which one is shown. Arrow keys move between them.
 */
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface Tab {
  id: string;
  title: ReactNode;
  content: ReactNode;
}

export function Tabs({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string;
  tabs: readonly Tab[];
  /** Left out, it keeps it to itself and begins with the first. */
  value?: string;
  onChange?: (id: string) => void;
}) {
  const first = tabs[0]?.id ?? "";
  return (
    <Base.Root
      {...(value === undefined ? { defaultValue: first } : { value })}
      onValueChange={(next) => onChange?.(String(next))}
    >
      <Base.List aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map(({ id, title }) => (
          <Base.Tab
            key={id}
            value={id}
            className="-mb-px min-h-11 border-b-2 border-transparent px-3 whitespace-nowrap text-quiet outline-offset-[-3px] hover:text-text data-active:border-accent data-active:font-medium data-active:text-text"
          >
            {title}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ id, content }) => (
        <Base.Panel key={id} value={id} className="pt-5 outline-offset-4">
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
