/** The same action, carried out on the first call only; every later call gets that one's result. */
export function once<T>(action: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined;
  return () => {
    promise ??= action();
    return promise;
  };
}
