/** All keys, in one place. */
import { Dialog } from "../design/dialog.tsx";
import { Key } from "../design/key.tsx";
import { isMac } from "./navigation.tsx";
import { places } from "./places.ts";
import { hasSingleKeys } from "./use-keys.ts";

export default function KeyHelp({ onClose }: { onClose: () => void }) {
  const rows: [string, string[]][] = [
    ["Find a page, a project, a check, a skill", [isMac ? "⌘" : "Ctrl", "K"]],
    ...places.map(({ name, letter }): [string, string[]] => [name, ["g", letter]]),
    ["These keys", ["?"]],
    ["Close what is open", ["Esc"]],
  ];
  return (
    <Dialog open onOpenChange={onClose} title="Keys">
      <dl className="divide-y divide-line">
        {rows.map(([what, keys]) => (
          <div key={what} className="flex items-center justify-between gap-4 py-2">
            <dt>{what}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {!hasSingleKeys() && <p className="mt-4 text-sm text-quiet">Single keys are turned off in the settings.</p>}
    </Dialog>
  );
}
