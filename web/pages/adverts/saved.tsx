/**
 * The adverts that were saved, the newest first. One that was a mistake is taken out, and the counts follow.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { AdvertSummary, AdvertsReport } from "../../../src/contract/api/advert.ts";
import type { Page } from "../../../src/contract/api/paging.ts";
import { announceChange } from "../../api/changes.ts";
import { get, send } from "../../api/client.ts";
import { Button, IconButton } from "../../design/button.tsx";
import { shortDay } from "../../design/words.ts";

export function Saved({ page: { adverts, locale } }: { page: AdvertsReport }) {
  const query = useInfiniteQuery({
    queryKey: ["/api/adverts", adverts.nextCursor],
    queryFn: ({ pageParam, signal }) => get<Page<AdvertSummary>>(`/api/adverts?limit=50&cursor=${pageParam}`, signal),
    initialPageParam: adverts.nextCursor ?? "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled: false,
  });
  const older = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isMore = query.data ? query.hasNextPage : adverts.nextCursor !== null;
  const remove = async (id: string) => {
    await send("DELETE", `/api/adverts/${id}`);
    announceChange();
  };
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {[...adverts.items, ...older].map(({ id, title, addedOn, source, name }) => (
          <li key={id} className="flex items-center gap-3 py-1.5">
            <div className="min-w-0 flex-1">
              <p className="truncate">{title || "An advert without a title"}</p>
              <p className="truncate text-sm text-quiet">
                {[shortDay(addedOn, locale), source, name].filter(Boolean).join(" · ")}
              </p>
            </div>
            <IconButton icon="bin" name={`Take out ${title || "this advert"}`} onClick={() => remove(id)} />
          </li>
        ))}
      </ul>
      {isMore && (
        <Button
          className="mt-4"
          disabled={query.isFetching}
          onClick={() => (query.data ? query.fetchNextPage() : query.refetch())}
        >
          Show older ones
        </Button>
      )}
    </>
  );
}
