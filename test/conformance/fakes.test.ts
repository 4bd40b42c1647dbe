import { describe, expect, it } from "vitest";
import {
  openCafe24,
  openHttp,
  openShopify,
  openSmile,
  openSquare,
  openThirdweb,
  openTremendous,
} from "./checked-fakes.ts";

const codesOf = (told: readonly { readonly code: string }[]) => told.map(({ code }) => code);

const BY_KEY = {
  steps: ["first_payment", "same_key", "other_content", "lost_answer", "look_up", "never_made"],
  limits: ["lifetime_untried", "refusal_is_no_proof"],
};
const BY_LOOK_UP = {
  steps: ["first_payment", "lost_answer", "look_up", "never_made"],
  guarantees: ["lost_answer_by_look_up", "not_made_is_told"],
  limits: ["repeats_may_pay_again", "dry_run_asks_nothing"],
};
const REFUSED_ALONE = ["missing_user_refused", "wrong_credentials_pause", "rate_held"];
const COUNTED = ["counted_once", "counted_once"];
const TO_THE_END = ["missing_user", "wrong_credentials", "rate"];

describe("a check finds each fake to be as its connector says", () => {
  it("Square: keys, then a look-up", async () => {
    const { check } = await openSquare();
    const { steps, findings, guarantees, limits } = await check();
    expect(findings).toEqual([]);
    expect(codesOf(steps)).toEqual([
      ...BY_KEY.steps,
      ...["missing_user", "dry_run", "wrong_credentials", "rate", "books"],
      "reversal",
    ]);
    expect(codesOf(guarantees)).toEqual([
      ...["other_content_noticed", "lost_answer_by_key", "look_up_after_key", "not_made_is_told"],
      ...["missing_user_refused", "dry_run_finds_users", "wrong_credentials_pause", "rate_held"],
      ...[...COUNTED, "taken_back"],
    ]);
    expect(codesOf(limits)).toEqual(BY_KEY.limits);
  });

  it("Tremendous: a repeat is the look-up, and there is no balance", async () => {
    const { check, users } = await openTremendous();
    const { steps, findings, guarantees, limits } = await check();
    expect(findings).toEqual([]);
    expect(codesOf(steps)).toEqual([...BY_KEY.steps, ...TO_THE_END]);
    expect(codesOf(guarantees)).toEqual([
      ...["other_content_noticed", "lost_answer_by_key", "look_up_after_key", "not_made_is_told"],
      ...REFUSED_ALONE,
    ]);
    expect(codesOf(limits)).toEqual([
      ...[...BY_KEY.limits, "dry_run_asks_nothing", "no_balance", "no_reversal"],
    ]);
    expect(limits.at(-1)?.facts).toEqual({ a: users.a, b: users.b });
  });

  it("Tremendous, where orders wait to be approved", async () => {
    const { check, fake, time } = await openTremendous();
    fake.makeOrders("PENDING APPROVAL");
    time.onWait(() => fake.decideOrders("EXECUTED"));
    const { findings, guarantees } = await check();
    expect(findings).toEqual([]);
    expect(codesOf(guarantees)).toContain("confirmed_later");
  });

  it("thirdweb Engine: accepted, then mined", async () => {
    const { check } = await openThirdweb();
    const { steps, findings, guarantees, limits } = await check();
    expect(findings).toEqual([]);
    expect(codesOf(steps)).toEqual([...BY_KEY.steps, ...TO_THE_END, "books"]);
    expect(codesOf(guarantees)).toEqual([
      ...["confirmed_later", "lost_answer_by_key", "look_up_after_key"],
      ...REFUSED_ALONE,
      ...COUNTED,
    ]);
    expect(codesOf(limits)).toEqual([
      ...["other_content_unnoticed", ...BY_KEY.limits],
      ...["not_made_is_not_told", "dry_run_asks_nothing", "no_reversal"],
    ]);
  });

  it("Smile.io, by e-mail addresses", async () => {
    const { check, fake } = await openSmile({ users: "email" });
    const { findings, guarantees, limits } = await check();
    expect(findings).toEqual([]);
    expect(codesOf(guarantees)).toEqual([
      ...[...BY_LOOK_UP.guarantees, "missing_user_refused", "dry_run_finds_users"],
      ...["wrong_credentials_pause", "rate_held", ...COUNTED, "taken_back"],
    ]);
    expect(codesOf(limits)).toEqual(["repeats_may_pay_again"]);
    expect([...fake.books.byUser().values()]).toEqual([
      { times: 2, points: 0 },
      { times: 2, points: 0 },
    ]);
  });

  it.each([
    ["Cafe24", openCafe24],
    ["Smile.io", () => openSmile()],
    ["Shopify with notes", openShopify],
  ])("%s: nothing but a list", async (_, open) => {
    const { check, fake } = await open();
    const { steps, findings, guarantees, limits } = await check();
    expect(findings).toEqual([]);
    expect(codesOf(steps)).toEqual([...BY_LOOK_UP.steps, ...TO_THE_END, "books", "reversal"]);
    expect(codesOf(guarantees)).toEqual([
      ...[...BY_LOOK_UP.guarantees, ...REFUSED_ALONE, ...COUNTED, "taken_back"],
    ]);
    expect(codesOf(limits)).toEqual(BY_LOOK_UP.limits);
    expect([...fake.books.byUser().values()]).toEqual([
      { times: 2, points: 0 },
      { times: 2, points: 0 },
    ]);
  });

  it("Shopify without notes: nothing ends a doubt", async () => {
    const { check, fake } = await openShopify("2026-10");
    const { steps, findings, limits } = await check();
    expect(findings).toEqual([]);
    expect(codesOf(steps)).toEqual([
      ...["first_payment", "lost_answer", ...TO_THE_END, "books", "reversal"],
    ]);
    // What was paid under the lost answer is known by the books alone.
    expect([...fake.books.byUser().values()]).toEqual([
      { times: 2, points: 0 },
      { times: 2, points: 0 },
    ]);
    expect(codesOf(limits)).toEqual(["person_for_lost_answer", "dry_run_asks_nothing"]);
  });

  it("the general connector, on the local points API", async () => {
    const { check } = await openHttp();
    const { findings, guarantees, limits } = await check({ triesRate: false });
    expect(findings).toEqual([]);
    expect(codesOf(limits)).toEqual([
      ...BY_KEY.limits,
      ...["no_credentials", "rate_untried", "no_reversal"],
    ]);
    expect(codesOf(guarantees)).toContain("bulk_answers_for_each");
  });

  it("pays as many points as it is told, takes back as many, and leaves out whom it was not told", async () => {
    const { check, fake, users } = await openSquare();
    const { a, b } = users;
    const { findings, limits } = await check({ points: 50, users: { a, b } });
    expect(findings).toEqual([]);
    expect(codesOf(limits)).toContain("missing_user_untried");
    expect(fake.books.byUser()).toEqual(
      new Map([
        [a, { times: 2, points: 0 }],
        [b, { times: 4, points: 0 }],
      ]),
    );
  });

  it("leaves the users what they got where that is wanted", async () => {
    const { check, fake, users } = await openSquare();
    const { a, b } = users;
    const { findings, steps, limits } = await check({ keeps: true });
    expect(findings).toEqual([]);
    expect(codesOf(steps).at(-1)).toBe("books");
    expect(limits.at(-1)).toEqual({ code: "kept", facts: { a, b } });
    expect(fake.books.byUser()).toEqual(
      new Map([
        [a, { times: 1, points: 1 }],
        [b, { times: 2, points: 2 }],
      ]),
    );
  });

  it("leaves the users what they had before", async () => {
    const { check, fake, users } = await openSquare();
    fake.books.give({ id: "before", userId: users.a, points: 7 });
    const { findings, steps } = await check();
    expect(findings).toEqual([]);
    expect(steps.at(-1)?.facts["said"]).toMatch(/; account-a 7 → 7, account-b 0 → 0$/);
  });
});
