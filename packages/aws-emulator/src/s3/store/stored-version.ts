import * as z from "zod";

const common = z.object({
  key: z.string().min(1),
  versionId: z.string().min(1),
  /** Grows with every version of a bucket; tells the newest. */
  sequence: z.int().positive(),
  lastModifiedMs: z.int(),
});

const storedChecksumSchema = z.object({
  algorithm: z.literal("CRC32"),
  /** Base64; of a multipart upload's parts with `-` and their number. */
  value: z.string(),
  type: z.enum(["FULL_OBJECT", "COMPOSITE"]),
});

const objectVersionSchema = common.extend({
  kind: z.literal("object"),
  sizeBytes: z.int().nonnegative(),
  /** Without its quotes. */
  eTag: z.string().min(1),
  /** Given back with the object: content type and the like, and `x-amz-meta-*`. */
  headers: z.record(z.string(), z.string()),
  checksum: storedChecksumSchema.optional(),
});

/** One version of a key as it is kept on disk. */
export const storedVersionSchema = z.discriminatedUnion("kind", [
  objectVersionSchema,
  common.extend({ kind: z.literal("delete_marker") }),
]);

export type StoredVersion = z.infer<typeof storedVersionSchema>;
export type ObjectVersion = z.infer<typeof objectVersionSchema>;
export type StoredChecksum = z.infer<typeof storedChecksumSchema>;

/** All of a new object but what the store gives it: version, sequence and time. */
export type NewObject = Pick<ObjectVersion, "key" | "sizeBytes" | "eTag" | "headers" | "checksum">;
