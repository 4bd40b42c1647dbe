/** Counts calls as the emulator sees them, since it started. */
export interface CallMeter {
  /** A payment call arrived; call what it returns once it left, however it ended. */
  enter(nowMs: number): () => void;
  /** It is one for so many payments. */
  bulk(payments: number): void;
  answered(status: number): void;
  replayed(): void;
  lookedUp(): void;
  read(): CallFigures;
}

export interface CallFigures {
  /** Payment calls, whatever became of them. */
  readonly calls: number;
  /** Those of them that were for many payments, and for how many in all. */
  readonly bulkCalls: number;
  readonly bulkPayments: number;
  readonly lookups: number;
  readonly replays: number;
  /** Payment calls answered, by status. */
  readonly answers: Readonly<Record<string, number>>;
  readonly inFlight: number;
  readonly maxInFlight: number;
  /** The most payment calls that arrived within any 1,000 ms. */
  readonly peakPerSecond: number;
}

export function createCallMeter(): CallMeter {
  const figures = {
    calls: 0,
    bulkCalls: 0,
    bulkPayments: 0,
    lookups: 0,
    replays: 0,
    inFlight: 0,
    maxInFlight: 0,
    peakPerSecond: 0,
  };
  const answers: Record<string, number> = {};
  const lastSecond = createWindow(1000);
  return {
    enter(nowMs) {
      figures.calls += 1;
      figures.inFlight += 1;
      figures.maxInFlight = Math.max(figures.maxInFlight, figures.inFlight);
      figures.peakPerSecond = Math.max(figures.peakPerSecond, lastSecond.add(nowMs));
      return () => {
        figures.inFlight -= 1;
      };
    },
    bulk(payments) {
      figures.bulkCalls += 1;
      figures.bulkPayments += payments;
    },
    answered(status) {
      answers[status] = (answers[status] ?? 0) + 1;
    },
    replayed() {
      figures.replays += 1;
    },
    lookedUp() {
      figures.lookups += 1;
    },
    read: () => ({ ...figures, answers: { ...answers } }),
  };
}

/** How many of the times added lie within the last `lengthMs` of the newest. */
function createWindow(lengthMs: number) {
  let times: number[] = [];
  let head = 0;
  return {
    add(nowMs: number): number {
      times.push(nowMs);
      while ((times[head] ?? nowMs) <= nowMs - lengthMs) head += 1;
      if (head > 10_000) {
        times = times.slice(head);
        head = 0;
      }
      return times.length - head;
    },
  };
}
