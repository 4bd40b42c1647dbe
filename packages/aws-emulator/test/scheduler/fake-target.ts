import type { TargetInvocation } from "../../src/scheduler/deliver.ts";

/** Takes what it is given and lets a test wait for the n-th arrival. */
export interface Inbox<T> {
  readonly items: readonly T[];
  put(item: T): void;
  /** Resolves with the first `count` items once so many have arrived. */
  first(count: number): Promise<readonly T[]>;
}

export function createInbox<T>(): Inbox<T> {
  const items: T[] = [];
  const watchers = new Set<() => void>();
  return {
    items,
    put(item) {
      items.push(item);
      for (const look of watchers) look();
    },
    first(count) {
      return new Promise((resolve) => {
        const look = () => {
          if (items.length < count) return;
          watchers.delete(look);
          resolve(items.slice(0, count));
        };
        watchers.add(look);
        look();
      });
    },
  };
}

/** A target that records its calls and fails as many of the first as it is told to. */
export function createFakeTarget() {
  const calls = createInbox<TargetInvocation>();
  const failures: unknown[] = [];
  return {
    calls,
    failNext: (...errors: readonly unknown[]) => failures.push(...errors),
    async invoke(target: TargetInvocation): Promise<void> {
      const failure = failures.shift();
      calls.put(target);
      if (failure !== undefined) throw failure;
    },
  };
}
