/**
 * A list whose first page is there already, and whose older ones are fetched on demand.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Page } from "../../src/contract/api/paging.ts";
import { get } from "../api/client.ts";
import { Button } from "../design/button.tsx";

export function WithOlder<T>(options: {
  /** The collection's address: "/api/adverts". */
  path: string;
  limit: number;
  first: Page<T>;
  /** One `li`. */
  children: (item: T) => ReactNode;
}) {
  const { path, limit, first, children } = options;
  const query = useInfiniteQuery({
    queryKey: [path, first.nextCursor],
    queryFn: ({ pageParam, signal }) => get<Page<T>>(`${path}?limit=${limit}&cursor=${pageParam}`, signal),
    initialPageParam: first.nextCursor ?? "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled: false,
  });
  const older = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isMore = query.data ? query.hasNextPage : first.nextCursor !== null;
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">{[...first.items, ...older].map(children)}</ul>
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
