import * as z from "zod";
import { bilingualSchema, problemSchema } from "../../domain/sheet/problem.ts";

/** RFC 9457 problem details, with a stable code and a text for the page. */
export const apiProblemSchema = z
  .object({
    type: z.string().meta({
      description: "Where the problem is explained.",
      example: "/api/docs#total_mismatch",
    }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What went wrong with this very request, in English." }),
    instance: z.string().meta({ description: "The path that was asked for." }),
    code: z.string().meta({ description: "Stable machine name.", example: "total_mismatch" }),
    message: bilingualSchema.meta({ description: "For the person at the screen." }),
    errors: z
      .array(
        z.object({
          path: z.string().meta({ description: "Where in the request, e.g. `body.title`." }),
          message: z.string(),
        }),
      )
      .optional()
      .meta({ description: "Each field that will not do." }),
    warnings: z
      .array(problemSchema)
      .optional()
      .meta({ description: "Warnings of the sheet that must be acknowledged first." }),
    requestId: z.string().meta({ description: "Names the request in the logs." }),
  })
  .meta({ id: "Problem" });

export type ApiProblem = z.infer<typeof apiProblemSchema>;
