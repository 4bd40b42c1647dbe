import { describe, expect, it } from "vitest";
import {
  meaningOfOthersAnswer,
  meaningOfStatus,
  refusesCredentials,
  TRANSPORT_FAILURES,
} from "../../../domain/distribution/answer-table.ts";

describe("what an answer of the points API means", () => {
  it.each([
    [[200, 201, 202, 204], "paid", false],
    [[400, 404, 410, 414, 418, 422, 451], "rejected", false],
    [[401, 402, 405, 406, 407, 411, 413, 415, 421, 426, 428, 431, 501, 505], "ours", false],
    [[403], "forbidden", false],
    [[425, 429], "not_done", false],
    [[409], "in_doubt", false],
    [[301, 302, 307, 308], "not_done", true],
    [[408, 500, 502, 503, 504, 507, 599, 100, 0], "in_doubt", true],
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
      credentials_unavailable: "not_done",
      name_not_found: "not_done",
      tls_failed: "not_done",
      credentials_missing: "ours",
      timeout: "in_doubt",
      connection_reset: "in_doubt",
      unreadable_answer: "in_doubt",
    });
  });

  it.each([
    [[200, 204, 408, 500, 502, 503], "in_doubt", true],
    [[302], "not_done", true],
    [[429], "not_done", false],
    [[400, 401, 402, 403, 404, 405, 410, 422, 501], "ours", false],
  ] as const)("%j by something that is no points API is %s", (statuses, kind, unavailable) => {
    for (const status of statuses) {
      expect([status, meaningOfOthersAnswer(status)]).toEqual([status, { kind, unavailable }]);
    }
  });

  it("tells what is wrong with our credentials from what else is ours to mend", () => {
    const codes = ["http_401", "http_402", "http_403", "http_405", "http_407", "http_501"];
    expect([...codes, "credentials_missing"].filter(refusesCredentials)).toEqual([
      "http_401",
      "http_403",
      "credentials_missing",
    ]);
  });
});
