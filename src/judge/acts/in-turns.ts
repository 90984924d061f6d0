/**
 * Does something with each of a list, a few at a time, in the order of the list.
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
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
}
