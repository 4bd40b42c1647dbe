import type { PayingSettings } from "../../domain/distribution/settings.ts";
import type { ClosedHours } from "../../domain/payout/closed-hours.ts";
import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";
import { START_MS } from "./timeline.ts";

/** When the points API takes no calls, or no more of them; in most seeds there is no such thing. */
export interface PlannedHours {
  /** In which it is maintained, after the start and again each day. */
  readonly windows: readonly Window[];
  /** How many calls it takes a day, and when its first one ends, after the start. */
  readonly quota: { readonly calls: number; readonly dayEndsAfterMs: number } | undefined;
}

export interface Window {
  readonly fromMs: number;
  readonly untilMs: number;
  /** When it is midnight where it is written down, after the start: within it, or long before. */
  readonly midnightMs: number;
}

export const NO_PLANNED_HOURS: PlannedHours = { windows: [], quota: undefined };

const QUOTA_SHARE = 0.06;
const MAINTENANCE_SHARE = 0.08;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * The same plan with a points API that is maintained, or takes so many calls a day. Drawn from
 * numbers of its own, so that a seed without such hours stays what it is.
 */
export function withPlannedHours(random: Random, plan: Plan): Plan {
  const isCounted = random.chance(QUOTA_SHARE);
  const size = isCounted ? random.pick(["slow", "slow", "few", "many"]) : "none";
  const changed = { slow: slowed, many: asksTwice, few: same, none: same }[size](random, plan);
  const plannedHours = {
    quota: isCounted ? drawQuota(random, changed, size === "many") : undefined,
    windows: random.chance(MAINTENANCE_SHARE) ? drawWindows(random, plan) : [],
  };
  const settings = { ...changed.settings, ...settingsOf(plannedHours) };
  return { ...changed, plannedHours, settings };
}

function same(_: Random, plan: Plan): Plan {
  return plan;
}

/** So few calls a minute that a day ends while they wait for their turn. */
export function slowed(random: Random, plan: Plan): Plan {
  const ratePerSecond = random.pick([0.05, 0.1, 0.3]);
  return {
    ...plan,
    payoutsMeet: false,
    payments: random.between(5, 12),
    // Longer than anything waits for its turn.
    invocationLimitMs: Math.max(plan.invocationLimitMs, 120_000),
    settings: { ...plan.settings, ratePerSecond, ratePerWorker: 1_000 },
  };
}

/** What is given back, with all else, arrives twice. */
function asksTwice(_: Random, plan: Plan): Plan {
  return { ...plan, rates: { ...plan.rates, requestTwice: 0.2 } };
}

/** Used up by the payments, or so large that several calls are reserved at once; its first day ends meanwhile. */
function drawQuota(
  random: Random,
  { payments, payouts, isLong }: Plan,
  isMany: boolean,
): NonNullable<PlannedHours["quota"]> {
  const most = payments * payouts;
  const calls = isMany ? random.between(200, 400) : random.between(Math.ceil(most * 0.4), most * 2);
  const minutes = isLong ? random.spread(10, 700) : random.between(1, 4);
  return { calls, dayEndsAfterMs: minutes * MINUTE_MS };
}

/** One, or two of which the second may begin before the first is over. */
export function drawWindows(random: Random, { isLong }: Plan): readonly Window[] {
  const drawOne = (afterMs: number): Window => {
    const fromMs = afterMs + random.between(0, isLong ? 200 : 4) * MINUTE_MS;
    const minutes = random.spread(1, isLong ? 300 : 20);
    const midnightMs = random.chance(0.5)
      ? -HOUR_MS
      : fromMs + random.between(0, minutes) * MINUTE_MS;
    return { fromMs, untilMs: fromMs + minutes * MINUTE_MS, midnightMs };
  };
  const first = drawOne(0);
  return random.chance(0.7) ? [first] : [first, drawOne(first.fromMs)];
}

/** As who deploys writes it down: by the clocks of zones in which a day ends then. */
function settingsOf({
  quota,
  windows,
}: PlannedHours): Pick<PayingSettings, "dailyQuota" | "maintenance"> {
  return {
    dailyQuota: quota && {
      calls: quota.calls,
      timeZone: zoneOfMidnightAt(START_MS + quota.dayEndsAfterMs),
    },
    maintenance: hoursOf(windows),
  };
}

/** The same of any such windows. */
export function hoursOf(
  windows: readonly Window[],
): readonly Pick<ClosedHours, "from" | "to" | "timeZone">[] {
  return windows.map(({ fromMs, untilMs, midnightMs }) => ({
    from: timeAt(fromMs - midnightMs),
    to: timeAt(untilMs - midnightMs),
    timeZone: zoneOfMidnightAt(START_MS + midnightMs),
  }));
}

/** Whether the points API is maintained at that time, after the start. */
export function isMaintained({ windows }: PlannedHours, sinceStartMs: number): boolean {
  return isWithin(windows, sinceStartMs);
}

/** Whether that time, after the start, is in one of them, on whichever day. */
export function isWithin(windows: readonly Window[], sinceStartMs: number): boolean {
  return windows.some(
    ({ fromMs, untilMs }) => daysOf(sinceStartMs - fromMs).restMs < untilMs - fromMs,
  );
}

/** Which of its days it is then, the first being 0; and 0 for ever where none are counted. */
export function dayOfQuota({ quota }: PlannedHours, sinceStartMs: number): number {
  return quota === undefined ? 0 : daysOf(sinceStartMs - quota.dayEndsAfterMs).days + 1;
}

/** The same of the day that is called `2026-11-23` there. */
export function dayNamed({ quota }: PlannedHours, name: string): number {
  const firstMs = START_MS - daysOf(START_MS + (quota?.dayEndsAfterMs ?? 0)).restMs;
  return daysOf(Date.parse(name)).days - daysOf(firstMs).days;
}

function daysOf(ms: number): { readonly days: number; readonly restMs: number } {
  const days = Math.floor(ms / DAY_MS);
  return { days, restMs: ms - days * DAY_MS };
}

function timeAt(ms: number): string {
  return new Date(ms).toISOString().slice("2026-11-23T".length, "2026-11-23T01:00".length);
}

/** A zone west of Greenwich, by as much as midnight is later there. */
export function zoneOfMidnightAt(ms: number): string {
  return timeAt(ms) === "00:00" ? "UTC" : `-${timeAt(ms)}`;
}
