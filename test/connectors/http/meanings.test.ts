import { describe, expect, it } from "vitest";
import { listen, openPointsApi } from "../../adapters/points-api/points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "42", points: 1_500, reason: "출석 이벤트" };
const KEY = "paysheet-01KAGX4Z6W0Q9V3T7M2N5P8R1S-2";

/** An API that answers so, and what it was asked. */
async function answering(status: number, body: unknown, options: object) {
  const asked: unknown[] = [];
  const base = await listen(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    asked.push([request.method, request.url, request.headers["content-type"], text]);
    response.writeHead(status, { "retry-after": "2" }).end(JSON.stringify(body));
  });
  const here = JSON.parse(JSON.stringify(options).replaceAll("https://p.example", base));
  return { api: openPointsApi(base, { transactionIdPath: undefined, ...here }), asked };
}

const confirm = {
  url: "https://p.example/jobs/{{reference}}",
  paid: [{ path: "state", equals: "DONE" }],
  transactionIdPath: "tx",
  rejected: [{ path: "state", oneOf: ["FAILED", "CANCELLED"] }],
};
const accepted = { rules: [{ path: "state", oneOf: ["QUEUED", "DONE"] }], referencePath: "id" };

describe("an answer that says that nothing was done", () => {
  const pay = async (status: number, body: object, notDone: object[]) =>
    await (await answering(status, body, { proof: "status", notDone })).api.pay(PAYMENT, KEY);

  it("is one by the rules alone", async () => {
    const locked = [{ status: 409, path: "code", equals: "LOCKED" }];
    expect(await pay(409, { code: "LOCKED" }, locked)).toEqual({
      ...{ kind: "not_done", code: "http_409", unavailable: false, retryAfterMs: 2_000 },
    });
    expect(await pay(409, { code: "OTHER_CONTENT" }, locked)).toMatchObject({ kind: "in_doubt" });
    expect(await pay(503, {}, [{ status: 503 }])).toMatchObject({
      ...{ kind: "not_done", code: "http_503", unavailable: true },
    });
    const throttled = [{ path: "errors.0.extensions.code", equals: "THROTTLED" }];
    const errors = [{ extensions: { code: "THROTTLED" } }];
    expect(await pay(200, { errors }, throttled)).toMatchObject({
      ...{ kind: "not_done", code: "http_200", unavailable: false },
    });
  });
});

describe("an API that accepts now and pays later", () => {
  const pay = async (status: number, body: object, options: object = {}) =>
    await (await answering(status, body, { accepted, confirm, ...options })).api.pay(PAYMENT, KEY);

  it("has accepted what has a reference, and is never believed to have paid by its status", async () => {
    expect(await pay(202, { state: "QUEUED", id: 1743223061489848 })).toEqual({
      ...{ kind: "accepted", reference: "1743223061489848" },
    });
    expect(await pay(200, { state: "DONE", id: "q-1" }, { proof: "status" })).toEqual({
      ...{ kind: "accepted", reference: "q-1" },
    });
    const inDoubt = { kind: "in_doubt", code: "unreadable_answer" };
    expect(await pay(202, { state: "QUEUED" })).toMatchObject(inDoubt);
    expect(await pay(200, { id: "q-1" })).toMatchObject(inDoubt);
  });

  it("has paid what it says so of, where it can pay at once as well", async () => {
    const success = [{ path: "state", equals: "PAID" }];
    expect(await pay(200, { state: "PAID" }, { success })).toEqual({ kind: "paid" });
  });

  it("is asked by the reference what became of it", async () => {
    const ask = async (status: number, body: object) => {
      const { api, asked } = await answering(status, body, { accepted, confirm });
      const reference = "q/1";
      const answer = await api.confirm?.ask({
        ...{ payment: PAYMENT, idempotencyKey: KEY, reference },
      });
      expect(asked).toEqual([["GET", "/jobs/q%2F1", undefined, ""]]);
      expect(api.confirm?.deadlineMs).toBe(86_400_000);
      return answer;
    };
    expect(await ask(200, { state: "DONE", tx: "0x1" })).toEqual({
      ...{ kind: "paid", transactionId: "0x1" },
    });
    expect(await ask(200, { state: "FAILED", message: "gas" })).toEqual({
      ...{ kind: "rejected", code: "http_200", detail: "gas" },
    });
    const undecided = [
      [200, { state: "QUEUED" }],
      [200, { state: "DONE" }],
      [404, { state: "FAILED" }],
      [500, { state: "DONE", tx: "0x1" }],
    ] as const;
    for (const [status, body] of undecided) {
      expect(await ask(status, body)).toEqual({
        ...{ kind: "pending", code: `http_${status}`, retryAfterMs: 2_000 },
      });
    }
  });

  it("accepts in the results of a bulk call as well", async () => {
    const results = [
      { idempotencyKey: KEY, status: 202, state: "QUEUED", id: "q-1" },
      { idempotencyKey: "k-3", status: 200 },
    ];
    const bulk = { url: "https://p.example/bulk" };
    const { api } = await answering(200, { results }, { accepted, confirm, bulk });
    const requests = [KEY, "k-3"].map((key) => ({ payment: PAYMENT, idempotencyKey: key }));
    expect(await api.bulk?.pay(requests)).toEqual({
      kind: "answered",
      answers: new Map<string, unknown>([
        [KEY, { kind: "accepted", reference: "q-1" }],
        ["k-3", { kind: "in_doubt", code: "unreadable_answer", unavailable: false }],
      ]),
    });
  });
});

it("is paid by a form, whose fields are written like the members of a body", async () => {
  const body = { user: "{{userId}}", amount: "{{points}}", memo: "{{reason}}", live: true };
  const options = { form: true, body, headers: { Key: "{{idempotencyKey}}" }, proof: "status" };
  const { api, asked } = await answering(200, {}, options);

  expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "paid" });
  await api.pay({ row: 3, userId: "43", points: 1 }, KEY);
  const type = "application/x-www-form-urlencoded";
  const memo = encodeURIComponent("출석 이벤트").replace("%20", "+");
  expect(asked).toEqual([
    ["POST", "/v1/points", type, `user=42&amount=1500&memo=${memo}&live=true`],
    ["POST", "/v1/points", type, "user=43&amount=1&live=true"],
  ]);
});
