import { toEpochMs, toInstant } from "../clock.ts";
import { periodsOf } from "../payout/company-periods.ts";
import type { NamedPointsApiDeps } from "../payout/named-points-api.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { payoutsInState } from "../payout/payouts-in-state.ts";
import type { Policy } from "../payout/policy.ts";
import { dayAfter, showInZone } from "../payout/zoned-time.ts";
import type { Channel } from "./channel.ts";
import type { DeliveryState } from "./delivery-state.ts";
import type { MessageWriter, TomorrowFacts } from "./message-facts.ts";
import { type PublisherDeps, publish } from "./publisher.ts";
import type { LeaseTimes } from "./publisher-lease.ts";
import { factsOf } from "./read-status.ts";
import { isSettled, mayBeKnown } from "./status-message.ts";

export type TellTomorrowDeps = PublisherDeps &
  NamedPointsApiDeps & {
    readonly payouts: Pick<PayoutStore, "list">;
    readonly channelOf?: ((payout: Pick<Payout, "pointsApi">) => Channel) | undefined;
    readonly messages: Pick<MessageWriter, "tomorrow">;
    readonly policy: Pick<Policy, "tomorrowToldAt" | "defaultTimeZone">;
    readonly payoutLink: (payoutId: string) => string;
  };

type Coming = PayoutIn<"scheduled" | "awaiting_approval">;

/** Far more than a day has; the page has them all. */
const MOST_TOLD = 40;
const LEASE: LeaseTimes = { waitMs: 0, leaseMs: 60_000, callMs: 50_000 };

/**
 * Tells each channel, in the evening, what is to be paid on the next day: one message, posted once and
 * kept true until midnight. A channel for which nothing comes is told nothing.
 * @throws {ChannelError} when one of them could not be told, once all others are; the next sweep
 *   tries again
 */
export async function tellTomorrow(deps: TellTomorrowDeps): Promise<void> {
  const { policy, clock } = deps;
  const { localTime } = showInZone(toInstant(clock.nowMs()), policy.defaultTimeZone);
  const [today = "", now = ""] = localTime.split("T");
  if (policy.tomorrowToldAt === "never" || now < policy.tomorrowToldAt) return;
  const day = dayAfter(today);
  const coming = await payoutsOf(deps, day);
  const failures: unknown[] = [];
  for (const channel of channelsOf(deps)) {
    const ofChannel = coming.filter((payout) => channelFor(deps, payout).id === channel.id);
    try {
      await tellChannel(deps, channel, factsFor(deps, day, ofChannel));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function tellChannel(
  deps: TellTomorrowDeps,
  channel: Channel,
  facts: TomorrowFacts,
): Promise<void> {
  // No payout's id looks like that: each day of a channel has a delivery state of its own.
  const id = `tomorrow:${channel.id}:${facts.day}`;
  const state = await deps.deliveryStates.get(id);
  if (facts.payouts.length === 0 && (state === undefined || !mayBeKnown(state))) return;
  const message = deps.messages.tomorrow(facts);
  if (isDelivered(state, message.text)) return;
  await publish({ ...deps, channel }, id, LEASE, (publisher) => publisher.show(message, "day"));
}

function isDelivered(state: DeliveryState | undefined, text: string): boolean {
  if (state === undefined || state.stale !== undefined) return false;
  return state.publisher === undefined && isSettled(state.message, text);
}

/** Those of that day in the company's zone, by their time. */
async function payoutsOf(deps: TellTomorrowDeps, day: string): Promise<readonly Coming[]> {
  const coming: Coming[] = [];
  for (const state of ["scheduled", "awaiting_approval"] as const) {
    for await (const payout of payoutsInState(deps.payouts, state)) {
      if (periodsOf(deps, timeOf(payout).at).day === day) coming.push(payout);
    }
  }
  return coming.toSorted((a, b) => toEpochMs(timeOf(a).at) - toEpochMs(timeOf(b).at));
}

function timeOf(payout: Coming) {
  return payout.state === "scheduled" ? payout.schedule : payout.request;
}

/** Every channel that may be told of a payout, each once. */
function channelsOf(deps: TellTomorrowDeps): readonly Channel[] {
  const { channel, pointsApis = [] } = deps;
  const others = pointsApis.map(({ name }) => channelFor(deps, { pointsApi: name }));
  return [...new Map([channel, ...others].map((one) => [one.id, one])).values()];
}

function channelFor(
  { channel, channelOf }: Pick<TellTomorrowDeps, "channel" | "channelOf">,
  payout: Pick<Payout, "pointsApi">,
): Channel {
  return channelOf?.(payout) ?? channel;
}

function factsFor(deps: TellTomorrowDeps, day: string, coming: readonly Coming[]): TomorrowFacts {
  const told = coming.slice(0, MOST_TOLD).map((payout) => ({
    ...factsOf(deps, payout),
    scheduledFor: showInZone(timeOf(payout).at, deps.policy.defaultTimeZone),
    isAsked: payout.state === "awaiting_approval",
  }));
  return { day, payouts: told, more: coming.length - told.length };
}
