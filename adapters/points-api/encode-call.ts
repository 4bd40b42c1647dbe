import { addressProblem } from "../../connectors/api-url.ts";
import type { Call, EncodedCall } from "../../connectors/connector.ts";

const ACCEPT = { accept: "application/json" };

/**
 * A call as it is sent, but for the credentials.
 * @throws {Error} when its address is not to be called
 */
export function encodeCall({ method, url, headers = {}, json, form }: Call): EncodedCall {
  const problem = addressProblem(url);
  if (problem !== undefined) throw new Error(`The address of a call ${problem}.`);
  const encode = (contentType: string, body: string): EncodedCall => ({
    method,
    url,
    headers: { ...ACCEPT, "content-type": contentType, ...headersAsSent(headers) },
    body,
  });
  if (json !== undefined) return encode("application/json", JSON.stringify(json));
  if (form !== undefined) {
    return encode("application/x-www-form-urlencoded", new URLSearchParams(form).toString());
  }
  return { method, url, headers: { ...ACCEPT, ...headersAsSent(headers) }, body: "" };
}

/** Their names in lower case: of two that differ in nothing else, the later one is sent. */
export function headersAsSent(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), headerValue(value)]),
  );
}

/** Header values are ASCII; anything else (a Korean reason, a line break) is percent-encoded. */
function headerValue(value: string): string {
  return value.replace(/[^\x20-\x7e]/gu, encodeURIComponent);
}
