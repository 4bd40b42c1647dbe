import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { CheckReport } from "../../conformance/check-report.ts";
import { reportLines } from "../../conformance/print-report.ts";
import { FINDINGS } from "../../conformance/words/findings.ts";
import type { Ask, Bulk, Description, Meaning } from "../../connectors/connector.ts";
import { type Between, type FakeCall, withJson } from "../../local/fakes/fake-server.ts";
import {
  openCafe24,
  openHttp,
  openShopify,
  openSmile,
  openSquare,
  openThirdweb,
  openTremendous,
} from "./checked-fakes.ts";

const seen = new Set<string>();

/** The codes of what was found, each of which has words in both languages. */
function found(report: CheckReport): readonly string[] {
  const codes = report.findings.map(({ code }) => code);
  for (const code of codes) seen.add(code);
  for (const language of ["en", "ko"] as const) {
    const lines = reportLines(report, language).join("\n");
    for (const code of codes) expect(lines).toContain(`${FINDINGS[code].line}: `);
  }
  return codes;
}

const FAILED = { status: 500, body: { errors: [{ code: "INTERNAL_SERVER_ERROR" }] } };
const BAD_REQUEST = { status: 400, body: { errors: [{ code: "BAD_REQUEST", detail: "No." }] } };

const adjustSchema = z.looseObject({
  idempotency_key: z.string(),
  adjust_points: z.looseObject({ points: z.number() }),
});
const isAdjust = ({ path }: FakeCall) => path.endsWith("/adjust");
const isMissing = ({ path }: FakeCall) => path.includes("/missing-");

/** Square, whose key is made of others as `change` says. */
function underOtherKeys(change: (key: string, points: number) => string): Between {
  return (call, handle) => {
    if (!isAdjust(call)) return handle(call);
    const asked = adjustSchema.parse(call.json);
    const key = change(asked.idempotency_key, asked.adjust_points.points);
    return handle(withJson(call, { ...asked, idempotency_key: key }));
  };
}

/** Square, which answers a key that it knows in this way. */
function onRepeat(answer: Between): Between {
  const keys = new Set<string>();
  return (call, handle) => {
    if (!isAdjust(call)) return handle(call);
    const { idempotency_key: key } = adjustSchema.parse(call.json);
    if (keys.has(key)) return answer(call, handle);
    const first = handle(call);
    if (first.status === 200) keys.add(key);
    return first;
  };
}

let count = 0;
function another(): string {
  count += 1;
  return String(count);
}

const rejected: Meaning = { means: "rejected", code: "no_such_account" };

/** A connector that reads answers to paying as this says, where it says anything. */
function reading(
  read: (...asked: Parameters<Description["pay"]["read"]>) => Meaning | undefined,
): (description: Description) => Description {
  return (description) => ({
    ...description,
    pay: {
      ...description.pay,
      read: (reply, ask) => read(reply, ask) ?? description.pay.read(reply, ask),
    },
  });
}

describe("keys", () => {
  it("that are forgotten pay twice, by the books", async () => {
    const { check, fake, users } = await openSquare();
    fake.interpose(underOtherKeys((key) => `${key}-${another()}`));
    const report = await check();
    expect(found(report)).toEqual([
      ...["same_key_paid_twice", "other_content_paid", "lost_answer_paid_twice"],
      "look_up_untold",
    ]);
    expect(report.findings[0]?.facts).toEqual({
      ...{ user: users.a, ends: "replays", before: 1n, after: 2n },
    });
  });

  it("that are forgotten pay twice, by ids where there are no books", async () => {
    const { check, fake } = await openSquare();
    fake.interpose(underOtherKeys((key) => `${key}-${another()}`));
    const report = await check({}, (description) => ({ ...description, balance: undefined }));
    expect(found(report)).toEqual(["same_key_other_id", "other_content_paid", "look_up_untold"]);
  });

  it("that are forgotten make two transactions of one payment", async () => {
    const { check, fake } = await openThirdweb();
    fake.interpose((call, handle) => {
      const suffix = another();
      const header = (name: string) =>
        name === "x-idempotency-key" ? `${call.header(name)}-${suffix}` : call.header(name);
      return handle(call.method === "POST" ? { ...call, header } : call);
    });
    expect(found(await check())).toEqual([
      ...["same_key_paid_twice", "other_content_paid", "lost_answer_paid_twice"],
      "look_up_untold",
    ]);
  });

  it("that stand for their content pay other content", async () => {
    const { check, fake } = await openSquare();
    fake.interpose(underOtherKeys((key, points) => `${key}-${points}`));
    expect(found(await check())).toEqual(["other_content_paid", "look_up_untold"]);
  });

  it("that are burnt refuse what was paid", async () => {
    const { check, fake } = await openSquare();
    fake.interpose(onRepeat(() => BAD_REQUEST));
    expect(found(await check())).toEqual(["same_key_refused", "lost_answer_refused"]);
  });

  it("that are stuck in a failure leave what was paid in doubt", async () => {
    const { check, fake } = await openSquare();
    fake.interpose(onRepeat(() => FAILED));
    expect(found(await check())).toEqual(["same_key_in_doubt", "lost_answer_in_doubt"]);
  });

  it("whose reuse is misread, as a refusal or as being busy", async () => {
    const { check } = await openSquare();
    const isReused = (text: string) => text.includes("IDEMPOTENCY_KEY_REUSED");
    const asRefusal = await check({}, (description) => ({
      ...reading(({ text }) => (isReused(text) ? rejected : undefined))(description),
      doubt: { ends: "replays", keyLifetimeMs: "forever", refusalProvesUnpaid: true },
    }));
    expect(found(asRefusal)).toEqual(["other_content_rejected"]);
    const asBusy = await check(
      {},
      reading(({ text }) => (isReused(text) ? { means: "not_done" } : undefined)),
    );
    expect(found(asBusy)).toEqual(["other_content_busy"]);
  });
});

describe("a payment", () => {
  it("that is made twice by one call", async () => {
    const { check, fake, users } = await openCafe24();
    fake.interpose((call, handle) => {
      if (call.method === "POST") handle(withJson(call, twin(call)));
      return handle(call);
    });
    const report = await check();
    expect(found(report)).toEqual(["paid_too_much", "paid_too_much"]);
    expect(report.findings[0]?.facts).toMatchObject({ user: users.a, before: 0n, after: 2n });
  });

  it("that is told and not made", async () => {
    const { check, fake } = await openSquare();
    fake.interpose((call, handle) => {
      const isOurs = call.header("authorization") === "Bearer sandbox-token-1";
      if (!isAdjust(call) || isMissing(call) || !isOurs) return handle(call);
      const [, , , , loyalty_account_id] = call.path.split("/");
      const { idempotency_key: id, adjust_points } = adjustSchema.parse(call.json);
      return { status: 200, body: { event: { id, loyalty_account_id, adjust_points } } };
    });
    expect(found(await check())).toEqual([
      ...["paid_not_in_books", "paid_not_in_books", "paid_not_found"],
    ]);
  });

  it("that is refused, unproved, or can't be asked for ends the check", async () => {
    const { check, fake } = await openSmile();
    const stops = async (between: Between) => {
      fake.interpose(between);
      const { steps, ...report } = await check();
      expect(steps).toHaveLength(1);
      return found({ steps, ...report });
    };
    const onlyPaying =
      (answer: ReturnType<Between>): Between =>
      (call, handle) =>
        call.method === "POST" ? answer : handle(call);
    expect(await stops(onlyPaying({ status: 403, body: {} }))).toEqual(["payment_not_made"]);
    expect(await stops(onlyPaying({ status: 201, body: {} }))).toEqual(["payment_in_doubt"]);
    await fake.close();
    expect(found(await check())).toEqual(["balance_unreadable", "not_asked"]);
  });

  it("that is made once more when nobody looks", async () => {
    const { check, fake, users } = await openSmile();
    fake.interpose((call, handle) => {
      if (call.header("authorization") !== "Bearer token-1" && call.method === "POST") {
        fake.books.give({ id: "late", userId: users.b, points: 1 });
      }
      return handle(call);
    });
    const report = await check({ triesRate: false });
    expect(found(report)).toEqual(["books_differ"]);
    expect(report.findings[0]?.facts).toMatchObject({ user: users.b, expected: 1n });
  });
});

const paySchema = z.looseObject({ request: z.looseObject({ reason: z.string() }) });

/** The same points for another reason, so that it is no repeat. */
function twin({ json }: FakeCall): object {
  const { request, ...asked } = paySchema.parse(json);
  return { ...asked, request: { ...request, reason: `${request.reason} again` } };
}

describe("what is accepted", () => {
  it("and then reverts, which is no payment", async () => {
    const { check, fake } = await openThirdweb();
    fake.doAtOnce("revert");
    expect(found(await check())).toEqual(["accepted_then_failed"]);
  });

  it("and then fails", async () => {
    const { check, fake, time } = await openTremendous();
    fake.makeOrders("OPEN");
    time.onWait(() => fake.decideOrders("FAILED"));
    expect(found(await check())).toEqual(["accepted_then_failed"]);
  });

  it("and never confirmed", async () => {
    const { check, fake } = await openTremendous();
    fake.makeOrders("PENDING APPROVAL");
    const report = await check({ confirmWithinMs: 120_000 });
    expect(found(report)).toEqual(["not_confirmed"]);
    expect(report.findings[0]?.facts).toMatchObject({ waited: { ms: 120_000 } });
  });

  it("and given up by the connector before it is mined", async () => {
    const { check, fake } = await openThirdweb();
    const report = await check({}, (description) => ({
      ...description,
      confirm: description.confirm && {
        ...description.confirm,
        read: () => {
          fake.doNow("time_out", "mine_unseen");
          return { means: "rejected", code: "reverted" };
        },
      },
    }));
    expect(found(report)).toEqual(["failed_but_paid"]);
  });
});

describe("a look-up", () => {
  it.each([
    ["Cafe24", openCafe24],
    ["Smile.io", openSmile],
    ["Shopify", openShopify],
  ])("of %s that lags beyond settleMs", async (_, open) => {
    const { check, fake } = await open();
    fake.quirks.listLagMs = 90_000;
    const report = await check();
    expect(found(report)).toEqual(["shows_too_late"]);
    expect(report.findings[0]?.facts).toEqual({
      settle: { ms: 60_000 },
      shown: { ms: expect.any(Number) },
    });
  });

  it("that never shows what was paid", async () => {
    const { check, fake } = await openSquare();
    fake.showEvents(false);
    expect(found(await check())).toEqual(["paid_not_found"]);
  });

  it("whose mark is cut off", async () => {
    const { check, fake } = await openCafe24();
    fake.quirks.reasonHolds = 16;
    expect(found(await check())).toEqual(["look_up_untold", "look_up_untold", "not_made_untold"]);
  });

  it("that names another transaction", async () => {
    const { check, fake } = await openSmile();
    fake.interpose((call, handle) => {
      const answer = handle(call);
      if (call.method === "POST" || !call.path.endsWith("/points_transactions")) return answer;
      return { ...answer, body: String(answer.body).replaceAll(/"id":8/g, '"id":9') };
    });
    expect(found(await check())).toEqual(["look_up_other_id"]);
  });

  it("that finds whatever it is asked for", async () => {
    const { check } = await openCafe24();
    const report = await check({}, (description) => ({
      ...description,
      lookUp: description.lookUp && { ...description.lookUp, read: () => ({ found: "paid" }) },
    }));
    expect(found(report)).toEqual(["found_what_was_not_made"]);
  });
});

describe("calls for several payments", () => {
  /** A connector that makes and reads them in another way. */
  const otherBulk =
    (change: (bulk: Bulk) => Partial<Bulk>) =>
    (description: Description): Description => ({
      ...description,
      bulk: description.bulk && { ...description.bulk, ...change(description.bulk) },
    });
  const underOthers = (asks: readonly Ask[]) => asks.map((ask) => ({ ...ask, key: `${ask.key}x` }));

  it.each<[string, (bulk: Bulk) => Partial<Bulk>, string[]]>([
    [
      "that nobody answers for",
      (bulk) => ({ call: (asks) => ({ ...bulk.call(asks), json: { payments: "?" } }) }),
      ["bulk_not_answered"],
    ],
    [
      "whose last result nobody reads",
      (bulk) => ({ read: (...asked) => bulk.read(...asked)?.slice(0, -1) }),
      ["bulk_result_missing", "books_differ"],
    ],
    [
      "whose results are read in another order",
      (bulk) => ({
        read(...asked) {
          const [first, missing, last] = bulk.read(...asked) ?? [];
          return [missing, first, last];
        },
      }),
      ["bulk_result_mistaken", "bulk_result_mistaken"],
    ],
    [
      "that pay under other keys than single calls",
      (bulk) => ({
        call: (asks) => bulk.call(underOthers(asks)),
        read: (reply, asks) => bulk.read(reply, underOthers(asks)),
      }),
      ["bulk_key_pays_again"],
    ],
    [
      "that pay twice as much",
      (bulk) => ({
        call: (asks) => bulk.call(asks.map((ask) => ({ ...ask, points: 2 * ask.points }))),
      }),
      ["bulk_differs_from_books", "bulk_differs_from_books"],
    ],
  ])("%s", async (_, change, codes) => {
    const { check } = await openHttp();
    const report = await check({ triesRate: false }, otherBulk(change));
    expect(found(report)).toEqual(codes);
  });
});

describe("users and credentials", () => {
  it.each([
    [200, "missing_user_paid"],
    [500, "missing_user_in_doubt"],
    [401, "missing_user_pauses"],
    [429, "missing_user_busy"],
  ])("a missing user who is answered %i", async (status, code) => {
    const { check, fake, users } = await openSquare();
    const event = { id: "e", loyalty_account_id: users.missing, adjust_points: { points: 1 } };
    fake.interpose((call, handle) =>
      isMissing(call) && isAdjust(call)
        ? { status, body: status === 200 ? { event } : {} }
        : handle(call),
    );
    expect(found(await check())).toEqual([code]);
  });

  it("users whom dry runs mistake", async () => {
    const { check } = await openSquare();
    const report = await check({}, (description) => ({
      ...description,
      findUser: description.findUser && {
        ...description.findUser,
        read: ({ status }) => (status === 200 ? rejected : { means: "found" }),
      },
    }));
    expect(found(report)).toEqual(["known_user_not_found", "missing_user_found"]);
  });

  it.each([
    [400, "wrong_credentials_reject"],
    [500, "wrong_credentials_in_doubt"],
  ])("wrong credentials that are answered %i", async (status, code) => {
    const { check, fake } = await openSquare();
    fake.interpose((call, handle) => {
      const answer = handle(call);
      return answer.status === 401 ? { status, body: {} } : answer;
    });
    expect(found(await check())).toEqual([code]);
  });

  it("wrong credentials that are taken", async () => {
    const { check, fake, users } = await openSquare();
    const header = () => "Bearer sandbox-token-1";
    fake.interpose((call, handle) => handle({ ...call, header }));
    expect(found(await check())).toEqual(["wrong_credentials_paid"]);
    // Both were taken back again.
    expect(fake.books.byUser().get(users.a)).toEqual({ times: 4, points: 0 });
  });

  it("a balance that nobody may read", async () => {
    const { check, fake } = await openSmile();
    fake.interpose((call, handle) =>
      call.path.includes("/customers/") ? { status: 403, body: {} } : handle(call),
    );
    const report = await check({ triesRate: false });
    expect(found(report)).toEqual(["balance_unreadable"]);
    expect(report.limits.map(({ code }) => code)).toContain("no_balance");
  });

  it("a float that is told, and one that is not", async () => {
    const { check, fake } = await openSmile();
    const telling = (points: bigint | undefined) => (description: Description) => ({
      ...description,
      float: {
        call: () => ({ method: "GET" as const, url: `${fake.url}/v1/customers` }),
        read: () => points,
      },
    });
    const told = await check({ triesRate: false }, telling(1_234n));
    expect(found(told)).toEqual([]);
    expect(told.guarantees).toContainEqual({ code: "float_told", facts: { points: 1_234 } });
    const untold = await check({ triesRate: false }, telling(undefined));
    expect(found(untold)).toContain("float_unreadable");
  });

  it("a rate that is lower than described", async () => {
    const { check } = await openSmile();
    const report = await check({}, (description) => ({
      ...description,
      limits: { ratePerSecond: 20 },
    }));
    expect(found(report)).toEqual(["rate_refused"]);
    expect(report.findings[0]?.facts).toMatchObject({ rate: 20, said: "http_429" });
  });
});

describe("a reversal", () => {
  const isReversal = (call: FakeCall) =>
    isAdjust(call) && adjustSchema.parse(call.json).adjust_points.points < 0;
  /** Square, which does this where points are taken back. */
  const onReversal =
    (answer: Between): Between =>
    (call, handle) =>
      isReversal(call) ? answer(call, handle) : handle(call);
  const changed = (user: string, before: bigint, after: bigint) => ({
    ...{ code: "balance_changed", facts: { user, before, after } },
  });

  it("that is refused leaves the points, and says so", async () => {
    const { check, fake, users } = await openSquare();
    fake.interpose(onReversal(() => BAD_REQUEST));
    const report = await check();
    expect(found(report)).toEqual([
      ...["reversal_refused", "reversal_refused", "reversal_refused"],
    ]);
    expect(report.findings[0]?.facts).toMatchObject({
      ...{ user: users.a, asked: 1, said: "rejected (not_enough_points: No.)" },
    });
    expect(report.limits.slice(-2)).toEqual([changed(users.a, 0n, 1n), changed(users.b, 0n, 2n)]);
  });

  it("that pays instead of taking back", async () => {
    const { check, fake, users } = await openSmile();
    const report = await check({}, (description) => ({ ...description, reverse: description.pay }));
    expect(found(report)).toEqual(["reversal_pays", "reversal_pays"]);
    expect(report.findings[0]?.facts).toMatchObject({ user: users.a, before: 1n, after: 2n });
    expect(fake.books.byUser().get(users.a)).toEqual({ times: 2, points: 2 });
  });

  it("that is told and not made", async () => {
    const { check, fake, users } = await openSquare();
    fake.interpose(
      onReversal((call) => {
        const [, , , , loyalty_account_id] = call.path.split("/");
        const { idempotency_key: id, adjust_points } = adjustSchema.parse(call.json);
        return { status: 200, body: { event: { id, loyalty_account_id, adjust_points } } };
      }),
    );
    const report = await check();
    expect(found(report)).toEqual(["not_as_before", "not_as_before"]);
    expect(report.findings[0]?.facts).toEqual({ user: users.a, before: 0n, after: 1n });
  });

  it("whose key is forgotten takes the points twice", async () => {
    const { check, fake, users } = await openSquare();
    fake.books.give({ id: "before", userId: users.a, points: 7 });
    const forgetting = underOtherKeys((key) => `${key}-${another()}`);
    fake.interpose(onReversal(forgetting));
    const report = await check();
    expect(found(report)).toEqual(["reversal_twice"]);
    expect(report.findings[0]?.facts).toEqual({
      ...{ user: users.a, ends: "replays", before: 7n, after: 6n },
    });
    expect(report.limits.at(-1)).toEqual(changed(users.a, 7n, 6n));
  });

  it("that nothing makes certain", async () => {
    const { check, fake } = await openSquare();
    fake.interpose(
      onReversal((call, handle) => {
        handle(call);
        return FAILED;
      }),
    );
    const report = await check();
    expect(found(report)).toEqual([
      ...["reversal_in_doubt", "reversal_in_doubt", "reversal_in_doubt"],
    ]);
  });

  it("whose answer gets lost is made certain under its own key", async () => {
    const { check, fake, users } = await openSquare();
    const cut = new Set<string>();
    fake.interpose(
      onReversal((call, handle) => {
        const answer = handle(call);
        const isFirst = !cut.has(call.text);
        cut.add(call.text);
        return isFirst ? FAILED : answer;
      }),
    );
    expect(found(await check())).toEqual([]);
    expect(fake.books.byUser().get(users.b)).toEqual({ times: 4, points: 0 });
  });

  it("that the list never shows", async () => {
    const { check, fake } = await openCafe24();
    fake.interpose((call, handle) => {
      const answer = handle(call);
      if (call.method === "POST" || call.path.endsWith("/report")) return answer;
      const { points } = listSchema.parse(answer.body);
      const shown = points.filter((entry) => entry.available_points_decrease === null);
      return { ...answer, body: { points: shown } };
    });
    const report = await check();
    expect(found(report)).toEqual(["reversal_in_doubt"]);
    expect(report.findings[0]?.facts).toMatchObject({ ends: "look_up" });
  });
});

const listSchema = z.object({
  points: z.array(z.looseObject({ available_points_decrease: z.string().nullable() })),
});

it("each finding is brought about by some fault", () => {
  expect(Object.keys(FINDINGS).filter((code) => !seen.has(code))).toEqual([]);
});
