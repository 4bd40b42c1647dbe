import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { optional } from "../optional.ts";
import type { RowDefaults } from "../sheet/row-defaults.ts";
import type { NewPayoutSettings } from "./copy-payout.ts";
import { type CreatePayoutDeps, defaultsOf, planOf, visibleName } from "./create-payout.ts";
import { choosePointsApi, type NamedPointsApiDeps } from "./named-points-api.ts";
import { titleForMonth } from "./next-title.ts";
import { RefusedError } from "./payout-errors.ts";
import { type Person, recordedPerson } from "./person.ts";
import type { Plan } from "./plan.ts";
import type { Policy } from "./policy.ts";
import { nextDue, type Reminder, type ReminderStore } from "./reminder.ts";

export interface ReminderRequest {
  readonly title: string;
  readonly dayOfMonth: number;
  /** `09:00` when absent. */
  readonly toldAt?: string | undefined;
  readonly pointsApi?: string | undefined;
  readonly defaults?: RowDefaults | undefined;
  readonly plan?: Plan | undefined;
}

export interface ChangeRemindersDeps extends NamedPointsApiDeps {
  readonly reminders: ReminderStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policy: Pick<Policy, "defaultTimeZone">;
  readonly columnsOf?: CreatePayoutDeps["columnsOf"];
}

/** All of them are looked at by every sweep. */
const MOST_REMINDERS = 200;
const MORNING = "09:00";

/**
 * A new reminder, which is told from the next time on that it is due.
 * @throws {RefusedError} `too_many_reminders`, `blank_name`, `unknown_points_api`, `unknown_column`,
 *   `default_refused`
 */
export async function createReminder(
  deps: ChangeRemindersDeps,
  request: ReminderRequest,
  person: Person,
): Promise<Reminder> {
  const { length } = await deps.reminders.list();
  if (length >= MOST_REMINDERS) {
    throw new RefusedError("too_many_reminders", `There are ${length} reminders already.`, {
      limit: { most: MOST_REMINDERS },
    });
  }
  const at = toInstant(deps.clock.nowMs());
  const reminder: Reminder = {
    ...wantedOf(deps, request),
    reminderId: deps.newId(),
    createdBy: recordedPerson(person),
    ...{ createdAt: at, updatedAt: at, since: at, revision: 1 },
  };
  return await save(deps, reminder);
}

/**
 * Puts a reminder as it is wanted in the place of the one that was looked at. One whose day or time
 * changes is told from the next time on that it is due; none is told twice in a month.
 * @throws {RefusedError} `reminder_not_found`, `reminder_changed`, and as {@link createReminder}
 */
export async function changeReminder(
  deps: ChangeRemindersDeps,
  reminderId: string,
  { revision, ...request }: ReminderRequest & { readonly revision: number },
  person: Person,
): Promise<Reminder> {
  const known = await getReminder(deps, reminderId);
  if (known.revision !== revision) throw reminderChanged(reminderId);
  const wanted = wantedOf(deps, request);
  const at = toInstant(deps.clock.nowMs());
  const isSame = known.dayOfMonth === wanted.dayOfMonth && known.toldAt === wanted.toldAt;
  const { createdBy, createdAt } = known;
  return await save(deps, {
    ...wanted,
    ...{ reminderId, createdBy, createdAt, changedBy: recordedPerson(person) },
    ...{ updatedAt: at, since: isSame ? known.since : at, revision: revision + 1 },
  });
}

/**
 * Deletes a reminder; once more is no error.
 * @throws {RefusedError} `reminder_changed` when somebody changed it at the same time
 */
export async function deleteReminder(
  deps: ChangeRemindersDeps,
  reminderId: string,
  person: Person,
): Promise<void> {
  const known = await deps.reminders.get(reminderId);
  if (known === undefined || known.deletedAt !== undefined) return;
  const at = toInstant(deps.clock.nowMs());
  const deletion = { changedBy: recordedPerson(person), updatedAt: at, deletedAt: at };
  await save(deps, { ...known, ...deletion, revision: known.revision + 1 });
}

/** @throws {RefusedError} `reminder_not_found`, also once it is deleted */
export async function getReminder(
  { reminders }: Pick<ChangeRemindersDeps, "reminders">,
  reminderId: string,
): Promise<Reminder> {
  const reminder = await reminders.get(reminderId);
  if (reminder !== undefined && reminder.deletedAt === undefined) return reminder;
  throw new RefusedError("reminder_not_found", `There is no reminder ${reminderId}.`);
}

/** What the payout gets that a reminder is about: in a month, `2026-12`, or when it is due next. */
export function settingsOfReminder(
  { policy, clock }: Pick<ChangeRemindersDeps, "policy" | "clock">,
  reminder: Reminder,
  month: string = nextDue(policy, reminder, clock.nowMs()).month,
): NewPayoutSettings {
  const { title, pointsApi, defaults, plan } = reminder;
  return {
    title: titleForMonth(title, month),
    ...optional("pointsApi", pointsApi),
    ...optional("defaults", defaults),
    ...optional("plan", plan),
  };
}

function wantedOf(deps: ChangeRemindersDeps, request: ReminderRequest) {
  const pointsApi = choosePointsApi(deps, request.pointsApi);
  const columns = deps.columnsOf?.({ pointsApi }) ?? [];
  return {
    title: visibleName(request.title, "title"),
    dayOfMonth: request.dayOfMonth,
    toldAt: request.toldAt ?? MORNING,
    ...optional("pointsApi", pointsApi),
    ...optional("defaults", defaultsOf(request.defaults, columns)),
    ...optional("plan", request.plan && planOf(request.plan)),
  };
}

async function save(deps: ChangeRemindersDeps, reminder: Reminder): Promise<Reminder> {
  if (await deps.reminders.save(reminder, deps.newId())) return reminder;
  throw reminderChanged(reminder.reminderId);
}

function reminderChanged(reminderId: string): RefusedError {
  return new RefusedError("reminder_changed", `Somebody else changed reminder ${reminderId}.`);
}
