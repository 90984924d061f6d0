/**
 * An order in which everything comes after what it needs, and otherwise stays as it was given.
 *
 * Depth first: before a thing is placed, all that it needs is placed, just before it. So what is wanted early pulls its
 * foundations forward and nothing else. Without recursion, since a chain may be as long as the list. A circle
 * (content lint lets none pass) is cut where it is met; nothing is lost and nothing loops.
 */
export function depthFirst<T>(things: readonly T[], needsOf: (thing: T) => readonly T[]): T[] {
  const placed = new Set<T>();
  const begun = new Set<T>();
  for (const thing of things) {
    const stack = [thing];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      begun.add(top);
      const next = needsOf(top).find((need) => !begun.has(need));
      if (next !== undefined) stack.push(next);
      else placed.add(stack.pop() as T);
    }
  }
  return [...placed];
}
