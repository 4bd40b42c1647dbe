/** What each fault of the local points API must be read as, by the answer table, whatever the call. */
export const ANSWERS_TO_FAULTS = [
  ["500", { kind: "in_doubt", code: "http_500", unavailable: true }],
  ["503", { kind: "in_doubt", code: "http_503", unavailable: true }],
  ["429", { kind: "not_done", code: "http_429", unavailable: false, retryAfterMs: 1_000 }],
  ["timeout", { kind: "in_doubt", code: "timeout", unavailable: true }],
  ["reset", { kind: "in_doubt", code: "connection_reset", unavailable: true }],
  ["reset-after-paying", { kind: "in_doubt", code: "connection_reset", unavailable: true }],
  ["garbage", { kind: "in_doubt", code: "unreadable_answer", unavailable: true }],
] as const;
