import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./client.ts";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Another tab or a terminal may have changed it: asked again whenever the page is looked at.
      staleTime: 2_000,
      refetchOnWindowFocus: true,
      // What the server refused it refuses again; one that is away may be back soon.
      retry: (count, error) => !(error instanceof ApiProblem) && count < 2,
    },
  },
});
