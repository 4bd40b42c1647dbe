/** When every run begins. */
export const START_MS = Date.parse("2026-11-23T01:00:00.000Z");

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly happen: () => void;
}

/** Virtual time: what is to happen, in order. Time passes only from one event to the next. */
export interface Timeline {
  nowMs(): number;
  after(ms: number, happen: () => void): void;
  /** Lets events happen until none is left, or until `isOver`. */
  run(isOver: () => boolean): Promise<void>;
  /** How many events have happened. */
  happened(): number;
}

export function createTimeline(): Timeline {
  const heap = createHeap();
  let nowMs = START_MS;
  let order = 0;
  let happened = 0;
  return {
    nowMs: () => nowMs,
    happened: () => happened,
    after(ms, happen) {
      order += 1;
      heap.push({ atMs: nowMs + Math.max(0, Math.round(ms)), order, happen });
    },
    run(isOver) {
      return new Promise((resolve, reject) => {
        const turn = (): void => {
          const event = isOver() ? undefined : heap.pop();
          if (event === undefined) {
            resolve();
            return;
          }
          nowMs = event.atMs;
          happened += 1;
          try {
            event.happen();
          } catch (error) {
            reject(error);
            return;
          }
          queueMicrotask(afterMicrotasks);
        };
        // A tick asked for in a microtask comes when no microtask is left: all that the event set
        // going has run as far as it can. Several times quicker than a turn of the event loop.
        const afterMicrotasks = (): void => process.nextTick(turn);
        turn();
      });
    },
  };
}

/** A binary heap, the earliest event on top. */
function createHeap() {
  const events: Event[] = [];
  const isBefore = (one: Event, other: Event): boolean =>
    one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);

  function sink(event: Event): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      let least = event;
      let leastAt = at;
      for (let child = left; child <= left + 1; child += 1) {
        const candidate = events[child];
        if (candidate !== undefined && isBefore(candidate, least)) {
          least = candidate;
          leastAt = child;
        }
      }
      events[at] = least;
      if (leastAt === at) return;
      at = leastAt;
    }
  }

  return {
    push(event: Event): void {
      let at = events.length;
      events.push(event);
      while (at > 0) {
        const above = (at - 1) >> 1;
        const parent = events[above];
        if (parent === undefined || !isBefore(event, parent)) break;
        events[at] = parent;
        at = above;
      }
      events[at] = event;
    },
    pop(): Event | undefined {
      const first = events[0];
      const last = events.pop();
      if (first !== undefined && last !== undefined && first !== last) sink(last);
      return first;
    },
  };
}
