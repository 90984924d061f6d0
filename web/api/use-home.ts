/**
 * What is shown around every page, and what there is to choose from.
 */
import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { Home } from "../../src/contract/api/home.ts";
import { get } from "./client.ts";

export const homeQuery = queryOptions({
  queryKey: ["/api/home"],
  queryFn: ({ signal }) => get<Home>("/api/home", signal),
});

export function useHome(): Home | undefined {
  return useQuery(homeQuery).data;
}

/** For pages that are nothing without it: they wait. */
export function useHomeNow(): Home {
  return useSuspenseQuery(homeQuery).data;
}
