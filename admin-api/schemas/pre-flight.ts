import * as z from "zod";
import { pointsApiLookSchema } from "../../domain/distribution/look-at-points-api.ts";
import { usersLookSchema } from "../../domain/preflight/pre-flight.ts";
import { bilingualSchema } from "../../domain/sheet/problem.ts";

/** So many missing users are in an answer; the file has all that were listed. */
export const MISSING_SHOWN = 100;

const usersSchema = usersLookSchema
  .omit({ run: true, ofVersion: true, markedKey: true })
  .extend({
    isMarked: z.boolean().meta({
      description: "Whether the problem workbook has those that are missing marked in the sheet.",
    }),
    listed: usersLookSchema.shape.listed.meta({
      description: `The first ${MISSING_SHOWN} of those that are missing, with their rows.`,
    }),
  })
  .meta({ id: "UsersLook" });

export const preFlightSchema = z
  .object({
    pointsApi: pointsApiLookSchema
      .extend({
        why: z.array(bilingualSchema).meta({
          description:
            "Why the payout would not be paid if its time were now; empty where it would.",
        }),
      })
      .optional()
      .meta({ description: "Absent until it was looked at." }),
    users: usersSchema.optional().meta({ description: "Absent until it was begun." }),
  })
  .meta({
    id: "PreFlight",
    description: "What was looked at before a payout is paid. Missing users never hold it up.",
  });
export type PreFlightAnswer = z.infer<typeof preFlightSchema>;
