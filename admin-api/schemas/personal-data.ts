import * as z from "zod";
import { accessSchema } from "../../domain/personal-data/access-trail.ts";
import { erasureSchema, outcomeSchema, resultSchema } from "../../domain/personal-data/erasure.ts";
import { ERASED_PREFIX } from "../../domain/personal-data/user-id-hash.ts";
import { bilingualSchema } from "../../domain/sheet/problem.ts";
import { nextCursorSchema } from "./paging.ts";
import { personAnswerSchema } from "./payout.ts";

/** Body of `POST /api/users/erase`. */
export const eraseUserBodySchema = z
  .strictObject({
    userId: z
      .string()
      .trim()
      .min(1)
      .max(500)
      // The hash of a hash would be found by nobody who has the id.
      .refine((userId) => !userId.startsWith(ERASED_PREFIX), "a user's id, not a keyed hash")
      .meta({
        description: "In whatever letter case: each way of writing it is erased.",
        example: "hong.gildong@example.com",
      }),
    reason: z.string().trim().min(1).max(500).meta({
      description: "Kept, with who asked; it should not name the user.",
      example: "2026-11-30 개인정보 삭제 요청",
    }),
  })
  .meta({ id: "EraseUser" });
export type EraseUserBody = z.infer<typeof eraseUserBodySchema>;

const statement = z.object({ code: z.string(), message: bilingualSchema });

/** That a user's data is erased, and what came of it. Names nobody. */
export const erasureAnswerSchema = erasureSchema
  .omit({ userId: true })
  .extend({
    by: personAnswerSchema,
    result: resultSchema
      .extend({
        outcomes: z.array(
          outcomeSchema.extend({
            why: bilingualSchema.optional().meta({ description: "Why it stays, and what to do." }),
          }),
        ),
      })
      .optional(),
    stays: z.array(statement).meta({
      description: "What is kept all the same, and why; payouts that keep it are among `outcomes`.",
    }),
  })
  .meta({ id: "Erasure" });
export type ErasureAnswer = z.infer<typeof erasureAnswerSchema>;

export const accessListSchema = z
  .object({
    items: z.array(accessSchema.extend({ by: personAnswerSchema }).meta({ id: "Access" })),
    cursor: nextCursorSchema,
  })
  .meta({ id: "AccessList" });
export type AccessList = z.infer<typeof accessListSchema>;
