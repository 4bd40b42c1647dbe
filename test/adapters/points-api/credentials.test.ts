import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { createCredentials } from "../../../adapters/points-api/credentials.ts";
import { CredentialsOutageError } from "../../../adapters/points-api/secret-credentials.ts";
import { parseSecret, SecretError } from "../../../adapters/secrets/secrets-reader.ts";
import type { Credentials as Described, Secret } from "../../../connectors/connector.ts";
import { http } from "../../../connectors/http/http.ts";
import { listen, openDescribed } from "./points-api-under-test.ts";
import { SECRET_ID } from "./token-endpoint-under-test.ts";

const CLIENT = { clientId: "paysheet", clientSecret: "s3cret" };
type SecretKind = Extract<Described, { kind: "secret" }>;

/** Credentials on a clock of their own; of `secrets` the next one holds once one was forgotten. */
function open(auth: Described, secrets: object[]) {
  const clock = { nowMs: 0 };
  let forgotten = 0;
  const reader: Parameters<typeof createCredentials>[1]["secrets"] = {
    read: async (secretId, schema) =>
      parseSecret(secretId, secrets[forgotten] ?? secrets.at(-1), schema),
    forget: () => {
      forgotten += 1;
    },
  };
  const nowMs = () => clock.nowMs;
  const credentials = createCredentials(auth, { secretId: SECRET_ID, secrets: reader, nowMs });
  return { credentials, clock, forgotten: () => forgotten };
}

/** What a connector that sends this member as a header says of its credentials. */
const inHeader = (member: string, header: string): SecretKind => ({
  kind: "secret",
  fields: [member],
  headers: (secret: Secret) => ({ [header]: secret[member] ?? "" }),
});

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
  const auth = { kind: "client_credentials", clientAuth: "header", tokenUrl } as const;
  return { auth, asked };
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
    const { credentials } = open(auth, [CLIENT]);

    await expect(credentials.get()).rejects.toThrow(CredentialsOutageError);
    expect((await credentials.get()).headers).toEqual({ authorization: "Bearer token-2" });
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

    await expect(open(auth, [CLIENT]).credentials.get()).rejects.toThrow(new Error(detail));
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
    const description = http.describe(
      http.options.parse({
        ...{ url: base, transactionIdPath: "transactionId", idempotency: "key" },
        ...{ ratePerSecond: 100, auth },
      }),
    );
    const api = openDescribed(description, [CLIENT, CLIENT]);
    const rows = Array.from({ length: 10 }, (_, row) => row + 2);

    const answers = await Promise.all(
      rows.map((row) => api.pay({ row, userId: "00042", points: 1_500 }, `key-${row}`)),
    );

    expect(answers.map(({ kind }) => kind)).toEqual(rows.map(() => "paid"));
    expect(asked).toHaveLength(2);
  });
});

describe("credentials in a secret", () => {
  it("are read anew once, however many calls are refused and however late", async () => {
    const secrets = [{ token: "one" }, { token: "two" }, { token: "three" }];
    const { credentials, forgotten } = open(inHeader("token", "x-token"), secrets);
    const [first, second] = [await credentials.get(), await credentials.get()];

    first.forget();
    const newer = await credentials.get();
    second.forget();

    expect((await credentials.get()).headers).toEqual(newer.headers);
    expect(newer.headers).toEqual({ "x-token": "two" });
    expect(forgotten()).toBe(1);
  });

  it("may be several, with others beside them that are no texts", async () => {
    const auth: SecretKind = {
      kind: "secret",
      fields: ["appId", "appToken"],
      headers: (secret) => ({
        "x-app-id": secret["appId"] ?? "",
        "x-app-token": secret["appToken"] ?? "",
        "x-more": Object.keys(secret).join(),
      }),
    };
    const { credentials } = open(auth, [{ appId: "a", appToken: "", note: "n", version: 2 }]);

    expect((await credentials.get()).headers).toEqual({
      ...{ "x-app-id": "a", "x-app-token": "" },
      "x-more": "appId,appToken,note",
    });
  });

  it.each<[string, object, string]>([
    ["several", {}, 'lacks "appId" and "appToken"'],
    ["one", { appId: "hidden-1" }, 'lacks "appToken"'],
    [
      "one, and another that is no text",
      { appId: { hidden: 1 } },
      'lacks "appToken", and has another form: appId: invalid_type',
    ],
  ])(
    "say which member is missing, in which secret, and nothing of them: %s",
    async (_, secret, says) => {
      const auth: SecretKind = {
        kind: "secret",
        fields: ["appId", "appToken"],
        headers: () => ({}),
      };
      const { credentials } = open(auth, [secret]);

      await expect(credentials.get()).rejects.toThrow(new SecretError(SECRET_ID, says));
    },
  );

  it.each(["to\nken", "token\n", "토큰", "tok\u0000en"])(
    "that no header may have are told by the header's name: %j",
    async (value) => {
      const { credentials } = open(inHeader("token", "x-token"), [{ token: value }]);
      const message =
        `What the secret ${SECRET_ID} holds can't be sent as x-token: ` +
        "it has a line end, or other characters that no header may have.";

      await expect(credentials.get()).rejects.toThrow(new Error(message));
    },
  );

  it("sign each call afresh, over what is sent", async () => {
    const auth: SecretKind = {
      ...inHeader("apiKey", "x-api-key"),
      sign: ({ method, headers, body }, secret, { nowMs, nonce }) => ({
        "x-signature": [method, headers["x-api-key"], body, secret["apiKey"], nowMs].join(),
        "x-nonce": nonce,
      }),
    };
    const { credentials, clock } = open(auth, [{ apiKey: "k" }]);
    clock.nowMs = 7;
    const { headers, sign } = await credentials.get();
    const call = { method: "POST", url: "https://p.example", headers, body: "{}" } as const;
    const [one, other] = [sign?.(call), sign?.(call)];

    expect(one).toEqual({
      "x-signature": "POST,k,{},k,7",
      "x-nonce": expect.stringMatching(/^[\da-f]{32}$/),
    });
    expect(other?.["x-nonce"]).not.toBe(one?.["x-nonce"]);
  });

  it.each<[string, object | undefined, boolean]>([
    ["does not answer", Object.assign(new Error("late"), { name: "TimeoutError" }), true],
    ["fails", Object.assign(new Error("500"), { $fault: "server" }), true],
    ["is busy", Object.assign(new Error("busy"), { $fault: "client", $retryable: {} }), true],
    ["refuses", Object.assign(new Error("no"), { $fault: "client" }), false],
    ["gave something else", undefined, false],
  ])("are waited for when Secrets Manager %s: %j", async (_, cause, isOutage) => {
    const error = new SecretError(SECRET_ID, "can't be read", { cause });
    const secrets = {
      read: async () => {
        throw error;
      },
      forget: () => undefined,
    };
    const deps = { secretId: SECRET_ID, secrets, nowMs: () => 0 };
    const credentials = createCredentials(inHeader("token", "x-token"), deps);

    await expect(credentials.get()).rejects.toThrow(isOutage ? CredentialsOutageError : error);
  });
});
