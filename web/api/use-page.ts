/**
 * A page's data: one request, kept and shown again at once when the page is opened again, and asked for anew behind it.
 */
import { useSuspenseQuery } from "@tanstack/react-query";
import { get } from "./client.ts";

export function usePage<T>(path: string): T {
  return useSuspenseQuery({ queryKey: [path], queryFn: ({ signal }) => get<T>(path, signal) }).data;
}
