import * as z from "zod";

const callbackSchema = z.object({ executionId: z.string(), operationId: z.string() });
export type Callback = z.infer<typeof callbackSchema>;

export function encodeCallbackId({ executionId, operationId }: Callback): string {
  return Buffer.from(JSON.stringify({ executionId, operationId })).toString("base64url");
}

/** Undefined when it is no callback's id. */
export function decodeCallbackId(callbackId: string): Callback | undefined {
  try {
    return callbackSchema.parse(JSON.parse(Buffer.from(callbackId, "base64url").toString()));
  } catch {
    return undefined;
  }
}
