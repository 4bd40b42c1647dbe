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

const LOOK_AGAIN_MS = 500;

/** How long one may speak. */
export interface Turn {
  /** How long somebody else who speaks is waited for. */
  readonly waitMs: number;
  /** How long a turn lasts unless renewed: so long one who crashed is waited for. */
  readonly turnMs: number;
  /** The longest that a call of the channel takes, all its tries counted; less than a turn. */
  readonly callMs: number;
}

/** Somebody else's turn it is. */
export function toldElsewhere(cause?: DeliveryStateChangedError): ChannelError {
  const code = "told_elsewhere";
  return new ChannelError("Somebody else tells of this payout now.", { code, cause });
}

/** What a teller changes of a telling; whose turn it is follows from the call. */
export type DeliveryChanges = Partial<Omit<DeliveryState, "payoutId" | "version" | "teller">>;

/** The telling of a payout while we are its teller. */
export interface OpenDelivery {
  told(): DeliveryState;
  /** Remembers, and writes with the next `write` or `close`. */
  note(changes: DeliveryChanges): void;
  /** Writes, and renews our turn. */
  write(changes: DeliveryChanges): Promise<void>;
  close(changes: DeliveryChanges): Promise<void>;
}

/**
 * Takes the turn to tell of a payout, as the only one who does.
 * @throws {ChannelError} `told_elsewhere` when somebody else tells for longer than we wait
 */
export async function openDelivery(
  deps: PublisherLeaseDeps,
  payoutId: string,
  turn: Turn,
): Promise<OpenDelivery> {
  const { deliveryStates, clock } = deps;
  const writer = deps.newId();
  const giveUpAtMs = clock.nowMs() + turn.waitMs;
  for (;;) {
    const known = await deliveryStates.get(payoutId);
    const nowMs = clock.nowMs();
    if (known?.teller === undefined || toEpochMs(known.teller.until) <= nowMs) {
      const told = known === undefined ? { payoutId, begun: {}, done: [] } : afterAll(known, nowMs);
      const teller = { id: writer, until: toInstant(nowMs + turn.turnMs) };
      const taken = { ...told, version: (known?.version ?? 0) + 1, teller };
      if (await isSaved(deliveryStates, taken, writer)) return keepDelivery(deps, taken, turn);
    }
    if (clock.nowMs() >= giveUpAtMs) throw toldElsewhere();
    await clock.sleep(LOOK_AGAIN_MS);
  }
}

/** One who never ended may have left on the message, late, what is nowhere written down. */
function afterAll(known: DeliveryState, nowMs: number): DeliveryState {
  const { teller, message } = known;
  if (teller === undefined || message === undefined) return known;
  return { ...known, message: { ...message, unsureSince: toInstant(nowMs) } };
}

async function isSaved(
  deliveryStates: DeliveryStateStore,
  telling: DeliveryState,
  writer: string,
): Promise<boolean> {
  try {
    await deliveryStates.save(telling, writer);
    return true;
  } catch (error) {
    if (error instanceof DeliveryStateChangedError) return false;
    throw error;
  }
}

function keepDelivery(
  { deliveryStates, clock }: PublisherLeaseDeps,
  taken: DeliveryState & { readonly teller: NonNullable<DeliveryState["teller"]> },
  { turnMs }: Turn,
): OpenDelivery {
  const { id } = taken.teller;
  let telling: DeliveryState = taken;
  const save = async (changes: Partial<DeliveryState>): Promise<void> => {
    const next = { ...telling, ...changes, version: telling.version + 1 };
    await deliveryStates.save(next, id);
    telling = next;
  };
  return {
    told: () => telling,
    note(changes) {
      telling = { ...telling, ...changes };
    },
    write(changes) {
      const until = toInstant(clock.nowMs() + turnMs);
      return save({ ...changes, teller: { id, until } });
    },
    close: (changes) => save({ ...changes, teller: undefined }),
  };
}
