import { checkBlocks } from "@paysheet/slack-emulator/check-blocks";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChannelMessage } from "../../../domain/channel/channel.ts";
import type {
  Notification,
  ReasonsFacts,
  StatusFacts,
} from "../../../domain/channel/message-facts.ts";
import type { Language } from "../../../domain/language.ts";
import { CANARY_FAULTS } from "../../../domain/payout/canary.ts";
import { HALT_REASONS } from "../../../domain/payout/payout.ts";
import {
  notificationMessage,
  notificationOver,
} from "../../../presentation/slack/notification-message.ts";
import { reasonsMessage } from "../../../presentation/slack/reasons-message.ts";
import { sheetDueMessage } from "../../../presentation/slack/sheet-due-message.ts";
import { statusMessage } from "../../../presentation/slack/status-message.ts";
import { tomorrowMessage } from "../../../presentation/slack/tomorrow-message.ts";

const PAUSE_REASONS = [
  "stopped_by_person",
  "points_api_unavailable",
  "points_api_refuses_credentials",
  "points_api_refuses_calls",
  "many_refused",
  "canary",
  "past_latest",
  "table_copied",
] as const;
/** More than a message bears, and some that are none. */
const MENTIONS = [
  ...["<@U012>", "<!here>", "<@U1> <!channel>", "<!everyone>", "<https://evil.example|x>"],
  ...Array.from({ length: 30 }, (_, index) => `<!subteam^S${"A".repeat(36)}${index}>`),
];

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
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const amount = fc.oneof(fc.nat(), fc.constantFrom(0, Number.MAX_SAFE_INTEGER));
const code = fc.oneof(data, fc.constantFrom("http_404", "http_500", "in_doubt", "__proto__"));
const state = fc.constantFrom("rejected" as const, "unknown" as const);
const timeFields = {
  localTime: fc.oneof(data, fc.constantFrom("2026-12-01T10:00:30", "9999-99-99T99:99")),
  timeZone: fc.oneof(data, fc.constantFrom("Asia/Seoul", "America/New_York", "Asia/Nowhere")),
};
const time = fc.record(timeFields);
const planned = fc.record(
  { ...timeFields, latest: fc.record({ localTime: data }) },
  { requiredKeys: ["localTime", "timeZone"] },
);
const payout = {
  payoutId: fc.oneof(data, fc.constant("01KAGX4Z6W0Q9V3T7M2N5P8R1S")),
  title: data,
  uploadedBy: data,
  approvedBy: optional(data),
  link: fc.oneof(data, fc.webUrl({ withQueryParameters: true })),
  payments: amount,
  totalPoints: amount,
  retryOf: optional(data),
  dryRun: fc.boolean(),
  ended: optional(fc.record({ by: data, reason: data })),
  pointsApi: optional(fc.record({ ko: data, en: data })),
  brake: optional(
    fc.record({
      kind: fc.constantFrom("stopped", "held", "declined"),
      by: data,
      reason: optional(data),
    }),
  ),
};
const sheet = fc.record({
  averagePoints: amount,
  medianPoints: optional(amount),
  largestPoints: optional(amount),
  warnings: fc.array(
    fc.record({
      message: fc.record({ ko: data, en: data }),
      cell: optional(data),
      isTicked: fc.boolean(),
    }),
    { maxLength: 60 },
  ),
  moreWarnings: amount,
});
const counts = fc.record({
  payments: amount,
  paid: amount,
  rejected: amount,
  unknown: amount,
  accepted: amount,
  withdrawn: amount,
  pending: amount,
});
const standing = { counts, points: fc.record({ total: amount, paid: amount }) };
const unpaid = {
  failures: fc.array(
    fc.record({
      row: amount,
      userId: data,
      points: amount,
      state,
      code,
      detail: data,
      values: optional(fc.dictionary(data, data, { maxKeys: 4 })),
    }),
    { maxLength: 12 },
  ),
  reasons: fc.array(fc.record({ state, code, count: amount }), { maxLength: 30 }),
};
const paidTwice = optional(fc.record({ count: amount, rows: fc.array(amount, { maxLength: 10 }) }));
const ending = {
  ...standing,
  ...unpaid,
  durationMs: fc.oneof(fc.double(), fc.nat()),
  mentions: fc.constant(MENTIONS),
};
const outage = optional(fc.record({ since: time, code: data, until: optional(time) }));
const usersLookedUp = optional(fc.record({ at: time, looked: amount, missing: amount }));
const digits = optional(fc.bigInt({ min: 0n }).map(String));
const paused = {
  reason: fc.constantFrom(...PAUSE_REASONS),
  detail: optional(data),
  refusal: optional(fc.record({ code, detail: optional(data), row: optional(amount) })),
  stoppedBy: optional(data),
  stoppedFor: optional(data),
  canary: optional(
    fc.record({
      fault: fc.constantFrom(...CANARY_FAULTS),
      payments: fc.array(
        fc.record({
          ...{ row: amount, userId: data, points: amount, reason: optional(data), key: data },
          ...{ state: fc.constantFrom("sending", "paid", "rejected"), code: optional(code) },
          ...{ detail: optional(data), balanceBefore: digits, balanceAfter: digits },
        }),
        { maxLength: 10 },
      ),
    }),
  ),
};

/** Any facts of some kinds; what is not known is left out, as it is in production. */
function factsOf<T>(kinds: readonly Readonly<Record<string, fc.Arbitrary<unknown>>>[]) {
  const records = kinds.map((kind) => fc.record({ ...payout, scheduledFor: planned, ...kind }));
  return fc
    .oneof(...records)
    .map(
      (facts) =>
        Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T,
    );
}

const statuses = factsOf<StatusFacts>([
  {
    stage: fc.constant("awaiting_approval"),
    ...{
      requestedBy: data,
      revision: amount,
      sheet,
      isExpired: fc.boolean(),
      note: optional(data),
    },
  },
  {
    stage: fc.constant("ready"),
    because: fc.constantFrom("declined", "held"),
    by: optional(data),
    reason: optional(data),
  },
  {
    stage: fc.constant("scheduled"),
    ...{ overdueSince: optional(data), beginsAt: optional(time), usersLookedUp },
  },
  {
    ...standing,
    outage,
    stage: fc.constant("distributing"),
    ...{ canaryOf: optional(amount), usersLookedUp },
    progress: optional(
      fc.record({ ratePerSecond: fc.oneof(fc.double(), fc.nat()), secondsLeft: amount }),
    ),
  },
  { ...standing, ...paused, stage: fc.constant("paused"), since: time, revision: amount },
  { stage: fc.constant("cancelled"), by: optional(data) },
  {
    ...{ ...ending, revision: amount, stage: fc.constant("halted") },
    haltReason: fc.constantFrom(...HALT_REASONS),
  },
  { ...ending, paidTwice, stage: fc.constant("completed") },
]);

const called = optional(fc.constant(MENTIONS));
const notifications = factsOf<Notification>([
  {
    kind: fc.constant("reminder"),
    ...{ minutesLeft: fc.oneof(fc.double(), fc.nat()), beginsAt: optional(time), usersLookedUp },
  },
  {
    ...{ kind: fc.constant("approval_needed"), requestedBy: data, isAgain: fc.boolean() },
    ...{ called, note: optional(data) },
  },
  { kind: fc.constant("approval_reminder"), requestedBy: data, minutesLeft: fc.nat(), called },
  { kind: fc.constant("expired"), requestedBy: data, called },
  {
    kind: fc.constant("decided"),
    decision: fc.constantFrom("approved", "declined", "held", "moved", "scheduled"),
    ...{ by: data, reason: optional(data), called },
  },
  { ...standing, ...paused, kind: fc.constant("paused") },
  { ...standing, outage, kind: fc.constant("outage") },
  { ...standing, kind: fc.constant("going_on") },
  { ...standing, reasons: unpaid.reasons, paidTwice, kind: fc.constant("report") },
  { ...standing, kind: fc.constant("halted"), haltReason: fc.constantFrom(...HALT_REASONS) },
  {
    kind: fc.constant("receipt"),
    differences: amount,
    rows: fc.array(fc.nat(), { maxLength: 10 }),
    compared: amount,
  },
  { kind: fc.constant("overdue") },
  {
    kind: fc.constant("handed_over"),
    handedOver: fc.record({ to: data, by: data, reason: data }),
  },
]);

const reasons: fc.Arbitrary<ReasonsFacts> = fc.record({
  counts,
  ...unpaid,
  link: payout.link,
  workbook: fc.constantFrom("attached", "on_page", "none"),
});

const messages = {
  "the message of a payout": statuses.map((facts) => (language: Language) => {
    return statusMessage(facts, language);
  }),
  "a notification": notifications.map((notification) => (language: Language) => {
    return notificationMessage(notification, language, MENTIONS);
  }),
  "the reasons": reasons.map((facts) => (language: Language) => {
    return reasonsMessage(facts, language);
  }),
};

const tomorrow = fc.record({
  // Of our own clock.
  day: fc.constantFrom("2026-12-01", "2027-01-31"),
  more: fc.nat(),
  payouts: fc.array(
    fc.record({
      ...payout,
      ...{ link: fc.constant("https://x.example/p"), reversalOf: optional(data) },
      ...{ scheduledFor: time, isAsked: fc.boolean() },
    }),
    { maxLength: 40 },
  ),
});

const VALID_MENTION = /<(@U012|!here|!subteam\^SA{36}\d+)>/g;

function check({ text, blocks }: ChannelMessage): void {
  expect(checkBlocks(JSON.stringify(blocks))).toEqual(blocks);
  expect(text.length).toBeLessThanOrEqual(4000);
  expect(text.replace(VALID_MENTION, "")).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
  for (const markup of markupOf(blocks)) {
    expect(markup.replace(VALID_MENTION, "")).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
  }
  // JSON writes a lone half of a character as an escape.
  expect(JSON.stringify({ text, blocks: withoutValues(blocks) })).not.toMatch(/\\ud[89a-f]/);
}

function markupOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "mrkdwn" && "text" in value) return [String(value.text)];
  return Object.values(value).flatMap(markupOf);
}

/** The value of a button is no text: it comes back as it was sent. */
function withoutValues(blocks: ChannelMessage["blocks"]): unknown {
  return JSON.parse(JSON.stringify(blocks, (key, value) => (key === "value" ? "" : value)));
}

describe.each(Object.entries(messages))("%s, of any facts", (_, arbitrary) => {
  it("keeps within Slack's limits, smuggles no mention, and holds whole characters only", () => {
    fc.assert(
      fc.property(arbitrary, fc.constantFrom("ko" as const, "en" as const), (write, language) => {
        check(write(language));
      }),
      { numRuns: 150, seed: 20261121 },
    );
  });
});

describe("that a sheet is due, of any facts", () => {
  it("keeps within Slack's limits, and smuggles no mention", () => {
    const facts = fc.record({
      ...{ day: fc.constantFrom("2026-12-01", "2027-02-28"), dayOfMonth: fc.nat(31) },
      ...{ title: data, by: data, link: fc.constant("https://x.example/new?reminder=1") },
      pointsApi: optional(fc.record({ ko: data, en: data })),
      called: fc.constantFrom([], ["<@U012>", "<!everyone>"]),
    });
    fc.assert(
      fc.property(facts, fc.constantFrom("ko" as const, "en" as const), (due, language) =>
        check(sheetDueMessage(due, language)),
      ),
      { numRuns: 50, seed: 20261121 },
    );
  });
});

describe("what is told the evening before, of any facts", () => {
  it("keeps within Slack's limits, smuggles no mention, and links to nothing but the payouts", () => {
    const linked = /<https:\/\/x\.example\/p\|[^<>]*>/g;
    fc.assert(
      fc.property(tomorrow, fc.constantFrom("ko" as const, "en" as const), (facts, language) => {
        const { text, blocks } = tomorrowMessage(facts, language);
        const unlinked = JSON.parse(JSON.stringify(blocks).replace(linked, "x"));
        expect(checkBlocks(JSON.stringify(blocks))).toEqual(blocks);
        expect(text.length).toBeLessThanOrEqual(4000);
        check({ text: text.replace(linked, "x"), blocks: unlinked });
      }),
      { numRuns: 50, seed: 20261121 },
    );
  });
});

describe.each(['"', "&", "가", "_"])("when everything is as long as can be: %s", (char) => {
  const most = Number.MAX_SAFE_INTEGER;
  const long = char.repeat(5000);
  const zoned = { localTime: long, timeZone: long };
  const common = {
    payoutId: long,
    title: long,
    uploadedBy: long,
    approvedBy: long,
    retryOf: long,
    link: `https://x.example/${"a".repeat(1980)}`,
    payments: most,
    totalPoints: most,
    dryRun: true,
    ended: { by: long, reason: long },
    brake: { kind: "declined" as const, by: long, reason: long },
    pointsApi: { ko: long, en: long },
    scheduledFor: { ...zoned, latest: { localTime: long } },
    counts: {
      payments: most,
      paid: most,
      rejected: most,
      unknown: most,
      accepted: most,
      withdrawn: most,
      pending: most,
    },
    points: { total: most, paid: most },
    reasons: Array.from({ length: 30 }, (_, index) => ({
      state: "rejected" as const,
      code: `${index}${long}`,
      count: Math.floor(most / 40) + index,
    })),
    failures: Array.from({ length: 12 }, () => ({
      row: most,
      userId: long,
      points: most,
      state: "rejected" as const,
      code: long,
      detail: long,
    })),
    durationMs: 1e15,
    mentions: MENTIONS,
  };

  const canaryPayments = Array.from({ length: 10 }, () => ({
    ...{ row: most, userId: long, points: most, reason: long, key: long, code: long },
    ...{ state: "sending" as const, detail: long },
    ...{ balanceBefore: "9".repeat(15), balanceAfter: "9".repeat(15) },
  }));

  it.each(["ko", "en"] as const)("messages keep within the limits (%s)", (language) => {
    for (const haltReason of HALT_REASONS) {
      check(statusMessage({ ...common, revision: most, stage: "halted", haltReason }, language));
    }
    check(statusMessage({ ...common, stage: "completed" }, language));
    for (const reason of PAUSE_REASONS) {
      const refusal = { code: long, detail: long, row: most };
      const paused = {
        ...common,
        reason,
        detail: long,
        refusal,
        stoppedBy: long,
        stoppedFor: long,
        canary: { fault: "in_doubt" as const, payments: canaryPayments },
        since: zoned,
        revision: most,
      };
      check(statusMessage({ ...paused, ended: undefined, stage: "paused" }, language));
      check(statusMessage({ ...paused, stage: "paused" }, language));
      check(notificationMessage({ ...paused, kind: "paused" }, language, MENTIONS));
    }
    const message = { ko: long, en: long };
    const sheet = {
      averagePoints: most,
      medianPoints: most,
      largestPoints: most,
      warnings: Array.from({ length: 1_000 }, () => ({ message, cell: long, isTicked: true })),
      moreWarnings: most,
    };
    const approval = {
      ...common,
      requestedBy: long,
      note: long,
      revision: most,
      sheet,
      beginsAt: zoned,
    };
    check(statusMessage({ ...approval, stage: "awaiting_approval" }, language));
    check(notificationMessage({ ...approval, kind: "approval_needed" }, language, MENTIONS));
    check(statusMessage({ ...approval, stage: "awaiting_approval", isExpired: true }, language));
    check(notificationMessage({ ...approval, kind: "expired" }, language, MENTIONS));
    for (const decision of ["approved", "declined", "held", "moved", "scheduled"] as const) {
      const decided = { ...common, kind: "decided", decision, by: "x", reason: long } as const;
      check(notificationMessage({ ...decided, called: MENTIONS }, language, MENTIONS));
    }
    for (const kind of ["reminder", "overdue"] as const) {
      check(notificationOver(kind, common, language));
    }
    check(notificationMessage({ ...common, kind: "report" }, language, MENTIONS));
    check(reasonsMessage({ ...common, workbook: "on_page" }, language));
  });
});
