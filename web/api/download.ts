/**
 * A file to take away: fetched with the key, which a plain link could not send, and handed to the browser to keep.
 */
import { ApiProblem, authorization, Unreachable } from "./client.ts";

export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(path, { headers: authorization() }).catch(() => {
    throw new Unreachable("Seaworthy is not running");
  });
  if (!response.ok) throw new ApiProblem(await response.json());
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has it by then; a minute is far more than it takes.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
