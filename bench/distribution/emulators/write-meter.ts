/** Counts the writes to each partition by the second: AWS takes 1,000 a second, and no more. */
export function createWriteMeter(nowMs: () => number = Date.now) {
  const partitions = new Map<string, { second: number; writes: number }>();
  let most = 0;
  return {
    note(partition: string): void {
      const second = Math.floor(nowMs() / 1000);
      const known = partitions.get(partition);
      const current = known?.second === second ? known : { second, writes: 0 };
      current.writes += 1;
      most = Math.max(most, current.writes);
      partitions.set(partition, current);
    },
    /** The most writes that any one partition had in one second of the clock. */
    busiest: (): number => most,
    forget(): void {
      partitions.clear();
      most = 0;
    },
  };
}
