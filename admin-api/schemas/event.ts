import * as z from "zod";
import { auditEventSchema } from "../../domain/payout/audit-event.ts";

/** One entry of a payout's audit trail. */
const eventAnswerSchema = auditEventSchema.meta({ id: "AuditEvent" });

export const eventListSchema = z
  .object({ items: z.array(eventAnswerSchema) })
  .meta({ id: "AuditTrail" });

export type EventList = z.infer<typeof eventListSchema>;
