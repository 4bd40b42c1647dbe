import { describe, expect, it } from "vitest";
import { meaningOfStatus, TRANSPORT_FAILURES } from "../../../domain/distribution/answer-table.ts";

describe("what an answer of the points API means", () => {
  it.each([
    [[200, 201, 202, 204], "paid", false],
    [[400, 402, 404, 405, 410, 415, 418, 422, 451], "rejected", false],
    [[401, 403], "refused_credentials", false],
    [[408, 409, 425, 429], "not_done", false],
    [[301, 302, 307, 308, 503], "not_done", true],
    [[500, 501, 502, 504, 507, 599, 100, 0], "in_doubt", true],
  ] as const)("%j is %s", (statuses, kind, unavailable) => {
    for (const status of statuses) {
      expect([status, meaningOfStatus(status)]).toEqual([status, { kind, unavailable }]);
    }
  });

  it("doubts every failure that does not prove that nothing was sent", () => {
    const kinds = Object.entries(TRANSPORT_FAILURES).map(([name, { kind }]) => [name, kind]);

    expect(Object.fromEntries(kinds)).toEqual({
      connection_failed: "not_done",
      credentials_late: "not_done",
      name_not_found: "not_done",
      tls_failed: "not_done",
      credentials_missing: "refused_credentials",
      timeout: "in_doubt",
      connection_reset: "in_doubt",
      unreadable_answer: "in_doubt",
    });
  });
});
