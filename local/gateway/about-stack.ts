import type { ServerResponse } from "node:http";
import * as z from "zod";
import { IDEMPOTENCY_MODES } from "../../connectors/http/options.ts";

export const LOCAL_STACK_PATH = "/api/local/stack";

/** What a program beside the local stack has to know of it: where its parts are that are the stack's own. */
export const aboutStackSchema = z.object({
  /** Of the points API; absent where the company's own takes its place. */
  pointsUrl: z.url().optional(),
  lambdaUrl: z.url(),
  dynamoDbUrl: z.url(),
  /** How doubt about a payment is resolved. */
  idempotency: z.enum(IDEMPOTENCY_MODES),
});
export type AboutStack = z.infer<typeof aboutStackSchema>;

export function sendAboutStack(response: ServerResponse, about: AboutStack): void {
  response
    .writeHead(200, { "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify(about));
}
