import { createRoute, z } from "@hono/zod-openapi";
import { reasonsByLook } from "../../domain/distribution/look-at-points-api.ts";
import { WrongStateError } from "../../domain/payout/change-payout.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { recordAccess } from "../../domain/personal-data/access-trail.ts";
import { type UsersLook, usersLookOf } from "../../domain/preflight/pre-flight.ts";
import { mayPreFlight, requestPreFlight } from "../../domain/preflight/request-pre-flight.ts";
import { approvalReasonText } from "../../presentation/approval-reason.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { json, problems } from "../route-responses.ts";
import { MISSING_SHOWN, type PreFlightAnswer, preFlightSchema } from "../schemas/pre-flight.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";

const getPreFlightRoute = createRoute({
  ...routeOf("getPreFlight"),
  tags: ["Pre-flight"],
  summary: "What was looked at before a payout is paid",
  request: { params: payoutParamsSchema },
  responses: {
    200: json(preFlightSchema, "What was found so far; nothing of what was not looked at yet."),
    ...problems("invalid_request", "payout_not_found"),
  },
});

const startPreFlightRoute = createRoute({
  ...routeOf("startPreFlight"),
  tags: ["Pre-flight"],
  summary: "Look again whether a payout would be paid",
  description:
    "The points API is asked whether it answers and how much it has left, and in the background whether each user exists, where it tells. It begins by itself once a sheet is good. While it is at work nothing new begins. A dry run is not looked at: it looks by itself.",
  request: { params: payoutParamsSchema },
  responses: {
    202: json(preFlightSchema, "It has begun, or is at work already."),
    ...problems("invalid_request", "payout_not_found", "wrong_state"),
  },
});

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const listMissingUsersRoute = createRoute({
  ...routeOf("listMissingUsers"),
  tags: ["Pre-flight"],
  summary: "Download the users that don't exist, with their rows",
  description: "The first 10,000, as far as they were looked up.",
  request: { params: payoutParamsSchema },
  responses: {
    200: {
      description: "A workbook with a line for each row.",
      content: { [XLSX]: { schema: z.string().meta({ type: "string", format: "binary" }) } },
    },
    ...problems("invalid_request", "payout_not_found"),
  },
});

/** Looking at a payout before it is paid. */
export function addPreFlightRoutes(app: AdminApi, deps: AdminApiDeps): void {
  async function answerFor(payout: Payout): Promise<PreFlightAnswer> {
    const [look, users] = await Promise.all([
      deps.preFlights.look(payout.payoutId),
      usersLookOf(deps, payout),
    ]);
    const why = look && reasonsByLook(look).map(approvalReasonText);
    return { pointsApi: look && { ...look, why: why ?? [] }, users: users && presentUsers(users) };
  }

  app.openapi(getPreFlightRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    return c.json(await answerFor(payout), 200);
  });

  app.openapi(startPreFlightRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    if (!mayPreFlight(payout)) throw new WrongStateError("pre-flight", payout);
    await requestPreFlight(deps, payout);
    return c.json(await answerFor(payout), 202);
  });

  app.openapi(listMissingUsersRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const { payoutId } = payout;
    const users = await usersLookOf(deps, payout);
    await recordAccess(deps, c.var.caller.person, { action: "missing_users_downloaded", payoutId });
    const workbook = await deps.writeMissingUsers(users?.listed ?? [], deps.language);
    return c.body(Uint8Array.from(workbook).buffer, 200, {
      "content-type": XLSX,
      "content-disposition": 'attachment; filename="missing-users.xlsx"',
    });
  });
}

function presentUsers({ run: _, ofVersion: __, listed, markedKey, ...users }: UsersLook) {
  return { ...users, listed: listed.slice(0, MISSING_SHOWN), isMarked: markedKey !== undefined };
}
