import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { describe, expect, it } from "vitest";
import type { Payment, Payout } from "../../admin-page/src/api/types.ts";
import { ForAdmins } from "../../admin-page/src/components/for-admins.tsx";
import { PaymentDetail } from "../../admin-page/src/components/payment-detail.tsx";
import { PayoutStateTag } from "../../admin-page/src/components/state-tag.tsx";
import { exactTime, shortTime, zonedText } from "../../admin-page/src/components/times.ts";
import { ConfigContext } from "../../admin-page/src/config-context.ts";
import { pageConfigSchema } from "../../admin-page/src/page-config.ts";
import { AskedNotice } from "../../admin-page/src/payout/paying/notices.tsx";
import type { Texts } from "../../admin-page/src/texts/ko.ts";
import { type Language, LanguageContext, TEXTS } from "../../admin-page/src/texts/language.ts";
import { reversalEn } from "../../admin-page/src/texts/reversal-en.ts";
import { reversalKo } from "../../admin-page/src/texts/reversal-ko.ts";

const CONFIG = pageConfigSchema.parse({ issuer: "https://sign-in.example", clientId: "page" });

/** What a part of the page says to a reader of that language, without its markup. */
function said(part: ReactElement, language: Language = "ko"): string {
  const choice = { language, choose: () => undefined };
  const page = (
    <ConfigContext value={CONFIG}>
      <LanguageContext value={choice}>{part}</LanguageContext>
    </ConfigContext>
  );
  return renderToStaticMarkup(<MemoryRouter>{page}</MemoryRouter>).replaceAll(/<[^>]*>/g, " ");
}

const PERSON = { id: "approver", name: "승인자" };
const AT = "2026-12-05T06:00:00.000Z";
const COUNTS = {
  payments: 10,
  paid: 10,
  rejected: 0,
  unknown: 0,
  accepted: 0,
  withdrawn: 0,
  pending: 0,
};
const PAYOUT: Payout = {
  ...{ payoutId: "1", title: "A", fileName: "a.csv", state: "completed", revision: 3 },
  ...{ dryRun: false, takesBack: false, createdAt: AT, updatedAt: AT },
  ...{ createdBy: PERSON, owner: PERSON },
  counts: COUNTS,
};
const REJECTED: Payment = { row: 2, userId: "u", points: 5, state: "rejected" };

describe("the state of a payout that came to its end", () => {
  it.each([
    [{}, "지급 완료", "Completed", "good"],
    [{ paid: 7, rejected: 3 }, "지급 완료, 일부 실패", "Completed, some failed", "attention"],
    [{ paid: 7, unknown: 3 }, "지급 완료, 확인 필요", "Completed, some to check", "attention"],
    [{ paid: 0, rejected: 10 }, "끝났지만 지급된 건 없음", "Completed, nobody paid", "bad"],
  ])("with %j is %s", (counts, ko, en, tone) => {
    const tag = <PayoutStateTag payout={{ ...PAYOUT, counts: { ...COUNTS, ...counts } }} />;
    expect([said(tag).trim(), said(tag, "en").trim()]).toEqual([ko, en]);
    expect(renderToStaticMarkup(tag)).toContain(`tag-${tone}`);
  });
});

describe("the state of a payout that could be scheduled", () => {
  const heldBy = { by: PERSON, at: AT };
  it.each([
    [{}, "예약 가능"],
    [{ brake: { ...heldBy, kind: "declined" as const } }, "반려됨"],
    [{ heldBy }, "보류됨"],
    [{ brake: { ...heldBy, kind: "stopped" as const } }, "예약 가능"],
  ])("with %j is %s", (facts, name) => {
    const payout: Payout = { ...PAYOUT, state: "ready", ...facts };
    expect(said(<PayoutStateTag payout={payout} />).trim()).toBe(name);
  });
});

describe("a payout that takes points back", () => {
  const paid = { ko: TEXTS.ko, en: TEXTS.en };
  const takenBack = { ko: reversalKo, en: reversalEn };
  const told = ({ payout, schedule, brake, paying }: Texts): readonly string[] => [
    ...[payout.setBackStates.sentBack, brake.again, paying.quietHelp, paying.resumePastLatestHelp],
    ...[schedule.soonestHelp, schedule.latestHelp, schedule.latestTooSoon, schedule.quiet("10:00")],
    ...[paying.plannedOutages.quiet_hours.title, paying.askedTitle(2)],
  ];
  it.each(["ko", "en"] as const)("is told of in its own words (%s)", (language) => {
    const ofPayout = told(paid[language]);
    for (const [index, text] of told(takenBack[language]).entries()) {
      expect(text).not.toBe(ofPayout[index]);
      expect(text).toMatch(language === "ko" ? /회수/ : /\btak(e|en|ing)\b/i);
    }
  });
});

describe("a payment that another payout was made to pay again", () => {
  it.each([
    ["ready", false, "준비함 (아직 지급하지 않음)"],
    ["scheduled", false, "예약됨"],
    ["distributing", false, "지급하는 중"],
    ["completed", true, "다시 지급함"],
    ["completed", false, "지급되지 않은 건이 있음"],
    ["cancelled", false, "취소되어 지급하지 않음"],
  ] as const)("that is %s, all paid: %s", (state, allPaid, words) => {
    const payment: Payment = { ...REJECTED, retriedBy: "2", retry: { state, allPaid } };
    expect(said(<PaymentDetail payment={payment} />)).toContain(words);
    const isPaidAgain = said(<PaymentDetail payment={payment} />).includes("다시 지급함");
    expect(isPaidAgain).toBe(allPaid);
  });
});

it("counts what was asked for when a payout stopped as no waiting payment", () => {
  const stopped: Payout = {
    ...PAYOUT,
    state: "paused",
    counts: { ...COUNTS, pending: 5, sending: 2 },
  };
  expect(said(<AskedNotice payout={stopped} />)).toContain("아직 모르는 건이 2건 있습니다");
  expect(said(<AskedNotice payout={stopped} />, "en")).toContain("2 payments were asked for");
  const paying: Payout = { ...stopped, state: "distributing" };
  expect(said(<AskedNotice payout={paying} />).trim()).toBe("");
});

it("shows no codes of Paysheet's or HTTP's, and the points API's own where nothing else says it", () => {
  const why = { ko: "없는 사용자입니다", en: "There is no such user" };
  const known: Payment = { ...REJECTED, code: "http_404", why, detail: "No user u." };
  expect(said(<PaymentDetail payment={known} />)).toMatch(/없는 사용자입니다\s+No user u\./);
  expect(said(<PaymentDetail payment={known} />)).not.toContain("http_404");
  const unknown: Payment = { ...known, code: "E1234", apiCode: "E1234" };
  expect(said(<PaymentDetail payment={unknown} />)).toContain("E1234: No user u.");
  const admins = ["http_503", "timeout", "http_401: bad token", "The sheet is gone."];
  expect(admins.map((text) => said(<ForAdmins said={text} />).trim())).toEqual([
    "관리자에게 알릴 내용: HTTP 503",
    "관리자에게 알릴 내용: 시간 안에 답이 없음",
    "관리자에게 알릴 내용: HTTP 401: bad token",
    "관리자에게 알릴 내용: The sheet is gone.",
  ]);
});

it("shows every time with its year, and with its zone where none stands beside it", () => {
  for (const language of ["ko", "en"] as const) {
    for (const time of [zonedText(AT, language, "Asia/Seoul"), shortTime(AT, language)]) {
      expect(time).toMatch(/2026.*\(\w+(\/\w+)?\)$/);
    }
    expect(exactTime(AT, language)).toContain("2026");
  }
  expect(zonedText(AT, "ko", "Asia/Seoul")).toBe("2026년 12월 5일 (토) 15:00 (Asia/Seoul)");
});
