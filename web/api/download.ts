/**
 * Takes a file from the server. The key is in a header, so it is fetched and handed to the browser, not linked to.
 */
import { ApiProblem, authorization, Unreachable } from "./client.ts";

export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(path, { headers: authorization() }).catch(() => {
    throw new Unreachable("Seaworthy is not running");
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => undefined);
    throw new ApiProblem(
      problem ?? { type: "about:blank", title: `The server answered ${response.status}`, status: response.status },
    );
  }
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Long enough for the browser to have begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
