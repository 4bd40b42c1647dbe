import * as z from "zod";
import { S3Error } from "../s3-error.ts";

const conditionSchema = z.union([
  z.tuple([z.literal("content-length-range"), z.int().nonnegative(), z.int().nonnegative()]),
  z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), z.string()]),
  z.record(z.string(), z.string()),
]);
const policySchema = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(conditionSchema),
});

/** What a form's policy allows, in the order of its conditions. */
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
    if (Array.isArray(condition) && condition[0] === "content-length-range") {
      const [, minBytes, maxBytes] = condition;
      range = {
        minBytes: Math.max(range.minBytes, minBytes),
        maxBytes: Math.min(range.maxBytes, maxBytes),
      };
      continue;
    }
    for (const [operator, name, value] of comparisons(condition)) {
      named.add(name);
      if (!isMet(operator, fields.get(name) ?? "", value)) {
        const text = JSON.stringify([operator, `$${name}`, value]);
        throw denied(`Policy Condition failed: ${text}`);
      }
    }
  }
  assertAllNamed(fields, named);
  return range;
}

type Comparison = readonly [operator: "eq" | "starts-with", name: string, value: string];

function comparisons(
  condition: Exclude<
    PostPolicy["conditions"][number],
    readonly ["content-length-range", ...unknown[]]
  >,
): readonly Comparison[] {
  if (Array.isArray(condition)) {
    const [operator, name, value] = condition;
    return [[operator, name.slice(1).toLowerCase(), value]];
  }
  return Object.entries(condition).map(
    ([name, value]) => ["eq", name.toLowerCase(), value] as const,
  );
}

function isMet(operator: Comparison[0], actual: string, wanted: string): boolean {
  return operator === "eq" ? actual === wanted : actual.startsWith(wanted);
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
