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
    case "timeout":
      return { kind: "silence" };
    case "reset":
      return { kind: "reset" };
    case "garbage":
      return answer({
        status: 200,
        headers: { "content-type": "text/html" },
        body: "<html><body><h1>It works!</h1></body></html>",
      });
    case "reset-after-paying":
      return undefined;
  }
}

function retryAfter(failure: Pick<Failure, "retryAfterSeconds">): Record<string, string> {
  const { retryAfterSeconds: seconds } = failure;
  return seconds === undefined ? {} : { "retry-after": String(seconds) };
}
