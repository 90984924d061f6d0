/**
 * Does something with each of a list, a few at a time, in the order of the list. When it fails for one, what is under way is
 * waited for, so that nothing of it runs into what comes next.
 */
export async function inTurns<T>(
  list: readonly T[],
  atOnce: number,
  act: (item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = [...list];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(atOnce, list.length) }, worker));
  const failed = workers.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
