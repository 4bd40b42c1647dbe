import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { createCredentials } from "../../../adapters/points-api/credentials.ts";
import { CredentialsOutageError } from "../../../adapters/points-api/secret-credentials.ts";
import { SecretError } from "../../../adapters/secrets/secrets-reader.ts";
import { authSchema, credentialsOf } from "../../../connectors/http/auth-options.ts";
import { listen, openPointsApi } from "./points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "00042", points: 1_500 };
const KEY = "paysheet-01KB-2";
const CLIENT = { clientId: "paysheet", clientSecret: "s3cret" };

/** Credentials on a clock of their own; of `secrets` the next one holds once one was forgotten. */
function open(auth: object, secrets: object[]) {
  const clock = { nowMs: 0 };
  const described = credentialsOf(authSchema.parse(auth));
  let forgotten = 0;
  const reader = {
    read: async <T>(_: string, schema: { parse(value: unknown): T }) =>
      schema.parse(secrets[forgotten] ?? secrets.at(-1)),
    forget: () => {
      forgotten += 1;
    },
  };
  const deps = { secretId: "points", secrets: reader, nowMs: () => clock.nowMs };
  const credentials = createCredentials(described, deps);
  return { credentials, clock, forgotten: () => forgotten };
}

type TokenAnswer = (ask: number, asked: Asked) => readonly [number, string] | "cut";
interface Asked {
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

/** A token endpoint that answers so, and what it was asked. */
async function tokenEndpoint(answer: TokenAnswer) {
  const asked: Asked[] = [];
  const tokenUrl = await listen(async (request, response) => {
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const { authorization } = request.headers;
    asked.push({ authorization, form: Object.fromEntries(form) });
    const said = answer(asked.length, asked.at(-1) ?? { authorization, form: {} });
    if (said === "cut") request.socket.destroy();
    else response.writeHead(said[0]).end(said[1]);
  });
  return { auth: { kind: "client_credentials", tokenUrl }, asked };
}

const token = (ask: number, more: object = { expires_in: 3_600 }) =>
  [200, JSON.stringify({ access_token: `token-${ask}`, ...more })] as const;

describe("a token endpoint", () => {
  it.each<[string, readonly [number, string] | "cut"]>([
    ["503", [503, "{}"]],
    ["500", [500, '{"error":"server_error"}']],
    ["429", [429, "{}"]],
    ["302", [302, ""]],
    ["a cut connection", "cut"],
    ["a page for browsers", [200, "<html>Sorry</html>"]],
  ])("that is gone for a while is waited for, as the points API is: %s", async (_, gone) => {
    const { auth } = await tokenEndpoint((ask) => (ask === 1 ? gone : token(ask)));
    const base = await listen((_request, response) => response.end('{"transactionId":"t"}'));
    const config = { auth };
    const api = openPointsApi(base, config, [CLIENT]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({
      ...{ kind: "not_done", code: "credentials_unavailable", unavailable: true },
    });
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "paid" });
  });

  it.each<[number, string, string]>([
    [
      401,
      '{"error":"invalid_client","error_description":"Unknown client"}',
      "The token endpoint answered 401: invalid_client: Unknown client",
    ],
    [400, '{"error":"invalid_scope"}', "The token endpoint answered 400: invalid_scope"],
    [404, "<h1>Not Found</h1>", "The token endpoint answered 404: Not Found"],
    [403, "", "The token endpoint answered 403"],
    [200, "{}", "The token endpoint answered 200, and no access_token"],
    [200, "access_token=hidden", "The token endpoint answered 200, and no access_token"],
  ])("that refuses us is ours to mend, in its own words: %i %s", async (status, body, detail) => {
    const { auth } = await tokenEndpoint(() => [status, body]);
    const api = openPointsApi("https://p.example", { auth }, [CLIENT]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({
      ...{ kind: "ours", code: "credentials_missing", detail },
    });
  });

  it("that refuses a secret is asked with the one that took its place", async () => {
    const { auth, asked } = await tokenEndpoint((ask) => (ask === 1 ? [401, "{}"] : token(ask)));
    const { credentials } = open(auth, [CLIENT, { ...CLIENT, clientSecret: "rotated" }]);

    expect((await credentials.get()).headers).toEqual({ authorization: "Bearer token-2" });
    expect(asked.map(({ authorization }) => authorization)).toEqual(
      ["s3cret", "rotated"].map(
        (secret) => `Basic ${Buffer.from(`paysheet:${secret}`).toString("base64")}`,
      ),
    );
  });

  it("is told who we are in a header or in the form, and for whom the token is", async () => {
    const { auth, asked } = await tokenEndpoint((ask) => token(ask));
    const client = { clientId: "a b", clientSecret: "s:1" };
    const more = { scope: "points:write", audience: "https://points.example" };
    await open({ ...auth, ...more }, [client]).credentials.get();
    await open({ ...auth, clientAuth: "body" }, [client]).credentials.get();

    expect(asked).toEqual([
      {
        authorization: `Basic ${Buffer.from("a%20b:s%3A1").toString("base64")}`,
        form: { grant_type: "client_credentials", ...more },
      },
      {
        authorization: undefined,
        form: { grant_type: "client_credentials", client_id: "a b", client_secret: "s:1" },
      },
    ]);
  });
});

describe("a token", () => {
  it.each<[unknown, number, number]>([
    ["3599", 3_568, 3_570],
    [3_600, 3_569, 3_571],
    ["30", 23, 25],
    [30, 23, 25],
    [1, 0, 1],
    // Five minutes where it is not told.
    [undefined, 269, 271],
    [null, 269, 271],
    ["soon", 269, 271],
    [0, 269, 271],
    [-1, 269, 271],
  ])("that lives for %j s is renewed shortly before it ends", async (life, keptS, renewedS) => {
    const { auth } = await tokenEndpoint((ask) => token(ask, { expires_in: life }));
    const { credentials, clock } = open(auth, [CLIENT]);
    const now = async () => (await credentials.get()).headers["authorization"];

    expect(await now()).toBe("Bearer token-1");
    clock.nowMs = keptS * 1_000;
    expect(await now()).toBe("Bearer token-1");
    clock.nowMs = renewedS * 1_000;
    expect(await now()).toBe("Bearer token-2");
  });

  it("is fetched once for all who need it, when there is none and when it ends", async () => {
    const { auth, asked } = await tokenEndpoint((ask) => token(ask, { expires_in: 30 }));
    const { credentials, clock } = open(auth, [CLIENT]);
    const all = async () => {
      const many = await Promise.all(Array.from({ length: 20 }, () => credentials.get()));
      return [...new Set(many.map(({ headers }) => headers["authorization"]))];
    };

    expect(await all()).toEqual(["Bearer token-1"]);
    clock.nowMs = 25_000;
    expect(await all()).toEqual(["Bearer token-2"]);
    expect(asked).toHaveLength(2);
  });

  it("is fetched anew by the first who is refused, and not by those who hear of it late", async () => {
    const { auth, asked } = await tokenEndpoint((ask) => token(ask));
    const { credentials } = open(auth, [CLIENT]);
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => credentials.get()));

    first?.forget();
    second?.forget();
    expect((await credentials.get()).headers).toEqual({ authorization: "Bearer token-2" });
    third?.forget();
    expect((await credentials.get()).headers).toEqual({ authorization: "Bearer token-2" });
    expect(asked).toHaveLength(2);
  });

  it("that is revoked in the middle of many calls costs one new one, and nobody a payment", async () => {
    let good = "token-1";
    const { auth, asked } = await tokenEndpoint((ask) => {
      good = `token-${ask}`;
      return token(ask);
    });
    // Ten calls wait for one another, and the token is revoked before the first is answered.
    const waiting: (() => void)[] = [];
    const answer: RequestListener = (request, response) => {
      request.resume();
      const isGood = request.headers.authorization === `Bearer ${good}`;
      response.writeHead(isGood ? 200 : 401).end('{"transactionId":"t"}');
    };
    const base = await listen((request, response) => {
      if (waiting.length >= 10) return answer(request, response);
      waiting.push(() => answer(request, response));
      if (waiting.length === 10) {
        good = "none";
        for (const go of waiting) go();
      }
    });
    const api = openPointsApi(base, { auth }, [CLIENT, CLIENT]);
    const rows = Array.from({ length: 10 }, (_, row) => row + 2);

    const answers = await Promise.all(rows.map((row) => api.pay({ ...PAYMENT, row }, KEY)));

    expect(answers.map(({ kind }) => kind)).toEqual(rows.map(() => "paid"));
    expect(asked).toHaveLength(2);
  });
});

describe("credentials in a secret", () => {
  it("are sent as Basic ones (RFC 7617)", async () => {
    const basic = async (secret: object) =>
      (await open({ kind: "basic" }, [secret]).credentials.get()).headers;

    expect(await basic({ user: "Aladdin", password: "open sesame" })).toEqual({
      authorization: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    });
    expect(await basic({ user: "test", password: "123£" })).toEqual({
      authorization: "Basic dGVzdDoxMjPCow==",
    });
    expect(await basic({ user: "key", password: "" })).toEqual({ authorization: "Basic a2V5Og==" });
    await expect(basic({ user: "a:b", password: "c" })).rejects.toThrow();
  });

  it.each<[string, object, string]>([
    ["bearer", { kind: "bearer" }, "token"],
    ["api_key", { kind: "api_key", header: "X-Key" }, "apiKey"],
  ])(
    "are read anew once, however many calls are refused and however late: %s",
    async (_, auth, member) => {
      const secrets = [{ [member]: "one" }, { [member]: "two" }, { [member]: "three" }];
      const { credentials, forgotten } = open(auth, secrets);
      const [first, second] = [await credentials.get(), await credentials.get()];

      first.forget();
      const newer = await credentials.get();
      second.forget();

      expect((await credentials.get()).headers).toEqual(newer.headers);
      expect(JSON.stringify(newer.headers)).toContain("two");
      expect(forgotten()).toBe(1);
    },
  );

  it.each<[string, object | undefined, boolean]>([
    ["does not answer", Object.assign(new Error("late"), { name: "TimeoutError" }), true],
    ["fails", Object.assign(new Error("500"), { $fault: "server" }), true],
    ["is busy", Object.assign(new Error("busy"), { $fault: "client", $retryable: {} }), true],
    ["refuses", Object.assign(new Error("no"), { $fault: "client" }), false],
    ["gave something else", undefined, false],
  ])("are waited for when Secrets Manager %s: %j", async (_, cause, isOutage) => {
    const error = new SecretError("points", "can't be read", { cause });
    const secrets = {
      read: async () => {
        throw error;
      },
      forget: () => undefined,
    };
    const described = credentialsOf({ kind: "bearer" });
    const deps = { secretId: "points", secrets, nowMs: () => 0 };
    const credentials = createCredentials(described, deps);

    await expect(credentials.get()).rejects.toThrow(isOutage ? CredentialsOutageError : error);
  });
});
