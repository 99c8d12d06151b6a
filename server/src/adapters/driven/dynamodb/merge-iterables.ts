/**
 * Reads all sources concurrently and yields values in the order in which they arrive. The first failure ends the
 * iteration and closes the other sources.
 */
export async function* mergeIterables<T>(sources: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const advance = (iterator: AsyncIterator<T>) => {
    const next = iterator.next().then((result) => ({ iterator, result }));
    // If the reader stops early, nobody awaits this promise, and an unhandled rejection would end the process.
    next.catch(() => undefined);
    return next;
  };
  const pending = new Map(iterators.map((iterator) => [iterator, advance(iterator)]));
  try {
    while (pending.size > 0) {
      const { iterator, result } = await Promise.race(pending.values());
      if (result.done) {
        pending.delete(iterator);
      } else {
        pending.set(iterator, advance(iterator));
        yield result.value;
      }
    }
  } finally {
    await Promise.allSettled(pending.values());
  }
}
