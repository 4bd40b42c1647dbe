import { createRoute } from "@hono/zod-openapi";
import { toInstant } from "../../domain/clock.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { viewPayout } from "../../domain/report/payout-view.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentPerson } from "../present-person.ts";
import { ProblemError } from "../problems/problem-error.ts";
import { readSetup } from "../read-setup.ts";
import { BODY_PROBLEMS, json, jsonBody, problems } from "../route-responses.ts";
import { setupAnswerSchema, smokeTestBodySchema } from "../schemas/setup.ts";

const getSetupRoute = createRoute({
  ...routeOf("getSetup"),
  tags: ["Setup"],
  summary: "What is left to do until this deployment is proved",
  responses: { 200: json(setupAnswerSchema, "What is left to do."), ...problems() },
});

const recordSmokeTestRoute = createRoute({
  ...routeOf("recordSmokeTest"),
  tags: ["Setup"],
  summary: "Record that a smoke test of this deployment has passed",
  description:
    "`npm run smoke` does it as its last step. The payout must be a dry run that is `completed`, with every payment accounted for, and that Slack was told of.",
  request: { body: jsonBody(smokeTestBodySchema) },
  responses: {
    200: json(setupAnswerSchema, "What is left to do."),
    ...problems(...BODY_PROBLEMS, "proves_nothing"),
  },
});

/** How far the deployment has been set up. */
export function addSetupRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(getSetupRoute, async (c) => c.json(await readSetup(deps.setup), 200));

  app.openapi(recordSmokeTestRoute, async (c) => {
    const { payoutId } = c.req.valid("json");
    await assertProof(deps, payoutId);
    const { person } = c.var.caller;
    const passedAt = toInstant(deps.clock.nowMs());
    const { deployment, store } = deps.setup ?? {};
    if (deployment !== undefined && store !== undefined) {
      await store.recordSmokeTest({ deployment, payoutId, passedAt, by: presentPerson(person) });
    }
    return c.json(await readSetup(deps.setup), 200);
  });
}

/** @throws {ProblemError} `proves_nothing` */
async function assertProof(deps: AdminApiDeps, payoutId: string): Promise<void> {
  const { payout, counts, channelBehind } = await viewPayout(
    deps,
    await getPayout(deps.payouts, payoutId),
  );
  const isWhole = counts !== undefined && counts.unknown + counts.pending === 0;
  const isProof =
    payout.dryRun === true &&
    payout.state === "completed" &&
    isWhole &&
    channelBehind === undefined;
  if (isProof) return;
  throw new ProblemError(
    "proves_nothing",
    `Payout ${payoutId} is no completed dry run that Slack was told of.`,
  );
}
