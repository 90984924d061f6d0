import { QueryClient } from "@tanstack/react-query";
import { onChange } from "./changes.ts";
import { ApiProblem, takeKey } from "./client.ts";
import { onBack, readConnection } from "./connection.ts";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Another tab or a terminal may have changed it: asked again whenever the page is looked at.
      staleTime: 2_000,
      refetchOnWindowFocus: true,
      // Whether the machine is on the internet says nothing about a server on the same machine.
      networkMode: "always",
      // What the server refused it refuses again; one that is away may be back soon.
      retry: (count, error) => !(error instanceof ApiProblem) && count < 1,
    },
    mutations: { networkMode: "always" },
  },
});

const askAnew = () => void queryClient.invalidateQueries();

/** What had failed has not failed for good: a page that is drawn again asks again. */
function beginAnew(): void {
  void queryClient.resetQueries({ predicate: ({ state }) => state.status === "error" });
  askAnew();
}

/** Everything that is shown is asked for anew when it may have changed. */
export function keepTrue(): void {
  onChange(askAnew);
  onBack(beginAnew);
  // The address with the key was opened in this very tab, or in another one. A page that was refused begins again.
  const onKey = () => (readConnection().state === "refused" ? location.reload() : askAnew());
  addEventListener("hashchange", () => takeKey() && onKey());
  addEventListener("storage", ({ key, newValue }) => key === "seaworthy-key" && newValue !== null && onKey());
}
