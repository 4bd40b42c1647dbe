import * as z from "zod";
import { PAYOUT_STATES } from "./payout.ts";
import { actorSchema } from "./person.ts";
import { TRANSITIONS, type TransitionName } from "./transitions.ts";

const transitionNames = Object.keys(TRANSITIONS) as [TransitionName, ...TransitionName[]];

/** When a payout is to be paid, as it was asked for: local time, its zone, and the same in UTC. */
const payTimeSchema = z.object({
  localTime: z.string(),
  timeZone: z.string(),
  at: z.iso.datetime(),
});
export type PayTime = z.infer<typeof payTimeSchema>;

/** One change of a payout: who, when, from, to, why. Written in the same write as the change. */
export const auditEventSchema = z.object({
  eventId: z.string().min(1),
  payoutId: z.string().min(1),
  /** The payout's revision after the change; orders its events. */
  revision: z.int().positive(),
  at: z.iso.datetime(),
  by: actorSchema,
  /** `alerted`: earlier versions wrote it when they reported a stuck or overdue payout. */
  action: z.enum(["created", ...transitionNames, "alerted"]),
  from: z.enum(PAYOUT_STATES).optional(),
  to: z.enum(PAYOUT_STATES),
  why: z.string().optional(),
  /**
   * Of a change of when it is to be paid: until then and from then on, as far as there is such a time.
   * Earlier versions kept neither.
   */
  payTime: z
    .object({ before: payTimeSchema.optional(), after: payTimeSchema.optional() })
    .optional(),
  /** Of a change of the title. */
  title: z.object({ before: z.string(), after: z.string() }).optional(),
  /** Of a draft that is given another file: that until then, with its object, and what takes its place. */
  file: z
    .object({
      before: z.object({
        fileName: z.string(),
        /** Of the object, which is kept as long as files are; absent where none had arrived. */
        key: z.string().optional(),
        versionId: z.string().optional(),
        payments: z.int().nonnegative().optional(),
        totalPoints: z.int().nonnegative().optional(),
      }),
      after: z.object({ fileName: z.string() }),
    })
    .optional(),
  /** Warnings that the person ticked, by code, bound to the other payout where one is meant. */
  acknowledgedWarnings: z.array(z.string().min(1)).optional(),
});

export type AuditEvent = z.infer<typeof auditEventSchema>;
