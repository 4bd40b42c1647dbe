import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import type { Call, Description, LookUp, Reply } from "../../../connectors/connector.ts";
import { listen, openDescribed, permitFor } from "./points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "42", points: 1_500, reason: "출석" };
const KEY = "paysheet-01KAGX4Z6W0Q9V3T7M2N5P8R1S-2";
const PAID = { kind: "paid", transactionId: "t-1" };

function hasId(json: unknown): json is { readonly id: string } {
  return typeof json === "object" && json !== null && "id" in json && typeof json.id === "string";
}

/** An API that pays whoever is asked for, and names the grant. */
function describing(base: string, more: Partial<Description> = {}): Description {
  return {
    credentials: { kind: "none" },
    limits: { ratePerSecond: 10 },
    ...{ timeoutMs: 30_000, keyForm: "plain", doubt: { ends: "none" } },
    pay: {
      call: ({ userId, points, key }) => ({
        ...{ method: "POST", url: `${base}/pay` },
        json: { userId, points, key, left: undefined },
      }),
      read: ({ json }) => (hasId(json) ? { means: "paid", transactionId: json.id } : undefined),
    },
    ...more,
  };
}

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A server that answers so, and what it was asked. */
async function serve(answer: RequestListener) {
  const asked: Asked[] = [];
  const base = await listen(async (request, response) => {
    const { method, url, headers } = request;
    asked.push({ method, url, headers, body: Buffer.concat(await request.toArray()).toString() });
    answer(request, response);
  });
  return { base, asked };
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(JSON.stringify(body));
  };

describe("a call", () => {
  it("is sent as JSON, without members that have no value", async () => {
    const { base, asked } = await serve(json({ id: "t-1" }));

    expect(await openDescribed(describing(base)).pay(PAYMENT, KEY)).toEqual(PAID);
    expect(asked).toMatchObject([
      {
        ...{ method: "POST", url: "/pay" },
        headers: { "content-type": "application/json", accept: "application/json" },
        body: `{"userId":"42","points":1500,"key":"${KEY}"}`,
      },
    ]);
  });

  it("is sent as a form, with headers of its own in ASCII", async () => {
    const { base, asked } = await serve(json({ id: "t-1" }));
    const description = describing(base);
    const call = (): Call => ({
      ...{ method: "PUT", url: `${base}/form`, form: { a: "1 2", 나: "&" } },
      headers: { "X-Reason": "출석\n" },
    });
    const api = openDescribed({ ...description, pay: { ...description.pay, call } });

    expect(await api.pay(PAYMENT, KEY)).toEqual(PAID);
    expect(asked).toMatchObject([
      {
        ...{ method: "PUT", url: "/form" },
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "x-reason": "%EC%B6%9C%EC%84%9D%0A",
        },
        body: "a=1+2&%EB%82%98=%26",
      },
    ]);
  });

  it.each([
    ["plain", KEY],
    ["uuid", "1e78dd31-6b38-4de6-9287-a4133e6e76cf"],
    [36, "1e78dd316b389de6d287a4133e6e76cf0918"],
  ] as const)("has its key in the form that is described: %s", async (keyForm, key) => {
    const { base, asked } = await serve(json({ id: "t-1" }));
    const api = openDescribed(describing(base, { keyForm }));

    await api.pay(PAYMENT, KEY);
    await api.pay(PAYMENT, KEY);

    const body = JSON.stringify({ userId: "42", points: 1_500, key });
    expect(asked.map((each) => each.body)).toEqual([body, body]);
  });

  it.each([
    ["goes over the network in the open", "http://points.example/pay"],
    ["has an address that is none", "https://"],
    ["holds credentials in its address", "https://a:b@points.example/pay"],
  ])("is not made when it %s", async (_, url) => {
    const description = describing("");
    const pay = { ...description.pay, call: (): Call => ({ method: "POST", url }) };

    expect(await openDescribed({ ...description, pay }).pay(PAYMENT, KEY)).toMatchObject({
      ...{ kind: "ours", code: "call_not_made" },
    });
  });

  it("is not made when its connector fails to write it", async () => {
    const description = describing("");
    const call = (): never => {
      throw new Error("There is no account.");
    };
    const notMade = { kind: "ours", code: "call_not_made", detail: "There is no account." };
    const api = openDescribed({ ...description, pay: { ...description.pay, call } });
    expect(await api.pay(PAYMENT, KEY)).toEqual(notMade);
    const unsure = openDescribed({ ...description, checkUserId: call });
    expect(await unsure.pay(PAYMENT, KEY)).toEqual(notMade);
  });

  it("is not made for a user id that the API can't have", async () => {
    const { base, asked } = await serve(json({ id: "t-1" }));
    const api = openDescribed(
      describing(base, {
        checkUserId: (userId) =>
          userId === "42" ? { code: "no_account", detail: "?" } : undefined,
      }),
    );

    expect(await api.pay(PAYMENT, KEY)).toEqual({
      ...{ kind: "rejected", code: "no_account", detail: "?" },
    });
    expect(await api.pay({ ...PAYMENT, userId: "43" }, KEY)).toEqual(PAID);
    expect(asked).toHaveLength(1);
  });

  it("is signed anew each time that it leaves, over what is sent", async () => {
    const { base, asked } = await serve((request, response) => {
      const isSecond = request.headers["x-signature"] === "two 80 POST ";
      json({ id: "t-1" }, isSecond ? 200 : 401)(request, response);
    });
    const nonces = new Set<string>();
    const api = openDescribed(
      describing(base, {
        credentials: {
          ...{ kind: "secret", fields: ["token"] },
          headers: ({ token = "" }) => ({ Authorization: `Key ${token}` }),
          sign({ method, headers, body }, { token = "" }, { nonce }) {
            nonces.add(nonce);
            const scheme = headers["authorization"] === `Key ${token}` ? "" : "?";
            return { "X-Signature": `${token} ${body.length} ${method} ${scheme}` };
          },
        },
      }),
      [{ token: "one" }, { token: "two", more: 1 }],
    );

    expect(await api.pay(PAYMENT, KEY)).toEqual(PAID);
    expect(asked.map(({ headers }) => headers["authorization"])).toEqual(["Key one", "Key two"]);
    expect([...nonces]).toEqual([expect.stringMatching(/^\w{32}$/), expect.stringMatching(/^\w/)]);
  });

  it("makes nobody wait longer than the token endpoint asks for", async () => {
    const { base } = await serve(json({}, 503, { "retry-after": "20" }));
    const tokenUrl = `${base}/token`;
    const credentials = { kind: "client_credentials", tokenUrl, clientAuth: "body" } as const;
    const api = openDescribed(describing(base, { credentials }), [
      { clientId: "a", clientSecret: "b" },
    ]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({
      ...{ kind: "not_done", code: "credentials_unavailable", retryAfterMs: 20_000 },
    });
  });
});

describe("an answer", () => {
  const means = async (read: Description["pay"]["read"], status = 200, more = {}) => {
    const { base } = await serve(json({ message: "words" }, status, { "retry-after": "3" }));
    const description = describing(base, more);
    return await openDescribed({ ...description, pay: { ...description.pay, read } }).pay(
      PAYMENT,
      KEY,
    );
  };
  const confirm = {
    deadlineMs: 1,
    call: () => ({ method: "GET", url: "" }),
    read: () => undefined,
  };

  it("means what its connector says, in its words or the API's", async () => {
    const detail = "words";
    expect(await means(() => ({ means: "paid" }))).toEqual({ kind: "paid" });
    expect(await means(() => ({ means: "rejected", code: "gone" }))).toEqual({
      ...{ kind: "rejected", code: "gone", detail },
    });
    expect(await means(() => ({ means: "ours", detail: "no\n funds" }), 400)).toEqual({
      ...{ kind: "ours", code: "http_400", detail: "no funds" },
    });
    expect(await means(() => ({ means: "not_done", code: "busy" }))).toEqual({
      ...{ kind: "not_done", code: "busy", detail, unavailable: false, retryAfterMs: 3_000 },
    });
    expect(await means(() => ({ means: "not_done", retryAfterMs: 70 }), 503)).toEqual({
      ...{ kind: "not_done", code: "http_503", detail, unavailable: true, retryAfterMs: 70 },
    });
    expect(await means(() => ({ means: "in_doubt" }), 500)).toEqual({
      ...{ kind: "in_doubt", code: "http_500", detail, unavailable: true, retryAfterMs: 3_000 },
    });
    const words = (): string => "its own";
    expect(await means(() => ({ means: "rejected" }), 200, { words })).toEqual({
      ...{ kind: "rejected", code: "http_200", detail: "its own" },
    });
  });

  it("is accepted only where somebody can ask what became of it, and by what", async () => {
    const accepted = { means: "accepted", reference: "q-1" } as const;
    const inDoubt = { kind: "in_doubt", code: "http_202", unavailable: false };
    expect(await means(() => accepted, 202, { confirm })).toEqual({
      ...{ kind: "accepted", reference: "q-1" },
    });
    expect(await means(() => accepted, 202)).toMatchObject(inDoubt);
    expect(await means(() => ({ ...accepted, reference: "" }), 202, { confirm })).toMatchObject(
      inDoubt,
    );
  });

  it("that its connector stumbles over proves nothing, whatever its status", async () => {
    const stumble = () => {
      throw new TypeError("Cannot read properties of undefined");
    };
    for (const status of [200, 404, 429]) {
      expect(await means(stumble, status)).toMatchObject({
        ...{ kind: "in_doubt", code: "unreadable_answer", unavailable: false },
      });
    }
  });
});

describe("a look-up", () => {
  const rows = (reply: Reply): readonly string[] => {
    const { json: body } = reply;
    return typeof body === "object" && body !== null && "rows" in body && Array.isArray(body.rows)
      ? body.rows
      : [];
  };
  /** Reads a list of keys, whose pages are numbered. */
  const lookUpAt = (base: string): LookUp => ({
    settleMs: 1,
    call: (_, claimedAtMs, cursor = "1") => ({
      method: "GET",
      url: `${base}/list?since=${new Date(claimedAtMs).toISOString()}&page=${cursor}`,
    }),
    read(reply, { key }, cursor = "1") {
      if (reply.status !== 200) return undefined;
      if (rows(reply).includes(key)) return { found: "paid", transactionId: key };
      return rows(reply).length === 0
        ? { found: "nothing" }
        : { found: "more", cursor: String(Number(cursor) + 1) };
    },
  });
  const pageOf = (url: string | undefined) =>
    Number(new URL(url ?? "", "http://here").searchParams.get("page"));

  async function setup(answer: (page: number) => RequestListener) {
    const { base, asked } = await serve((request, response) =>
      answer(pageOf(request.url))(request, response),
    );
    const api = openDescribed(describing(base, { lookUp: lookUpAt(base) }));
    return { look: () => api.lookUp?.(PAYMENT, KEY), asked };
  }

  it("reads page after page, from when it was claimed", async () => {
    const pages = [["a"], ["b"], [KEY], []];
    const { look, asked } = await setup((page) => json({ rows: pages[page - 1] }));

    expect(await look()).toEqual({ kind: "found", transactionId: KEY });
    expect(asked.map(({ url }) => url)).toEqual(
      [1, 2, 3].map((page) => `/list?since=2026-11-23T01:00:00.000Z&page=${page}`),
    );
  });

  it("finds nothing once every page was read", async () => {
    const { look, asked } = await setup((page) => json({ rows: page < 4 ? ["a"] : [] }));
    expect(await look()).toEqual({ kind: "not_found" });
    expect(asked).toHaveLength(4);
  });

  it.each<[string, RequestListener, object]>([
    ["fails", json({}, 500), { kind: "failed", code: "http_500", unavailable: true }],
    [
      "has to be waited for",
      json({}, 503, { "retry-after": "9" }),
      { kind: "failed", code: "http_503", unavailable: true, retryAfterMs: 9_000 },
    ],
    [
      "is longer than is read",
      json({ rows: ["x".repeat(70_000)] }),
      { kind: "failed", code: "unreadable_answer", unavailable: true },
    ],
    [
      "is cut off",
      (_, response) => {
        response.writeHead(200, { "content-length": "100" }).write('{"rows":[]}');
        response.socket?.end();
      },
      { kind: "failed", code: "connection_reset", unavailable: true },
    ],
    [
      "is a page for browsers",
      (_, response) => response.end("<html>Sorry</html>"),
      { kind: "failed", code: "unreadable_answer", unavailable: true },
    ],
    ["is not for us", json({}, 403), { kind: "ours", code: "http_403" }],
    ["wants other credentials", json({}, 401), { kind: "ours", code: "http_401" }],
  ])("finds nothing in a list whose second page %s", async (_, second, expected) => {
    const { look } = await setup((page) => (page === 1 ? json({ rows: ["a"] }) : second));
    const found = await look();
    expect(found).toMatchObject(expected);
    expect(found?.kind).not.toBe("not_found");
  });

  it("gives up on a list without an end, and on one that stands still", async () => {
    const { look, asked } = await setup(() => json({ rows: ["a"] }));
    expect(await look()).toMatchObject({ kind: "failed", code: "too_many_pages" });
    expect(asked).toHaveLength(100);

    const { base, asked: asks } = await serve(json({}));
    const read = () => ({ found: "more", cursor: "same" }) as const;
    const still = openDescribed(describing(base, { lookUp: { ...lookUpAt(base), read } }));
    expect(await still.lookUp?.(PAYMENT, KEY)).toMatchObject({ code: "too_many_pages" });
    expect(asks).toHaveLength(2);
  });

  it("asks for each page with a permit of its own, and ends where there is none", async () => {
    const { base, asked } = await serve(json({ rows: ["a"] }));
    const api = openDescribed(describing(base, { lookUp: lookUpAt(base) }));
    let sends = 0;
    const permits = [1, 2, 3].map(() =>
      permitFor(1_000, () => {
        sends += 1;
      }),
    );
    const nextPermit = async () => {
      const permit = permits.pop();
      if (permit === undefined) throw new Error("The round ends.");
      return permit;
    };

    await expect(api.lookUp?.(PAYMENT, KEY, nextPermit)).rejects.toThrow("The round ends.");
    expect([sends, asked.length]).toEqual([3, 3]);
  });

  it("may find that it was accepted, or that it can't be told", async () => {
    const { base } = await serve(json({ message: "two" }));
    const looking = (found: ReturnType<LookUp["read"]>, confirm?: Description["confirm"]) =>
      openDescribed(
        describing(base, { confirm, lookUp: { ...lookUpAt(base), read: () => found } }),
      ).lookUp?.(PAYMENT, KEY);
    const confirm = { deadlineMs: 1, call: (): Call => ({ method: "GET", url: "" }) };

    const accepted = { found: "accepted", reference: "q-1" } as const;
    expect(await looking(accepted, { ...confirm, read: () => undefined })).toEqual({
      ...{ kind: "accepted", reference: "q-1" },
    });
    expect(await looking(accepted)).toMatchObject({ kind: "failed" });
    expect(await looking({ found: "unclear", code: "two_entries" })).toEqual({
      ...{ kind: "failed", code: "two_entries", detail: "two", unavailable: false },
      isUnclear: true,
    });
  });
});

describe("asking what became of an accepted payment", () => {
  const accepted = { payment: PAYMENT, idempotencyKey: KEY, reference: "q/1" };
  async function ask(answer: RequestListener) {
    const { base, asked } = await serve(answer);
    const confirm: Description["confirm"] = {
      deadlineMs: 7_200_000,
      call: (reference) => ({ method: "GET", url: `${base}/${encodeURIComponent(reference)}` }),
      read: ({ json: body }) => {
        const state = typeof body === "object" && body !== null && "state" in body && body.state;
        if (state === "MINED") return { means: "paid", transactionId: "0x1" };
        return state === "FAILED" ? { means: "rejected", code: "reverted" } : undefined;
      },
    };
    const api = openDescribed(describing(base, { confirm }));
    return { answer: await api.confirm?.ask(accepted), asked, deadlineMs: api.confirm?.deadlineMs };
  }

  it("ends in a payment or a refusal where it says so", async () => {
    const paid = await ask(json({ state: "MINED" }));
    expect(paid.answer).toEqual({ kind: "paid", transactionId: "0x1" });
    expect(paid.deadlineMs).toBe(7_200_000);
    expect(paid.asked).toMatchObject([{ method: "GET", url: "/q%2F1" }]);
    expect((await ask(json({ state: "FAILED", message: "gas" }))).answer).toEqual({
      ...{ kind: "rejected", code: "reverted", detail: "gas" },
    });
  });

  it.each<[string, RequestListener, object]>([
    ["it is queued", json({ state: "QUEUED" }), { code: "http_200" }],
    ["nobody knows it", json({}, 404), { code: "http_404" }],
    [
      "it has to be waited for",
      json({ message: "slow down" }, 429, { "retry-after": "4" }),
      { code: "http_429", detail: "slow down", retryAfterMs: 4_000 },
    ],
    ["there is a page", (_, response) => response.end("<html></html>"), { code: "http_200" }],
    ["the answer is lost", (request) => request.socket.destroy(), { code: "connection_reset" }],
  ])("goes on while %s", async (_, answer, expected) => {
    expect((await ask(answer)).answer).toMatchObject({ kind: "pending", ...expected });
  });
});

it("says how long keys are kept, and of nothing that is not there", () => {
  const doubts = [
    { ends: "replays", keyLifetimeMs: 60_000, refusalProvesUnpaid: false },
    { ends: "refuses", keyLifetimeMs: "forever", refusalProvesUnpaid: true },
    { ends: "look_up" },
    { ends: "none" },
  ] as const;
  expect(
    doubts.map((doubt) => openDescribed(describing("https://p.example", { doubt })).keys),
  ).toEqual([
    { lifetimeMs: 60_000, refusalProvesUnpaid: false },
    { lifetimeMs: Number.POSITIVE_INFINITY, refusalProvesUnpaid: true },
    ...[undefined, undefined],
  ]);
  const { lookUp, confirm, bulk, findUser } = openDescribed(describing("https://p.example"));
  expect({ lookUp, confirm, bulk, findUser }).toEqual({});
});
