/**
 * The adverts that were saved, the newest first. One that was a mistake is taken out, and the counts follow.
 */
import type { AdvertsReport } from "../../../src/contract/api/advert.ts";
import { announceChange } from "../../api/changes.ts";
import { send } from "../../api/client.ts";
import { IconButton } from "../../design/button.tsx";
import { shortDay } from "../../design/words.ts";
import { WithOlder } from "../with-older.tsx";

export function Saved({ page: { adverts, locale } }: { page: AdvertsReport }) {
  const remove = async (id: string) => {
    await send("DELETE", `/api/adverts/${id}`);
    announceChange();
  };
  return (
    <WithOlder path="/api/adverts" limit={50} first={adverts}>
      {({ id, title, addedOn, source, name }) => (
        <li key={id} className="flex items-center gap-3 py-1.5">
          <div className="min-w-0 flex-1">
            <p className="truncate">{title || "An advert without a title"}</p>
            <p className="truncate text-sm text-quiet">
              {[shortDay(addedOn, locale), source, name].filter(Boolean).join(" · ")}
            </p>
          </div>
          <IconButton icon="bin" name={`Take out ${title || "this advert"}`} onClick={() => remove(id)} />
        </li>
      )}
    </WithOlder>
  );
}
