import { describe, expect, it, onTestFinished } from "vitest";
import { startFakeServer } from "../../../local/fakes/fake-server.ts";
import { openConnector } from "../open-connector.ts";
import { acmePoints } from "./acme-points.ts";

const PAYMENT = { row: 2, userId: "kim", points: 1_500, reason: "출석" };

describe("Acme points", () => {
  it("pays once, however often an answer is lost", async () => {
    const given = new Map<unknown, string>();
    const fake = await startFakeServer({
      pays: () => true,
      handle({ json }) {
        const key = JSON.stringify(json);
        if (!given.has(key)) given.set(key, `g-${given.size + 1}`);
        return { status: 200, body: { code: "OK", grantId: given.get(key) } };
      },
    });
    onTestFinished(() => fake.close());
    const api = openConnector(acmePoints, { baseUrl: fake.url }, { token: "t" });
    fake.fail({ when: "after_doing", answer: "cut", times: 1 });

    expect(await api.pay(PAYMENT, "paysheet-01K-2")).toMatchObject({ kind: "in_doubt" });
    expect(await api.pay(PAYMENT, "paysheet-01K-2")).toEqual({
      kind: "paid",
      transactionId: "g-1",
    });
    expect(given.size).toBe(1);
  });

  it.each([
    [{ code: "NO_MEMBER" }, { kind: "rejected", code: "acme_no_member" }],
    [{ code: "NO_BUDGET" }, { kind: "ours", code: "acme_no_budget" }],
    [{ code: "OK" }, { kind: "in_doubt", code: "unreadable_answer" }],
    [{ code: "SOMETHING_NEW" }, { kind: "in_doubt", code: "unreadable_answer" }],
  ])("reads %j", async (body, read) => {
    const answer = { status: 200, body };
    const fake = await startFakeServer({ pays: () => true, handle: () => answer });
    onTestFinished(() => fake.close());
    const api = openConnector(acmePoints, { baseUrl: fake.url }, { token: "t" });

    expect(await api.pay(PAYMENT, "paysheet-01K-2")).toMatchObject(read);
  });
});
