import { createRoute, z } from "@hono/zod-openapi";
import { RefusedError } from "../../domain/payout/payout-errors.ts";
import type { AccessesOf } from "../../domain/personal-data/access-trail.ts";
import { requestErasure } from "../../domain/personal-data/erase-user.ts";
import type { Erasure } from "../../domain/personal-data/erasure.ts";
import { ALWAYS_STAYS, STAYS_FOR_NOW } from "../../presentation/erasure-words.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { ProblemError } from "../problems/problem-error.ts";
import { json, problems } from "../route-responses.ts";
import { pageOf, pagingQuery } from "../schemas/paging.ts";
import {
  accessListSchema,
  type ErasureAnswer,
  eraseUserBodySchema,
  erasureAnswerSchema,
} from "../schemas/personal-data.ts";

const eraseUserRoute = createRoute({
  ...routeOf("eraseUser"),
  tags: ["Personal data"],
  summary: "Erase a user wherever it is kept",
  description:
    "Looks into every payout, by an execution of its own. Of payouts that are over the id is replaced by a keyed hash, and files that hold it are deleted; what may still be paid or settled stays, and is named. Asking again looks again.",
  request: {
    body: { content: { "application/json": { schema: eraseUserBodySchema } }, required: true },
  },
  responses: {
    202: json(
      erasureAnswerSchema,
      "It has begun; `GET /api/users/erasures/{userIdHash}` says what came of it.",
    ),
    ...problems(
      "invalid_request",
      "text_too_long",
      "malformed_body",
      "unsupported_media_type",
      "body_too_large",
    ),
  },
});

const getErasureRoute = createRoute({
  ...routeOf("getErasure"),
  tags: ["Personal data"],
  summary: "What came of erasing a user: what was erased, and what stays and why",
  request: {
    params: z.object({ userIdHash: z.string().regex(/^erased-[0-9a-f]{40}$/, "a keyed hash") }),
  },
  responses: {
    200: json(erasureAnswerSchema, "The erasure, done or under way."),
    ...problems("invalid_request", "erasure_not_found"),
  },
});

const listAccessesRoute = createRoute({
  ...routeOf("listAccesses"),
  tags: ["Personal data"],
  summary: "Who downloaded, looked up or erased what, newest first",
  description:
    "Of a day, of a payout, or of a user: name one of them. Users are named by keyed hashes alone. `payments_listed` stands once a day for each person and payout.",
  request: {
    query: z.strictObject({
      day: z.iso.date().optional().meta({ description: "In UTC.", example: "2026-11-30" }),
      payoutId: z.string().min(1).max(100).optional(),
      userId: z.string().trim().min(1).max(500).optional(),
      ...pagingQuery,
    }),
  },
  responses: {
    200: json(accessListSchema, "A page of accesses."),
    ...problems("invalid_request", "invalid_cursor"),
  },
});

/** Erasing users, and who saw what of them. */
export function addPersonalDataRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(eraseUserRoute, async (c) => {
    const erasure = await requestErasure(deps, c.req.valid("json"), c.var.caller.person);
    return c.json(presentErasure(erasure), 202);
  });

  app.openapi(getErasureRoute, async (c) => {
    const { userIdHash } = c.req.valid("param");
    const erasure = await deps.erasures.get(userIdHash);
    if (erasure === undefined) {
      throw new RefusedError("erasure_not_found", `Nobody asked to erase ${userIdHash}.`);
    }
    return c.json(presentErasure(erasure), 200);
  });

  app.openapi(listAccessesRoute, async (c) => {
    const { day, payoutId, userId, ...paging } = c.req.valid("query");
    const given: AccessesOf[] = [
      ...(day === undefined ? [] : [{ day }]),
      ...(payoutId === undefined ? [] : [{ payoutId }]),
      ...(userId === undefined ? [] : [{ userIdHash: await deps.hashUserId(userId) }]),
    ];
    const [of, ...more] = given;
    if (of === undefined || more.length > 0) {
      throw new ProblemError("invalid_request", "Name one of day, payoutId and userId.");
    }
    const { items, cursor } = await deps.accesses.list(of, pageOf(paging));
    return c.json({ items: [...items], cursor }, 200);
  });
}

function presentErasure({ userId: _, result, ...erasure }: Erasure): ErasureAnswer {
  const stays = Object.entries(ALWAYS_STAYS).map(([code, message]) => ({ code, message }));
  const outcomes = result?.outcomes.map((outcome) => ({
    ...outcome,
    why: outcome.stays && STAYS_FOR_NOW[outcome.stays],
  }));
  return { ...erasure, result: result && { ...result, outcomes: outcomes ?? [] }, stays };
}
