import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HALT_REASONS } from "../../../domain/payout/payout.ts";
import { type ReportFacts, reportMessage } from "../../../domain/report/payout-message.ts";
import { checkBlocks } from "../../../local/slack/block-kit/check-blocks.ts";

const data = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({ unit: fc.constantFrom("&", "<", ">", "*", "`", "가", "👩‍🚀"), maxLength: 4000 }),
  fc.constantFrom(
    "",
    " ",
    "\ud800",
    "<!channel>",
    "&".repeat(9000),
    `https://x.example/?${"a&".repeat(950)}`,
    "\u0000".repeat(500),
  ),
);
const amount = fc.oneof(fc.nat(), fc.constantFrom(0, Number.MAX_SAFE_INTEGER));
const link = fc.option(fc.oneof(data, fc.webUrl({ withQueryParameters: true })), {
  nil: undefined,
});

const facts: fc.Arbitrary<ReportFacts> = fc
  .record({
    title: data,
    payoutId: data,
    counts: fc.record({
      payments: amount,
      paid: amount,
      rejected: amount,
      unknown: amount,
      pending: amount,
    }),
    points: fc.record({ total: amount, paid: amount }),
    uploadedBy: data,
    approvedBy: data,
    scheduledFor: fc.record({
      localTime: fc.oneof(data, fc.constant("2026-12-01T10:00:30")),
      timeZone: data,
    }),
    durationMs: fc.oneof(fc.double(), fc.nat()),
    failures: fc.array(
      fc.record({
        row: amount,
        userId: data,
        points: amount,
        state: fc.constantFrom("rejected" as const, "unknown" as const),
        code: fc.oneof(data, fc.constantFrom("http_404", "http_500", "__proto__")),
        detail: data,
      }),
      { maxLength: 12 },
    ),
    end: fc.constantFrom(undefined, ...HALT_REASONS),
    links: fc.record({ link, resultLink: link }),
  })
  .map(({ end, links, ...common }) => ({
    ...common,
    ...(links.link === undefined ? {} : { link: links.link }),
    ...(links.resultLink === undefined ? {} : { resultLink: links.resultLink }),
    ...(end === undefined
      ? { outcome: "completed" as const }
      : { outcome: "halted" as const, haltReason: end }),
  }));

describe("the report message of any facts", () => {
  it("keeps within Slack's limits, smuggles no mention, and holds whole characters only", () => {
    fc.assert(
      fc.property(facts, fc.constantFrom("ko" as const, "en" as const), (given, language) => {
        const { text, blocks } = reportMessage(given, language);
        expect(checkBlocks(JSON.stringify(blocks))).toEqual(blocks);
        expect(text.length).toBeLessThanOrEqual(4000);
        expect(text).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
        // JSON writes a lone half of a character as an escape.
        expect(JSON.stringify({ text, blocks })).not.toMatch(/\\ud[89a-f]/);
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });

  it.each(['"', "&", "가"])(
    "keeps within them when everything is as long as can be: %s",
    (char) => {
      const most = Number.MAX_SAFE_INTEGER;
      const long = char.repeat(5000);
      const longLink = `https://x.example/${"a".repeat(1980)}`;
      const given: ReportFacts = {
        outcome: "halted",
        haltReason: "sheet_changed",
        title: long,
        payoutId: long,
        uploadedBy: long,
        approvedBy: long,
        scheduledFor: { localTime: long, timeZone: long },
        durationMs: 1e15,
        counts: { payments: most, paid: most, rejected: most, unknown: most, pending: most },
        points: { total: most, paid: most },
        failures: Array.from({ length: 10 }, () => ({
          row: most,
          userId: long,
          points: most,
          state: "rejected",
          code: long,
          detail: long,
        })),
        link: longLink,
        resultLink: longLink,
      };
      for (const language of ["ko", "en"] as const) {
        const { text, blocks } = reportMessage(given, language);
        expect(checkBlocks(blocks)).toEqual(blocks);
        expect(text.length).toBeLessThanOrEqual(4000);
      }
    },
  );
});
