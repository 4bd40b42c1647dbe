import { createHash, timingSafeEqual } from "node:crypto";
import { createMiddleware } from "hono/factory";
import * as z from "zod";
import type { SecretsReader } from "../adapters/secrets/secrets-reader.ts";
import type { AdminApiEnv } from "./admin-api.ts";
import { EDGE_HEADER } from "./environment.ts";
import { ProblemError } from "./problems/problem-error.ts";

/** Whether a value of the header is one that the edge adds. */
export type IsFromEdge = (value: string) => Promise<boolean>;

/** Any of its values will do, so that two are valid while one is replaced by the other. */
const secretSchema = z
  .record(z.string(), z.string().min(16))
  .refine((values) => Object.keys(values).length > 0, "holds no value");

/** Compares with the values of a secret. */
export function createIsFromEdge(secrets: SecretsReader, secretId: string): IsFromEdge {
  let known: readonly string[] | undefined;
  return async (value) => {
    try {
      known = Object.values(await secrets.read(secretId, secretSchema));
    } catch (error) {
      // The values known last stay valid: somebody must be able to stop a payout all the same.
      if (known === undefined) throw error;
    }
    const digest = digestOf(value);
    return known.some((one) => timingSafeEqual(digestOf(one), digest));
  };
}

/** Lets through only calls that came through the edge: the API is not used at its own address. */
export function byWayOfEdge(isFromEdge: IsFromEdge) {
  return createMiddleware<AdminApiEnv>(async (c, next) => {
    if (!(await isFromEdge(c.req.header(EDGE_HEADER) ?? ""))) {
      throw new ProblemError(
        "not_by_page",
        "This address takes calls by way of the admin page's address only.",
      );
    }
    await next();
  });
}

/** Of equal length for every text, as a comparison in constant time needs. */
function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
