/**
 * What is shown around every page, and what there is to choose from. Already there when a page is drawn, except where the
 * server did not answer at the very beginning.
 */
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Home } from "../../src/contract/api/home.ts";
import { get } from "./client.ts";

export const homeQuery = queryOptions({
  queryKey: ["/api/home"],
  queryFn: ({ signal }) => get<Home>("/api/home", signal),
});

export function useHome(): Home | undefined {
  return useQuery(homeQuery).data;
}
