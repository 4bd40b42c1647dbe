import { z } from "@hono/zod-openapi";
import { SETUP_STEPS } from "../read-setup.ts";
import { personAnswerSchema } from "./payout.ts";

export const setupAnswerSchema = z
  .object({
    deployment: z.string().optional().meta({
      description:
        "Names this deployment: another one after every change of code or configuration.",
    }),
    open: z.array(z.enum(SETUP_STEPS)).meta({
      description:
        "What is left to do, in this order. Once a smoke test of this deployment has passed, nothing is but the points API's credentials, where nobody has put them: a dry run needs none.",
    }),
    smokeTest: z
      .object({
        deployment: z.string(),
        payoutId: z.string(),
        passedAt: z.iso.datetime(),
        by: personAnswerSchema,
      })
      .optional()
      .meta({ description: "The last that passed, of this deployment or of one before." }),
  })
  .openapi("Setup");
export type SetupAnswer = z.infer<typeof setupAnswerSchema>;

export const smokeTestBodySchema = z
  .strictObject({
    payoutId: z.string().min(1).meta({ description: "The dry run that came to its end." }),
  })
  .openapi("SmokeTest");
