import * as z from "zod";
import { blocksSchema } from "./block-kit/block-schemas.ts";

const fileSchema = z.object({
  id: z.string().regex(/^F[A-Z0-9]+$/),
  name: z.string().min(1),
  title: z.string(),
  size: z.int().nonnegative(),
});
export type SharedFile = z.infer<typeof fileSchema>;

const metadataSchema = z.object({
  event_type: z.string(),
  event_payload: z.record(z.string(), z.unknown()),
});
/** What an app tells other apps by a message; its readers don't see it. */
export type MessageMetadata = z.infer<typeof metadataSchema>;

export const messageSchema = z.object({
  /** Time stamp and id: seconds since the epoch with six decimals, never the same twice. */
  ts: z.string().regex(/^\d{10}\.\d{6}$/),
  /** The message whose thread it stands in. */
  threadTs: z.string().optional(),
  /** The person who wrote it; the app did, without. */
  userId: z.string().optional(),
  /** Stands in the channel too, not in its thread only. */
  isBroadcast: z.boolean().optional(),
  /** Slack's markup. */
  text: z.string(),
  blocks: blocksSchema,
  files: z.array(fileSchema),
  metadata: metadataSchema.optional(),
  /** When it was last changed. */
  editedTs: z.string().optional(),
  /** Gone; where others replied to it, its place is still there. */
  isDeleted: z.boolean().optional(),
});
export type Message = z.infer<typeof messageSchema>;
