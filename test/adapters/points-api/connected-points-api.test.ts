import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { ANSWERS_TO_FAULTS } from "./answers-to-faults.ts";
import {
  createCallTime,
  listen,
  openPointsApi,
  permitFor,
  startPointsApi,
} from "./points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "00042", points: 1_500, reason: "출석 이벤트" };
const KEY = "paysheet-01KB-2";

async function setupLocal() {
  const { url, get, fault, isAsked } = await startPointsApi();
  const time = createCallTime();
  return {
    api: openPointsApi(url, {}, [], time),
    url,
    time,
    isAsked,
    fail: (failures: unknown[]) => fault({ failures }),
    user: (id: string) => get(`/v1/users/${id}`),
  };
}

async function setupServer(
  listener: RequestListener,
  config: object = {},
  secrets: object[] = [],
  time = createCallTime(),
) {
  return openPointsApi(await listen(listener), config, secrets, time);
}

describe("paying through the local points API", () => {
  it("pays and brings back the transaction", async () => {
    const { api, user } = await setupLocal();

    const answer = await api.pay(PAYMENT, KEY);

    expect(answer).toEqual({ kind: "paid", transactionId: expect.any(String) });
    expect(await user("00042")).toMatchObject({
      userId: "00042",
      balance: 1_500,
      grants: [{ points: 1_500, reason: "출석 이벤트" }],
    });
  });

  it("gets the first answer again under the same key, and pays once", async () => {
    const { api, user } = await setupLocal();

    const first = await api.pay(PAYMENT, KEY);

    expect(await api.pay(PAYMENT, KEY)).toEqual(first);
    expect(await user("00042")).toMatchObject({ balance: 1_500 });
  });

  it("tells what a user has by its own books, where it is described, and nothing where it fails", async () => {
    const { url } = await setupLocal();
    const balance = { url: `${url}/v1/users/{{userId}}`, path: "balance" };
    const api = openPointsApi(url, { balance });

    expect(await api.balance?.(PAYMENT)).toBe(0n);
    await api.pay(PAYMENT, KEY);
    expect(await api.balance?.(PAYMENT)).toBe(1_500n);
    expect(await api.balance?.({ ...PAYMENT, accountId: "00043" })).toBe(0n);
    const gone = openPointsApi(url, { balance: { ...balance, url: `${url}/nowhere/{{userId}}` } });
    expect(await gone.balance?.(PAYMENT)).toBeUndefined();
    expect(openPointsApi(url).balance).toBeUndefined();
  });

  it("is rejected for a user that does not exist, with the API's own words", async () => {
    const { api } = await setupLocal();

    expect(await api.pay({ ...PAYMENT, userId: "missing-1" }, KEY)).toEqual({
      kind: "rejected",
      code: "http_404",
      detail: expect.stringContaining("missing-1"),
    });
  });

  it("is rejected when the key was used for another payment", async () => {
    const { api } = await setupLocal();
    await api.pay(PAYMENT, KEY);

    expect(await api.pay({ ...PAYMENT, points: 9 }, KEY)).toMatchObject({
      kind: "rejected",
      code: "http_422",
    });
  });

  it.each(ANSWERS_TO_FAULTS)("reads %s as the answer table says", async (kind, expected) => {
    const { api, fail, time, isAsked } = await setupLocal();
    await fail([{ kind, every: 1 }]);

    const answer = api.pay(PAYMENT, KEY, permitFor(2_000));
    if (kind === "timeout") await isAsked().then(() => time.pass(2_000));
    expect(await answer).toMatchObject(expected);
  });

  it.each([
    ["402", { kind: "ours", code: "http_402", detail: "The balance is too low." }],
    ["405", { kind: "ours", code: "http_405", detail: "Points are not paid so any more." }],
    ["404-page", { kind: "ours", code: "html_404", detail: "404 Not Found" }],
  ])("blames no user for what is nobody's fault: %s", async (kind, expected) => {
    const { api, fail, user } = await setupLocal();
    await fail([{ kind, every: 1, until: 1 }]);

    expect(await api.pay(PAYMENT, KEY)).toEqual(expected);
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "paid" });
    expect(await user("00042")).toMatchObject({ balance: 1_500 });
  });

  it("looks a lost payment up by its key", async () => {
    const { url, fail } = await setupLocal();
    const lookup = {
      url: `${url}/v1/points/{{idempotencyKey}}`,
      transactionIdPath: "transactionId",
    };
    const api = openPointsApi(url, { idempotency: "lookup", lookup });
    expect(await api.lookUp?.(PAYMENT, KEY)).toEqual({ kind: "not_found" });
    await fail([{ kind: "reset-after-paying", every: 1 }]);
    await api.pay(PAYMENT, KEY);

    expect(await api.lookUp?.(PAYMENT, KEY)).toEqual({
      kind: "found",
      transactionId: expect.any(String),
    });
  });

  it("knows that nothing was sent when nobody listens, or the name is unknown", async () => {
    const notSent = { kind: "not_done", unavailable: true };

    expect(await openPointsApi("http://127.0.0.1:1").pay(PAYMENT, KEY)).toMatchObject({
      ...notSent,
      code: "connection_failed",
    });
    expect(await openPointsApi("https://points.invalid").pay(PAYMENT, KEY)).toMatchObject({
      ...notSent,
      code: "name_not_found",
    });
  });
});

describe("a points API of another shape", () => {
  it("gets url, headers and body as the templates say", async () => {
    const seen: unknown[] = [];
    const api = await setupServer(
      async (request, response) => {
        const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
        seen.push([request.method, request.url, request.headers["x-request-id"], body]);
        response.end('{"result":{"code":"OK","id":77}}');
      },
      {
        method: "PUT",
        headers: { "X-Request-Id": '"{{idempotencyKey}}"' },
        body: { member: { no: "{{userId}}" }, amount: "{{points}}", memo: "[{{reason}}]", kind: 3 },
        transactionIdPath: "result.id",
        success: [{ path: "result.code", equals: "OK" }],
      },
    );

    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "paid", transactionId: "77" });
    const body = { member: { no: "00042" }, amount: 1_500, memo: "[출석 이벤트]", kind: 3 };
    expect(seen).toEqual([["PUT", "/v1/points", `"${KEY}"`, body]]);
  });

  it("leaves out a reason that the sheet does not have", async () => {
    const bodies: unknown[] = [];
    const api = await setupServer(async (request, response) => {
      bodies.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
      response.end('{"transactionId":"t"}');
    });

    await api.pay({ row: 2, userId: "a", points: 1 }, KEY);

    expect(bodies).toEqual([{ userId: "a", points: 1 }]);
  });

  it("encodes what stands in the url", async () => {
    const urls: (string | undefined)[] = [];
    const base = await listen((request, response) => {
      urls.push(request.url);
      response.end("{}");
    });
    const escaping = openPointsApi("", {
      url: `${base}/users/{{userId}}/points?key={{idempotencyKey}}`,
      transactionIdPath: undefined,
      proof: "status",
    });

    await escaping.pay({ ...PAYMENT, userId: "../a b?c/한" }, KEY);

    expect(urls).toEqual([`/users/..%2Fa%20b%3Fc%2F%ED%95%9C/points?key=${KEY}`]);
  });

  it.each([
    [
      "a configured refusal in a 200",
      { rejected: [{ path: "code", equals: "NO_SUCH_MEMBER" }] },
      200,
      '{"code":"NO_SUCH_MEMBER","message":"그런 회원이 없습니다."}',
      { kind: "rejected", code: "http_200", detail: "그런 회원이 없습니다." },
    ],
    [
      "a configured 'already paid' in a 409",
      { alreadyPaid: [{ status: 409, path: "code", equals: "DUPLICATE" }] },
      409,
      '{"code":"DUPLICATE","transactionId":"first"}',
      { kind: "paid", transactionId: "first" },
    ],
    ["another 409", {}, 409, "{}", { kind: "in_doubt", code: "http_409", unavailable: false }],
    [
      "a 200 whose success rule does not match",
      { success: [{ path: "ok", equals: true }], transactionIdPath: undefined },
      200,
      '{"ok":false}',
      { kind: "in_doubt", code: "unreadable_answer", unavailable: false },
    ],
    [
      "a 2xx without content where none is promised",
      { transactionIdPath: undefined, proof: "status" },
      204,
      "",
      { kind: "paid" },
    ],
    ["a redirect", {}, 302, "", { kind: "not_done", code: "http_302", unavailable: true }],
    ["a refusal of our rights", {}, 403, "{}", { kind: "forbidden", code: "http_403" }],
  ])("reads %s", async (_, config, status, body, expected) => {
    const api = await setupServer((request, response) => {
      request.resume();
      response.statusCode = status;
      response.end(body);
    }, config);

    expect(await api.pay(PAYMENT, KEY)).toEqual(expected);
  });
});

describe("credentials of the points API", () => {
  const answerTo =
    (token: string): RequestListener =>
    (request, response) => {
      request.resume();
      response.statusCode = request.headers.authorization === `Bearer ${token}` ? 200 : 401;
      response.end('{"transactionId":"t"}');
    };
  const auth = { kind: "bearer" };

  it("sends the secret's token", async () => {
    const api = await setupServer(answerTo("one"), { auth }, [{ token: "one" }]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "paid" });
  });

  it("reads the secret anew when it is refused: it may have been rotated", async () => {
    const api = await setupServer(answerTo("two"), { auth }, [{ token: "one" }, { token: "two" }]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "paid" });
  });

  it("gives up when the new one is refused as well", async () => {
    const api = await setupServer(answerTo("none"), { auth }, [{ token: "one" }, { token: "two" }]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "ours" });
  });

  it("makes no call without its secret", async () => {
    const api = await setupServer(answerTo("one"), { auth }, [{ wrong: "shape" }]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({
      kind: "ours",
      code: "credentials_missing",
    });
  });

  it("fetches one OAuth 2 token for many calls", async () => {
    const tokens: string[] = [];
    const tokenServer = await listen(async (request, response) => {
      const form = Buffer.concat(await request.toArray()).toString();
      tokens.push(`${request.headers.authorization} ${form}`);
      response.end('{"access_token":"fresh","expires_in":3600}');
    });
    const api = await setupServer(
      answerTo("fresh"),
      {
        auth: {
          kind: "client_credentials",
          tokenUrl: `${tokenServer}/token`,
          scope: "points:write",
        },
      },
      [{ clientId: "paysheet", clientSecret: "s3cret" }],
    );

    const answers = await Promise.all([1, 2, 3].map((row) => api.pay({ ...PAYMENT, row }, KEY)));

    expect(answers.map(({ kind }) => kind)).toEqual(["paid", "paid", "paid"]);
    const basic = Buffer.from("paysheet:s3cret").toString("base64");
    expect(tokens).toEqual([`Basic ${basic} grant_type=client_credentials&scope=points%3Awrite`]);
  });
});

describe("one call of the points API", () => {
  const auth = { kind: "bearer" };
  /** What ends sooner ends by its permit. */
  const timeoutMs = 60_000;
  const tokenServerThat = async (answer: RequestListener) => ({
    ...{ kind: "client_credentials" },
    tokenUrl: await listen(answer),
  });
  const client = [{ clientId: "paysheet", clientSecret: "s3cret" }];

  /** Answers the calls in turn by these, and counts them. */
  async function setup(answers: readonly RequestListener[], config: object, secrets: object[]) {
    const calls: string[] = [];
    const time = createCallTime();
    const api = await setupServer(
      (request, response) => {
        request.resume();
        calls.push(request.headers.authorization ?? "none");
        answers[calls.length - 1]?.(request, response);
      },
      { timeoutMs, ...config },
      secrets,
      time,
    );
    return { api, calls, time };
  }

  /** Never answers, and tells that it was asked. */
  function hanging() {
    const asked = Promise.withResolvers<void>();
    return { asked: asked.promise, hang: () => asked.resolve() };
  }

  const refuse: RequestListener = (_, response) => response.writeHead(401).end("{}");

  it("ends by its deadline while credentials do not come, and has asked for nothing", async () => {
    const { asked, hang } = hanging();
    const config = { auth: await tokenServerThat(hang) };
    const { api, calls, time } = await setup([], config, client);

    const answer = api.pay(PAYMENT, KEY, permitFor(200));
    await asked;
    time.pass(200);
    expect(await answer).toMatchObject({
      ...{ kind: "not_done", code: "credentials_late", unavailable: true },
    });
    expect(calls).toEqual([]);
  });

  it("is not made when little is left of its time once the credentials are there", async () => {
    const late: RequestListener = (_, response) => {
      time.pass(300);
      response.end('{"access_token":"late"}');
    };
    const config = { auth: await tokenServerThat(late) };
    const { api, calls, time } = await setup([], config, client);

    expect(await api.pay(PAYMENT, KEY, permitFor(500))).toMatchObject({
      ...{ kind: "not_done", code: "credentials_late" },
    });
    expect(calls).toEqual([]);
  });

  it("does not leave when it may not any more once the credentials are there", async () => {
    let mayLeave = true;
    const slow: RequestListener = (_, response) => {
      mayLeave = false;
      response.end('{"access_token":"fresh"}');
    };
    const config = { auth: await tokenServerThat(slow) };
    const { api, calls } = await setup([], config, client);
    const permit = permitFor(timeoutMs, () => {
      if (!mayLeave) throw new Error("The lease is lost.");
    });

    await expect(api.pay(PAYMENT, KEY, permit)).rejects.toThrow("The lease is lost.");
    expect(calls).toEqual([]);
  });

  it("asks again before its second try, and does without when it may not", async () => {
    const { api, calls } = await setup([refuse], { auth }, [{ token: "one" }, { token: "two" }]);
    let sends = 0;
    const permit = permitFor(timeoutMs, () => {
      sends += 1;
      if (sends === 2) throw new Error("The lease is lost.");
    });

    await expect(api.pay(PAYMENT, KEY, permit)).rejects.toThrow("The lease is lost.");
    expect(calls).toEqual(["Bearer one"]);
  });

  it("has no more time for its second try than was left of the first one's", async () => {
    const secrets = [{ token: "one" }, { token: "two" }];
    const { asked, hang } = hanging();
    const refuseLate: RequestListener = (request, response) => {
      time.pass(1_000);
      refuse(request, response);
    };
    const { api, calls, time } = await setup([refuseLate, hang], { auth }, secrets);

    const answer = api.pay(PAYMENT, KEY, permitFor(3_000));
    await asked;
    time.pass(2_000);
    expect(await answer).toMatchObject({ kind: "in_doubt", code: "timeout" });
    expect(calls).toEqual(["Bearer one", "Bearer two"]);
  });

  it.each(["lookUp", "findUser", "bulk"] as const)(
    "ends by its deadline as %s, too",
    async (kind) => {
      const { asked, hang } = hanging();
      const url = await listen(hang);
      const time = createCallTime();
      const config = {
        timeoutMs,
        lookup: { url: `${url}/{{idempotencyKey}}`, proof: "status" },
        findUser: { url: `${url}/{{userId}}`, proof: "status" },
        bulk: { url: `${url}/bulk` },
      };
      const api = openPointsApi(url, config, [], time);
      const call = {
        lookUp: () => api.lookUp?.(PAYMENT, KEY, async () => permitFor(200)),
        findUser: () => api.findUser?.(PAYMENT, permitFor(200)),
        bulk: () => api.bulk?.pay([{ payment: PAYMENT, idempotencyKey: KEY }], permitFor(200)),
      }[kind];

      const answer = call();
      await asked;
      time.pass(200);
      expect(await answer).toMatchObject({ code: "timeout" });
    },
  );
});
