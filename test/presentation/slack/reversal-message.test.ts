import { describe, expect, it } from "vitest";
import { notificationMessage } from "../../../presentation/slack/notification-message.ts";
import { reasonsMessage } from "../../../presentation/slack/reasons-message.ts";
import { statusMessage } from "../../../presentation/slack/status-message.ts";
import { linesOf } from "./message-parts.ts";
import { completedFacts, MOMENTS, STATUSES } from "./status-facts.ts";

const REVERSAL = {
  reversalOf: "01KORIGINAL",
  reversalReason: "두 번 올린 명단",
  title: "Twice",
  // What it is paid in is called so wherever it stands, and warnings are the sheet's.
  pointsApi: undefined,
};
const OF_THE_ORIGINAL =
  /지급 번호 \S+에서 지급한 포인트|이미 지급한 포인트|원래 지급|what was paid by payout \S+|points that were paid|original payout/g;
/** Limits of paying are no reasons of a reversal. */
const REASONS = [{ code: "reversal" }] as const;

/** All that people read of a message, without what it says of the payout whose points are taken back. */
function read(message: ReturnType<typeof statusMessage>): string {
  const texts = JSON.stringify([message.text, message.blocks]);
  return texts.replaceAll(OF_THE_ORIGINAL, "").replaceAll(/https?:[^"\s]*/g, "");
}

describe.each(["ko", "en"] as const)("a message of a reversal (%s)", (language) => {
  const taken = language === "ko" ? /회수/ : /[Tt]aken? back|taking back|Taking back|[Rr]eversal/;

  it.each(Object.values(STATUSES))(
    "says that it takes back, and never that it pays: $stage",
    (facts) => {
      const sheet =
        "sheet" in facts ? { sheet: { ...facts.sheet, warnings: [], moreWarnings: 0 } } : {};
      const reasons = {
        ...("approvalReasons" in facts && { approvalReasons: REASONS }),
        ...(facts.stage === "ready" && { reasons: REASONS }),
      };
      const told = statusMessage(
        { ...facts, ...REVERSAL, ...sheet, ...reasons } as typeof facts,
        language,
      );
      expect(told.text).toMatch(taken);
      expect(read(told)).not.toMatch(/지급|\bpaid\b|\bpaying\b|Paying|\bpays?\b/);
      expect(linesOf(told).filter((line) => !told.text.includes(line))).toEqual([]);
    },
  );

  it.each(Object.values(MOMENTS))("in its thread as well: $kind", (notification) => {
    const reasons = "reasons" in notification && { reasons: REASONS };
    const obstacles = "obstacles" in notification && { obstacles: REASONS };
    const facts = { ...notification, ...REVERSAL, ...reasons, ...obstacles };
    const told = notificationMessage(facts as typeof notification, language, []);
    expect(told.text).toMatch(taken);
    expect(read(told)).not.toMatch(/지급|\bpaid\b|\bpaying\b|Paying|\bpays?\b/);
  });

  it("says why something was not taken back", () => {
    const { counts, link } = completedFacts();
    const failure = { row: 3, userId: "u-3", points: 5, state: "rejected" as const };
    const codes = ["original_not_paid", "original_erased", "reversed_by_another", "given_up"];
    for (const code of codes) {
      const facts = {
        ...{ counts, link, ...REVERSAL, workbook: "attached" as const },
        reasons: [{ state: "rejected" as const, code, count: 1 }],
        failures: [{ ...failure, code }],
      };
      expect(reasonsMessage(facts, language).text).toMatch(taken);
    }
  });
});
