import * as z from "zod";
import { S3Error } from "../s3-error.ts";

const conditionSchema = z.union([
  z.tuple([z.literal("content-length-range"), z.int().nonnegative(), z.int().nonnegative()]),
  z.record(z.string(), z.string()),
]);
const policySchema = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(conditionSchema),
});

/** What a form's policy allows: values of fields, and how large the file may be. */
export type PostPolicy = z.infer<typeof policySchema>;

/** Inclusive bounds of the file's size. */
export interface SizeRange {
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** Fields that no condition needs to name. */
const EXEMPT_FIELDS = new Set(["policy", "x-amz-signature", "file"]);

/** Reads the base64 JSON of a form's `policy` field. @throws {S3Error} InvalidPolicyDocument */
export function parsePolicy(encoded: string): PostPolicy {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(encoded, "base64").toString("utf8")));
  } catch (error) {
    throw new S3Error("InvalidPolicyDocument", {
      message: "Invalid Policy: Invalid JSON.",
      cause: error,
    });
  }
}

/**
 * Checks a form against its policy: in time, every condition met, and no field that none names.
 * `fields` are the form's by lower-case name, `bucket` among them.
 * @returns how large the file may be; S3's own limits when the policy says nothing of it.
 * @throws {S3Error} AccessDenied
 */
export function assertPolicyMet(
  policy: PostPolicy,
  fields: ReadonlyMap<string, string>,
  limits: { readonly nowMs: number; readonly maxBytes: number },
): SizeRange {
  if (Date.parse(policy.expiration) <= limits.nowMs) throw denied("Policy expired.");
  const named = new Set<string>();
  let range: SizeRange = { minBytes: 0, maxBytes: limits.maxBytes };
  for (const condition of policy.conditions) {
    if (Array.isArray(condition)) {
      const [, minBytes, maxBytes] = condition;
      range = {
        minBytes: Math.max(range.minBytes, minBytes),
        maxBytes: Math.min(range.maxBytes, maxBytes),
      };
      continue;
    }
    for (const [field, value] of Object.entries(condition)) {
      const name = field.toLowerCase();
      named.add(name);
      if (fields.get(name) !== value) {
        throw denied(`Policy Condition failed: ${JSON.stringify(["eq", `$${name}`, value])}`);
      }
    }
  }
  assertAllNamed(fields, named);
  return range;
}

function assertAllNamed(fields: ReadonlyMap<string, string>, named: ReadonlySet<string>): void {
  const extra = [...fields.keys()].filter(
    (name) =>
      name !== "bucket" &&
      !named.has(name) &&
      !EXEMPT_FIELDS.has(name) &&
      !name.startsWith("x-ignore-"),
  );
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(", ")}`);
}

function denied(reason: string): S3Error {
  return new S3Error("AccessDenied", { message: `Invalid according to Policy: ${reason}` });
}
