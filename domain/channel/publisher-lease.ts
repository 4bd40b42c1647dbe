import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { ChannelError } from "./channel.ts";
import {
  type DeliveryState,
  DeliveryStateChangedError,
  type DeliveryStateStore,
} from "./delivery-state.ts";

export interface PublisherLeaseDeps {
  readonly deliveryStates: DeliveryStateStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

const POLL_MS = 500;

/** How long the lease lasts, and how long a publisher waits for another's. */
export interface LeaseTimes {
  /** How long to wait while another publisher holds the lease. */
  readonly waitMs: number;
  /** How long the lease lasts unless renewed; after a crash, others wait that long. */
  readonly leaseMs: number;
  /** The longest that a call of the channel takes, all its tries counted; less than the lease. */
  readonly callMs: number;
}

/** Another publisher holds the lease. */
export function publishedElsewhere(cause?: DeliveryStateChangedError): ChannelError {
  const code = "told_elsewhere";
  return new ChannelError("Somebody else publishes about this payout now.", { code, cause });
}

/** What a publisher changes of a delivery state; who the publisher is follows from the call. */
export type DeliveryChanges = Partial<Omit<DeliveryState, "payoutId" | "version" | "publisher">>;

/** The delivery state of a payout while we hold its lease. */
export interface OpenDelivery {
  state(): DeliveryState;
  /** Remembers, and writes with the next `write` or `close`. */
  note(changes: DeliveryChanges): void;
  /** Writes, and renews the lease. */
  write(changes: DeliveryChanges): Promise<void>;
  /** Writes, and gives the lease back. */
  close(changes: DeliveryChanges): Promise<void>;
}

/**
 * Takes the lease to publish about a payout, as the only one who does.
 * @throws {ChannelError} `told_elsewhere` when somebody else publishes for longer than we wait
 */
export async function openDelivery(
  deps: PublisherLeaseDeps,
  payoutId: string,
  times: LeaseTimes,
): Promise<OpenDelivery> {
  const { deliveryStates, clock } = deps;
  const writer = deps.newId();
  const giveUpAtMs = clock.nowMs() + times.waitMs;
  for (;;) {
    const known = await deliveryStates.get(payoutId);
    const nowMs = clock.nowMs();
    if (known?.publisher === undefined || toEpochMs(known.publisher.until) <= nowMs) {
      const state = known === undefined ? { payoutId, begun: {}, done: [] } : inDoubt(known, nowMs);
      const publisher = { id: writer, until: toInstant(nowMs + times.leaseMs) };
      const taken = { ...state, version: (known?.version ?? 0) + 1, publisher };
      if (await isSaved(deliveryStates, taken, writer)) return keepOpen(deps, taken, times);
    }
    if (clock.nowMs() >= giveUpAtMs) throw publishedElsewhere();
    await clock.sleep(POLL_MS);
  }
}

/**
 * The update of a publisher that never gave its lease back may arrive late, and then the message
 * shows what no state records.
 */
function inDoubt(known: DeliveryState, nowMs: number): DeliveryState {
  const { publisher, message } = known;
  if (publisher === undefined || message === undefined) return known;
  return { ...known, message: { ...message, unsureSince: toInstant(nowMs) } };
}

async function isSaved(
  deliveryStates: DeliveryStateStore,
  state: DeliveryState,
  writer: string,
): Promise<boolean> {
  try {
    await deliveryStates.save(state, writer);
    return true;
  } catch (error) {
    if (error instanceof DeliveryStateChangedError) return false;
    throw error;
  }
}

/**
 * So many posts of a payout are remembered: what is due is about how the payout stands now, and was
 * posted last, if it was. People can stop and resume, or ask for approval, as often as they like.
 */
const REMEMBERED = 100;

function withoutOld({ begun, done, ...state }: DeliveryState): DeliveryState {
  const newest = Object.entries(begun).toSorted(([, one], [, other]) => one.localeCompare(other));
  return {
    ...state,
    begun: Object.fromEntries(newest.slice(-REMEMBERED)),
    done: done.slice(-REMEMBERED),
  };
}

function keepOpen(
  { deliveryStates, clock }: PublisherLeaseDeps,
  taken: DeliveryState & { readonly publisher: NonNullable<DeliveryState["publisher"]> },
  { leaseMs }: LeaseTimes,
): OpenDelivery {
  const { id } = taken.publisher;
  let state: DeliveryState = taken;
  const save = async (changes: Partial<DeliveryState>): Promise<void> => {
    const next = withoutOld({ ...state, ...changes, version: state.version + 1 });
    await deliveryStates.save(next, id);
    state = next;
  };
  return {
    state: () => state,
    note(changes) {
      state = { ...state, ...changes };
    },
    write(changes) {
      const until = toInstant(clock.nowMs() + leaseMs);
      return save({ ...changes, publisher: { id, until } });
    },
    close: (changes) => save({ ...changes, publisher: undefined }),
  };
}
