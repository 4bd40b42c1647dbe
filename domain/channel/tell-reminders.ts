import { toEpochMs, toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import { settingsOfReminder } from "../payout/change-reminders.ts";
import { type NamedPointsApiDeps, toldPointsApiOf } from "../payout/named-points-api.ts";
import type { Payout } from "../payout/payout.ts";
import type { Policy } from "../payout/policy.ts";
import { dueNow, type Reminder, type ReminderDue, type ReminderStore } from "../payout/reminder.ts";
import type { Channel } from "./channel.ts";
import type { DeliveryState } from "./delivery-state.ts";
import type { MessageWriter, SheetDueFacts } from "./message-facts.ts";
import { mentionsOf, type PeopleCalledDeps } from "./people-called.ts";
import { SETTLE_MS } from "./post-once.ts";
import { type PublisherDeps, publish } from "./publisher.ts";
import type { LeaseTimes } from "./publisher-lease.ts";

export type TellRemindersDeps = PublisherDeps &
  NamedPointsApiDeps & {
    readonly reminders: Pick<ReminderStore, "list">;
    readonly channelOf?: ((payout: Pick<Payout, "pointsApi">) => Channel) | undefined;
    readonly messages: Pick<MessageWriter, "sheetDue">;
    readonly calling?: PeopleCalledDeps | undefined;
    readonly policy: Pick<Policy, "defaultTimeZone">;
    /** The page on which a payout is made as a reminder says, for a month. */
    readonly reminderLink: (reminder: {
      readonly reminderId: string;
      readonly month: string;
    }) => string;
  };

const LEASE: LeaseTimes = { waitMs: 0, leaseMs: 60_000, callMs: 50_000 };

/**
 * Tells the channel of each reminder that is due, once a month: one message with a link to where its
 * payout is made. A table that was restored since does not know what was told; therefore the channel
 * itself is looked in first.
 * @throws {ChannelError} when one of them could not be told, once all others are; the next sweep
 *   tries again
 */
export async function tellReminders(deps: TellRemindersDeps): Promise<void> {
  const failures: unknown[] = [];
  for (const reminder of await deps.reminders.list()) {
    const due = dueNow(deps.policy, reminder, deps.clock.nowMs());
    if (due === undefined) continue;
    try {
      await tell(deps, reminder, due);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function tell(deps: TellRemindersDeps, reminder: Reminder, due: ReminderDue): Promise<void> {
  // No payout's id looks like that: each month of a reminder has a delivery state of its own.
  const id = `reminder:${reminder.reminderId}:${due.month}`;
  if (isTold(await deps.deliveryStates.get(id))) return;
  const message = deps.messages.sheetDue(await factsOf(deps, reminder, due));
  const channel = deps.channelOf?.(reminder) ?? deps.channel;
  await publish({ ...deps, channel }, id, LEASE, async (publisher) => {
    const earliest = toInstant(toEpochMs(due.at) - SETTLE_MS);
    publisher.doubtSinceRestore({ restoredAt: due.at, createdAt: earliest });
    await publisher.announce(message);
  });
}

function isTold(state: DeliveryState | undefined): boolean {
  return state?.message !== undefined && state.publisher === undefined && state.stale === undefined;
}

async function factsOf(
  deps: TellRemindersDeps,
  reminder: Reminder,
  { month, day }: ReminderDue,
): Promise<SheetDueFacts> {
  const { reminderId, createdBy, dayOfMonth } = reminder;
  const { calling } = deps;
  const nowMs = deps.clock.nowMs();
  return {
    day,
    dayOfMonth,
    title: settingsOfReminder(deps, reminder, month).title,
    by: createdBy.name,
    ...optional("pointsApi", toldPointsApiOf(deps, reminder)?.title),
    link: deps.reminderLink({ reminderId, month }),
    called:
      calling === undefined ? [] : await mentionsOf(calling, { people: [createdBy] }, { nowMs }),
  };
}
