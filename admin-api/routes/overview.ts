import { createRoute } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { toInstant } from "../../domain/clock.ts";
import { optional } from "../../domain/optional.ts";
import { periodsOf } from "../../domain/payout/company-periods.ts";
import { usedInDay, usedInMonth } from "../../domain/payout/limits-used.ts";
import { toldPointsApiOf } from "../../domain/payout/named-points-api.ts";
import {
  type ComingPayout,
  type ComingPayouts,
  comingPayouts,
} from "../../domain/report/coming-payouts.ts";
import {
  type MonthPaid,
  type PaidByMonth,
  paidByMonth,
} from "../../domain/report/paid-by-month.ts";
import { type SomePayouts, waitingForPerson } from "../../domain/report/waiting-for-person.ts";
import { actingPerson } from "../acting-person.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { may, routeOf } from "../guard.ts";
import type { CallerIdentity } from "../identify-caller.ts";
import { presentSummary } from "../present-payout.ts";
import { json, KNOWN, problems } from "../route-responses.ts";
import { overviewMonthsSchema, overviewSchema } from "../schemas/overview.ts";
import { createSharedReads } from "../shared-reads.ts";

const OVERVIEW = routeOf("getOverview");
const MONTHS = routeOf("getOverviewMonths");

const getOverviewRoute = createRoute({
  ...OVERVIEW,
  middleware: [OVERVIEW.middleware, etag({ weak: true })] as const,
  tags: ["Overview"],
  summary: "What waits for the caller, what is being paid and what is paid next",
  description: "Each list is of a bounded length, and says when it is not whole.",
  responses: { 200: json(overviewSchema, "The overview."), 304: KNOWN, ...problems() },
});

const getOverviewMonthsRoute = createRoute({
  ...MONTHS,
  middleware: [MONTHS.middleware, etag({ weak: true })] as const,
  tags: ["Overview"],
  summary: "What was paid in the last months, and this month against its limit",
  description: "Added up from the payouts as they stand, of which a bounded number is read.",
  responses: { 200: json(overviewMonthsSchema, "The months."), 304: KNOWN, ...problems() },
});

/** The first page: what waits, what comes, what was paid. */
export function addOverviewRoutes(app: AdminApi, deps: AdminApiDeps): void {
  // The same for all who look at the same time.
  const comings = createSharedReads<ComingPayouts>(deps.clock);
  const paid = createSharedReads<PaidByMonth>(deps.clock);

  app.openapi(getOverviewRoute, async (c) => {
    const { caller } = c.var;
    const [waiting, { coming, hasMore, paying }, origin] = await Promise.all([
      waitingForPerson(deps, actingPerson(caller), {
        prepares: may(caller.roles, "prepare"),
        goesOn: may(caller.roles, "goOn"),
      }),
      comings("", () => comingPayouts(deps)),
      deps.ledgerOrigin?.read(),
    ]);
    const { toApprove, toMend, toSchedule, toSettle, stopped } = waiting;
    const present = (found: SomePayouts | undefined) => found && presentSome(deps, found);
    return c.json(
      {
        timeZone: deps.policy.defaultTimeZone,
        today: periodsOf(deps, toInstant(deps.clock.nowMs())).day,
        waiting: {
          toApprove: present(toApprove),
          toMend: present(toMend),
          toSchedule: present(toSchedule),
          toSettle: present(toSettle),
          stopped: present(stopped),
        },
        paying: paying.map((payout) => presentSummary(deps, payout)),
        coming: coming.map((each) => presentComing(deps, each)),
        comingHasMore: hasMore,
        ...optional("tableCopied", origin?.isCopy === true ? (true as const) : undefined),
      },
      200,
    );
  });

  app.openapi(getOverviewMonthsRoute, async (c) => {
    const { byPointsApi, createdSince, unreadable } = await paid("", () => paidByMonth(deps));
    const pointsApis = await Promise.all(
      [...byPointsApi].map(([name, months]) =>
        presentMonths(deps, c.var.caller, name === "" ? undefined : name, months),
      ),
    );
    return c.json({ pointsApis, createdSince, unreadable }, 200);
  });
}

function presentSome(deps: AdminApiDeps, { payouts, hasMore }: SomePayouts) {
  return { items: payouts.map((payout) => presentSummary(deps, payout)), hasMore };
}

function presentComing(deps: AdminApiDeps, { payout, at, localTime, beginsAt }: ComingPayout) {
  const { payoutId, title, state, check, dryRun, reversalOf } = payout;
  return {
    payoutId,
    title,
    isApproved: state === "scheduled",
    at: localTime,
    instant: at,
    beginsAt,
    payments: check.payments,
    points: check.totalPoints,
    dryRun: dryRun === true,
    takesBack: reversalOf !== undefined,
    pointsApi: toldPointsApiOf(deps, payout),
  };
}

/** Of one points API: its points are a unit of their own. */
async function presentMonths(
  deps: AdminApiDeps,
  caller: CallerIdentity,
  pointsApi: string | undefined,
  months: readonly MonthPaid[],
) {
  const at = toInstant(deps.clock.nowMs());
  const { day, month } = periodsOf(deps, at);
  const { companyMonthPoints, personDayPoints, personDayPayouts } = deps.policy.limits;
  const hasOwn = may(caller.roles, "goOn");
  const [company, own] = await Promise.all([
    usedInMonth(deps, pointsApi, at),
    hasOwn ? usedInDay(deps, pointsApi, { at, person: actingPerson(caller) }) : undefined,
  ]);
  const isSet = Object.values(personDayPoints).some((limit) => limit !== undefined);
  return {
    pointsApi: toldPointsApiOf(deps, { pointsApi }),
    months: [...months],
    company: { month, used: company, limit: companyMonthPoints },
    own: own && {
      day,
      used: own,
      points: isSet ? personDayPoints : undefined,
      payouts: personDayPayouts,
    },
  };
}
