import type { RequestListener } from "node:http";
import { inspect } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { createConnectedPointsApi } from "../../../adapters/points-api/connected-points-api.ts";
import type { Credentials, Description } from "../../../connectors/connector.ts";
import { hmac, signHs256 } from "../../../connectors/signing.ts";
import { listen, openDescribed } from "./points-api-under-test.ts";
import { openRefreshTokens, START_MS, startTokenEndpoint } from "./token-endpoint-under-test.ts";

const SECRET = {
  token: "unmistakable-token/1+2=",
  user: "unmistakable-user",
  password: "unmistakable pass:word",
  signingKey: "unmistakable-signing-key",
  clientId: "paysheet",
  clientSecret: "unmistakable&client=secret",
  refreshToken: "unmistakable-refresh-token",
};
const ISSUED = "unmistakable-access-token";
/** Longer than what people are shown, so that it is cut wherever a secret stands in it. */
const PADDING = "x".repeat(470);

/** An API that repeats all that it was sent, in words and fields of every kind. */
const echo =
  (status: number, body: (sent: string) => string): RequestListener =>
  async (request, response) => {
    const sentBody = Buffer.concat(await request.toArray()).toString();
    const form = Object.fromEntries(new URLSearchParams(sentBody));
    const basic = request.headers.authorization?.replace(/^Basic /, "") ?? "";
    const sent = [
      ...[JSON.stringify(request.headers), sentBody, JSON.stringify(form)],
      Buffer.from(basic, "base64").toString(),
    ].join(" ");
    response.writeHead(status).end(body(sent));
  };

const BODIES: Readonly<Record<string, (sent: string) => string>> = {
  "problem details": (sent) => JSON.stringify({ title: sent, detail: sent, code: "E1" }),
  "an OAuth error": (sent) => JSON.stringify({ error: sent, error_description: sent }),
  "cut text": (sent) => PADDING + sent,
  "a text that ends in the middle": (sent) => PADDING + sent.slice(sent.indexOf("unmistak")),
  "a page": (sent) => `<html><title>${sent}</title><body>${sent}</body></html>`,
};
const STATUSES = [200, 400, 401, 402, 403, 404, 409, 422, 429, 500, 503];

function describedWith(base: string, credentials: Credentials): Description {
  const call = () => ({ method: "POST", url: `${base}/pay`, json: {} }) as const;
  return {
    ...{ limits: { ratePerSecond: 100 }, timeoutMs: 30_000, keyForm: "plain", credentials },
    doubt: { ends: "look_up" },
    pay: { call, read: () => undefined },
    lookUp: { call, read: () => undefined, settleMs: 0 },
    findUser: { call, read: () => undefined },
  };
}

const bearer: Credentials = {
  kind: "secret",
  fields: ["token"],
  headers: ({ token = "" }) => ({ authorization: `Bearer ${token}` }),
};
const basic: Credentials = {
  kind: "secret",
  fields: ["user", "password"],
  headers: ({ user, password }) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
  }),
};
const signed: Credentials = {
  kind: "secret",
  fields: ["token", "signingKey"],
  headers: ({ token = "" }) => ({ "x-api-key": token }),
  sign: ({ body }, { signingKey = "" }) => ({
    "x-signature": hmac("sha256", signingKey, body),
    authorization: `Bearer ${signHs256({ sub: "paysheet" }, signingKey)}`,
  }),
};
const SIGNATURE = hmac("sha256", SECRET.signingKey, "{}");
const JWT = signHs256({ sub: "paysheet" }, SECRET.signingKey);

/** Every form in which one of them could be read again. */
function found(text: string): string[] {
  const pair = `${SECRET.user}:${SECRET.password}`;
  const secrets = [...Object.values(SECRET).filter((one) => one !== "paysheet"), ISSUED, pair];
  const forms = secrets.flatMap((secret) => [
    ...[secret, encodeURIComponent(secret), secret.slice(0, 14)],
    Buffer.from(secret).toString("base64").slice(0, 20),
  ]);
  const ours = [...forms, SIGNATURE, SIGNATURE.slice(0, 12), JWT, JWT.slice(0, 24), "unmistakable"];
  return ours.filter((one) => text.includes(one));
}

it.each<[string, Credentials]>([
  ["a token", bearer],
  ["user and password", basic],
  ["signatures", signed],
])(
  "shows nothing of %s that an API repeats, whatever the call and the answer",
  async (_, credentials) => {
    const told: unknown[] = [];
    for (const status of STATUSES) {
      for (const body of Object.values(BODIES)) {
        const base = await listen(echo(status, body));
        const api = openDescribed(describedWith(base, credentials), [SECRET]);
        const payment = { row: 2, userId: "00042", points: 1_500 };
        told.push(await api.pay(payment, "key-2"));
        told.push(await api.lookUp?.(payment, "key-2"), await api.findUser?.(payment));
      }
    }

    expect(told).toHaveLength(STATUSES.length * Object.keys(BODIES).length * 3);
    expect(found(JSON.stringify(told))).toEqual([]);
  },
);

it.each(["header", "body"] as const)(
  "shows nothing of a client that a token endpoint repeats, which was told of it in the %s",
  async (clientAuth) => {
    const told: unknown[] = [];
    for (const status of STATUSES) {
      for (const body of Object.values(BODIES)) {
        const tokenUrl = await listen(echo(status, body));
        const auth = { kind: "client_credentials", tokenUrl, clientAuth } as const;
        const api = openDescribed(describedWith("https://p.example", auth), [SECRET]);
        told.push(await api.pay({ row: 2, userId: "00042", points: 1_500 }, "key-2"));
      }
    }

    expect(told).toHaveLength(STATUSES.length * Object.keys(BODIES).length);
    expect(found(JSON.stringify(told))).toEqual([]);
  },
);

it("shows nothing of a refresh token that its endpoint repeats, in no error and no cause of one", async () => {
  const told: string[] = [];
  for (const status of STATUSES) {
    const tokenUrl = await listen(
      echo(status, (sent) => JSON.stringify({ error: "invalid_grant", error_description: sent })),
    );
    const { startProcess, startKeeper } = await openRefreshTokens({ tokenUrl }, SECRET);
    const error: unknown = await startProcess()
      .get()
      .catch((thrown: unknown) => thrown);
    told.push(inspect(error, { depth: 10 }), JSON.stringify(await startKeeper().keep()));
  }

  expect(told).toHaveLength(STATUSES.length * 2);
  expect(found(told.join("\n"))).toEqual([]);
});

it("shows nothing of an access token that the points API repeats", async () => {
  const { tokenUrl } = await startTokenEndpoint({ tokenBody: () => ({ access_token: ISSUED }) });
  const { startProcess } = await openRefreshTokens({ tokenUrl });
  const base = await listen(echo(400, (sent) => JSON.stringify({ message: sent })));
  const api = createConnectedPointsApi({
    description: describedWith(base, { kind: "none" }),
    credentials: startProcess(),
    nowMs: () => START_MS,
  });
  onTestFinished(() => api.close());
  const permit = { deadlineMs: START_MS + 30_000, assertMaySend: () => undefined };

  const answer = await api.pay({ row: 2, userId: "00042", points: 1_500 }, "key-2", permit);

  expect(answer).toMatchObject({
    kind: "rejected",
    detail: expect.stringContaining('"authorization":"…"'),
  });
  expect(found(JSON.stringify(answer))).toEqual([]);
});
