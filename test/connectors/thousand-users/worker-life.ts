/** How long a worker lives, counted in uses of its ledger and its leases. */
export interface WorkerLife {
  isOver(): boolean;
  /** @throws once it is over: a dead worker does nothing any more */
  assertAlive(): void;
  /**
   * Counts the use of a store. What is under way when the worker dies is done, the last use among it,
   * and the worker never learns of it.
   */
  use<Args extends unknown[], T>(act: (...args: Args) => Promise<T>): (...args: Args) => Promise<T>;
}

export function createWorkerLife(uses: number): WorkerLife {
  let left = uses;
  const assertAlive = () => {
    if (left <= 0) throw new Error("The worker is dead.");
  };
  return {
    isOver: () => left <= 0,
    assertAlive,
    use:
      (act) =>
      async (...args) => {
        assertAlive();
        left -= 1;
        const result = await act(...args);
        assertAlive();
        return result;
      },
  };
}
