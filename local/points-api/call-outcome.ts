import { type HttpAnswer, problem } from "@paysheet/emulator-server/problem";
import type { Failure } from "./faults.ts";
import { retryAfterSeconds } from "./token-bucket.ts";

/** How a payment call ends: with an answer, or in one of the ways a network fails. */
export type PayOutcome =
  | { readonly kind: "answer"; readonly answer: HttpAnswer }
  | { readonly kind: "silence" }
  | { readonly kind: "reset" };

export function answer(value: HttpAnswer): PayOutcome {
  return { kind: "answer", answer: value };
}

export function tooManyPayments(waitMs: number): HttpAnswer {
  return problem(429, "Too many payments a second.", { "retry-after": retryAfterSeconds(waitMs) });
}

/** How a call fails before it pays anything; undefined for what fails after paying. */
export function failBeforePaying(failure: Failure): PayOutcome | undefined {
  switch (failure.kind) {
    case "500":
      return answer(problem(500, "The points system failed."));
    case "503":
      return answer(problem(503, "The points system is down.", retryAfter(failure)));
    case "429":
      return answer(
        problem(
          429,
          "Too many payments a second.",
          retryAfter({ retryAfterSeconds: 1, ...failure }),
        ),
      );
    case "402":
      return answer(problem(402, "The balance is too low."));
    case "405":
      return answer(problem(405, "Points are not paid so any more.", { allow: "PUT" }));
    case "timeout":
      return { kind: "silence" };
    case "reset":
      return { kind: "reset" };
    case "garbage":
      return answer(page(200, "It works!"));
    case "404-page":
      return answer(page(404, "404 Not Found"));
    case "reset-after-paying":
      return undefined;
  }
}

function page(status: number, says: string): HttpAnswer {
  const body = `<html><body><h1>${says}</h1></body></html>`;
  return { status, headers: { "content-type": "text/html" }, body };
}

function retryAfter(
  failure: Pick<Failure, "retryAfter" | "retryAfterSeconds">,
): Record<string, string> {
  const { retryAfterSeconds: seconds, retryAfter: text = seconds?.toString() } = failure;
  return text === undefined ? {} : { "retry-after": text };
}
