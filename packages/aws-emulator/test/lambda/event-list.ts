/** Things that happen, to be awaited. */
export interface EventList<T> {
  readonly items: readonly T[];
  put(item: T): void;
  /** Resolves with the first item, past or to come, that `isWanted`. */
  find(isWanted: (item: T) => boolean): Promise<T>;
}

export function createEventList<T>(): EventList<T> {
  const items: T[] = [];
  const watchers = new Set<(item: T) => void>();
  return {
    items,
    put(item) {
      items.push(item);
      for (const watch of [...watchers]) watch(item);
    },
    find(isWanted) {
      const found = items.find(isWanted);
      if (found !== undefined) return Promise.resolve(found);
      const { promise, resolve } = Promise.withResolvers<T>();
      const watch = (item: T) => {
        if (!isWanted(item)) return;
        watchers.delete(watch);
        resolve(item);
      };
      watchers.add(watch);
      return promise;
    },
  };
}
