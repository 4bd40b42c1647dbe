import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createDynamoDbClient } from "../../../adapters/dynamodb/dynamodb-client.ts";
import { createDynamoDbRefreshLock } from "../../../adapters/dynamodb/dynamodb-refresh-lock.ts";
import { documentClientOf } from "../../../adapters/dynamodb/dynamodb-table.ts";
import {
  type Credentials,
  CredentialsOutageError,
} from "../../../adapters/points-api/secret-credentials.ts";
import type { SecretVersions } from "../../../adapters/secrets/secret-versions.ts";
import { SecretError } from "../../../adapters/secrets/secrets-reader.ts";
import {
  CLIENT,
  openRefreshTokens,
  SECRET_ID,
  START_MS,
  startTokenEndpoint,
} from "./token-endpoint-under-test.ts";

const HOUR_MS = 3_600_000;
const SIGN_IN =
  "Sign in to the points system again and put the new one there (docs/runbook.md#refresh-token-ending).";
const DEAD =
  "The token endpoint answered 400: invalid_grant: Invalid refresh_token. " +
  `The refresh token in the secret ${SECRET_ID} is no good any more. ${SIGN_IN}`;
const LOST =
  "The token endpoint answered 400: invalid_grant: Invalid refresh_token. " +
  `The refresh token in the secret ${SECRET_ID} is no good any more. ` +
  `It was used at 2026-11-23T01:00:00.000Z, and what took its place was lost before it could be stored. ${SIGN_IN}`;

/** A port that nothing listens on. */
const UNREACHABLE = {
  endpoint: "http://127.0.0.1:1",
  region: "local",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
};

const tokenOf = async (credentials: Credentials) =>
  (await credentials.get()).headers["authorization"];
const refreshTokens = ({ asked }: Awaited<ReturnType<typeof startTokenEndpoint>>) =>
  asked.map(({ form }) => form["refresh_token"]);

/** Secret versions that can't be put so often. */
function failingToPut(versions: SecretVersions, times: number, cause: Error): SecretVersions {
  let left = times;
  return {
    read: (secretId, schema) => versions.read(secretId, schema),
    async put(secretId, version) {
      left -= 1;
      if (left >= 0) throw new SecretError(secretId, "can't be put: Failure", { cause });
      await versions.put(secretId, version);
    },
  };
}
const AWAY = Object.assign(new Error("500"), { $fault: "server" });

describe("a refresh token", () => {
  it("is used once, and what takes its place is stored before anything is done with it", async () => {
    const endpoint = await startTokenEndpoint();
    const { startProcess, stored } = await openRefreshTokens(endpoint, {
      ...CLIENT,
      refreshToken: "refresh-1",
      mallId: "shop",
    });

    const { headers } = await startProcess().get();

    expect(headers).toEqual({ authorization: "Bearer access-2", "x-api-version": "2026-09-01" });
    expect(await stored()).toEqual({
      ...CLIENT,
      mallId: "shop",
      refreshToken: "refresh-2",
      accessToken: "access-2",
      accessTokenEndsAt: "2026-11-23T03:00:00.000Z",
      refreshedAt: "2026-11-23T01:00:00.000Z",
    });
    expect(endpoint.asked).toEqual([
      {
        authorization: `Basic ${Buffer.from("paysheet:client-s3cret").toString("base64")}`,
        form: { grant_type: "refresh_token", refresh_token: "refresh-1" },
      },
    ]);
  });

  it("is not used by those who come later: they read what was stored", async () => {
    const endpoint = await startTokenEndpoint();
    const { startProcess, setTime } = await openRefreshTokens(endpoint);
    await startProcess().get();
    setTime(HOUR_MS);

    expect(await Promise.all([tokenOf(startProcess()), tokenOf(startProcess())])).toEqual([
      "Bearer access-2",
      "Bearer access-2",
    ]);
    expect(endpoint.asked).toHaveLength(1);
  });

  it("is used by one of all processes and calls that need it at the same time", async () => {
    const endpoint = await startTokenEndpoint();
    const { startProcess, setTime } = await openRefreshTokens(endpoint);
    const processes = Array.from({ length: 4 }, () => startProcess());
    const all = async () => {
      const calls = processes.flatMap((each) => [tokenOf(each), tokenOf(each), tokenOf(each)]);
      return [...new Set(await Promise.all(calls))];
    };

    expect(await all()).toEqual(["Bearer access-2"]);
    setTime(2 * HOUR_MS - 29_000);
    expect(await all()).toEqual(["Bearer access-3"]);
    expect(refreshTokens(endpoint)).toEqual(["refresh-1", "refresh-2"]);
  });

  it("is used once for an access token that is refused, by whomever and however late", async () => {
    const endpoint = await startTokenEndpoint();
    const { startProcess } = await openRefreshTokens(endpoint);
    const [one, other] = [startProcess(), startProcess()];
    const [first, second, third] = await Promise.all([one.get(), one.get(), other.get()]);

    first.forget();
    second.forget();
    third.forget();
    expect(await Promise.all([tokenOf(one), tokenOf(other)])).toEqual([
      "Bearer access-3",
      "Bearer access-3",
    ]);
    first.forget();
    expect(await tokenOf(one)).toBe("Bearer access-3");
    expect(endpoint.asked).toHaveLength(2);
  });

  it("is kept by an endpoint that gives no other one", async () => {
    const endpoint = await startTokenEndpoint({
      keepsOld: true,
      tokenBody: () => ({ refresh_token: undefined }),
    });
    const { startProcess, stored } = await openRefreshTokens(endpoint);

    expect(await tokenOf(startProcess())).toBe("Bearer access-2");
    expect(await stored()).toMatchObject({ refreshToken: "refresh-1" });
  });
});

describe("an access token", () => {
  it.each<[string, object, number]>([
    ["seconds as text", { expires_in: "7200" }, 7_200],
    [
      "two times without a zone",
      { issued_at: "2021-03-01T13:50:00.000", expires_at: "2021-03-01T15:50:00.000" },
      7_200,
    ],
    ["a time with a zone", { expires_at: "2026-11-23T11:00:00+09:00" }, 3_600],
    ["a time whose zone is not known", { expires_at: "2026-11-23T11:00:00" }, 300],
    ["what can't be read", { expires_in: "soon", expires_at: "later", issued_at: "now" }, 300],
    ["more than there are instants", { expires_in: 9e15 }, 365 * 86_400],
  ])("lives as long as its answer says: %s", async (_, body, seconds) => {
    const endpoint = await startTokenEndpoint({ tokenBody: () => body });
    const { startProcess, stored } = await openRefreshTokens(endpoint);
    await startProcess().get();

    expect(await stored()).toMatchObject({
      accessTokenEndsAt: new Date(START_MS + seconds * 1_000).toISOString(),
    });
  });
});

describe("a refresh that is cut off", () => {
  it("before its token was stored asks for a new sign-in, by words of what happened", async () => {
    const endpoint = await startTokenEndpoint();
    const { startProcess, secretVersions, setTime, put } = await openRefreshTokens(endpoint);
    const dies = startProcess({ secretVersions: failingToPut(secretVersions, 99, AWAY) });
    await expect(dies.get()).rejects.toThrow(CredentialsOutageError);
    setTime(60_000);

    const next = startProcess();
    await expect(next.get()).rejects.toThrow(new Error(LOST));
    // The reason stays, however often it is asked again.
    await expect(startProcess().get()).rejects.toThrow(new Error(LOST));
    endpoint.signIn("refresh-9");
    await put({ ...CLIENT, refreshToken: "refresh-9" });
    expect(await tokenOf(next)).toBe("Bearer access-3");
  });

  it("is tried again where the endpoint keeps the old token for a while", async () => {
    const endpoint = await startTokenEndpoint({ keepsOld: true });
    const { startProcess, secretVersions, setTime } = await openRefreshTokens(endpoint);
    const dies = startProcess({ secretVersions: failingToPut(secretVersions, 99, AWAY) });
    await expect(dies.get()).rejects.toThrow(CredentialsOutageError);
    setTime(60_000);

    expect(await tokenOf(startProcess())).toBe("Bearer access-3");
  });

  it("between endpoint and answer is an outage first, and then the same", async () => {
    const endpoint = await startTokenEndpoint();
    endpoint.faults.push("lose-answer");
    const { startProcess } = await openRefreshTokens(endpoint);
    const credentials = startProcess();

    await expect(credentials.get()).rejects.toThrow(CredentialsOutageError);
    await expect(credentials.get()).rejects.toThrow(new Error(LOST));
  });

  it("holds others back until its lock ends, and is over when a token stood there before", async () => {
    const endpoint = await startTokenEndpoint({ keepsOld: true });
    const { startProcess, secretVersions, setTime, letTimePass } =
      await openRefreshTokens(endpoint);
    const dies = startProcess({ secretVersions: failingToPut(secretVersions, 99, AWAY) });
    await expect(dies.get()).rejects.toThrow(CredentialsOutageError);
    letTimePass();
    const next = startProcess();

    await expect(next.get()).rejects.toThrow(
      new CredentialsOutageError(`Another refresh of ${SECRET_ID} takes long.`),
    );
    expect(endpoint.asked).toHaveLength(1);
    setTime(45_000);
    expect(await tokenOf(next)).toBe("Bearer access-3");
  });
});

describe("a secret that can't be put", () => {
  it("is put again, by the process that has the token, and nobody asks for another", async () => {
    const endpoint = await startTokenEndpoint();
    const { startProcess, secretVersions, stored } = await openRefreshTokens(endpoint);
    const credentials = startProcess({ secretVersions: failingToPut(secretVersions, 4, AWAY) });

    await expect(credentials.get()).rejects.toThrow(CredentialsOutageError);
    expect(await tokenOf(credentials)).toBe("Bearer access-2");
    expect(await stored()).toMatchObject({ refreshToken: "refresh-2" });
    expect(endpoint.asked).toHaveLength(1);
  });

  it("for want of a permission is somebody's to mend, and is put once it is mended", async () => {
    const endpoint = await startTokenEndpoint();
    const { startProcess, secretVersions } = await openRefreshTokens(endpoint);
    const denied = Object.assign(new Error("denied"), { $fault: "client" });
    const credentials = startProcess({ secretVersions: failingToPut(secretVersions, 1, denied) });

    await expect(credentials.get()).rejects.toThrow(SecretError);
    expect(await tokenOf(credentials)).toBe("Bearer access-2");
    expect(endpoint.asked).toHaveLength(1);
  });

  it("as a person has put another one meanwhile stays theirs", async () => {
    const endpoint = await startTokenEndpoint();
    const { startProcess, put, stored } = await openRefreshTokens(endpoint);
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    endpoint.holdUntil(answered);
    const got = tokenOf(startProcess());
    await expect.poll(() => endpoint.asked.length).toBe(1);
    const theirs = {
      ...{ ...CLIENT, refreshToken: "refresh-2", accessToken: "theirs" },
      refreshedAt: new Date(START_MS).toISOString(),
      accessTokenEndsAt: new Date(START_MS + HOUR_MS).toISOString(),
    };
    await put(theirs);
    answer();

    expect(await got).toBe("Bearer theirs");
    expect(await stored()).toEqual(theirs);
  });
});

it("does not send a token again that Secrets Manager still shows after it was replaced", async () => {
  const endpoint = await startTokenEndpoint();
  const { startProcess, secretVersions, setTime } = await openRefreshTokens(endpoint);
  const first = await secretVersions.read(SECRET_ID, z.unknown());
  let stale = 0;
  const startLate = () =>
    startProcess({
      secretVersions: {
        ...secretVersions,
        async read<T>(secretId: string, schema: z.ZodType<T>) {
          stale -= 1;
          return stale < 0
            ? await secretVersions.read(secretId, schema)
            : { ...first, content: schema.parse(first.content) };
        },
      },
    });
  expect(await tokenOf(startLate())).toBe("Bearer access-2");
  setTime(HOUR_MS);
  stale = 10;

  expect(await tokenOf(startLate())).toBe("Bearer access-2");
  expect(stale).toBeLessThan(0);
  expect(refreshTokens(endpoint)).toEqual(["refresh-1"]);
});

describe("a token endpoint that gives no token", () => {
  it.each<[string, Parameters<typeof endpointThat>[0], number | undefined]>([
    ["503 with Retry-After", [503, "{}", { "retry-after": "120" }], 120_000],
    [
      "429 with Retry-After as a date",
      [429, "", { "retry-after": "Mon, 23 Nov 2026 01:00:30 GMT" }],
      30_000,
    ],
    ["500", [500, '{"error":"server_error"}'], undefined],
    ["a page for browsers", [200, "<html>Sorry</html>"], undefined],
    ["a cut connection", "cut", undefined],
  ])("for now is waited for, as long as it asks: %s", async (_, fault, retryAfterMs) => {
    const { startProcess } = await endpointThat(fault);
    const credentials = startProcess();

    const error = await credentials.get().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CredentialsOutageError);
    expect(error).toHaveProperty("retryAfterMs", retryAfterMs);
  });

  it("is not asked before the time it named, and a minute later whatever it named", async () => {
    const { startProcess, setTime, endpoint } = await endpointThat([
      503,
      "",
      { "retry-after": "3600" },
    ]);
    const credentials = startProcess();

    await expect(credentials.get()).rejects.toThrow(CredentialsOutageError);
    setTime(59_999);
    await expect(credentials.get()).rejects.toThrow(CredentialsOutageError);
    expect(endpoint.asked).toHaveLength(1);
    setTime(60_000);
    expect(await tokenOf(credentials)).toBe("Bearer access-2");
  });

  it("as the refresh token is dead says so, and what to do", async () => {
    const endpoint = await startTokenEndpoint();
    endpoint.signIn("refresh-9");
    const { startProcess } = await openRefreshTokens(endpoint);
    const credentials = startProcess();

    await expect(credentials.get()).rejects.toThrow(new Error(DEAD));
    await expect(credentials.get()).rejects.toThrow(new Error(DEAD));
  });

  it("for another reason says so in its own words", async () => {
    const { startProcess } = await endpointThat([
      401,
      '{"error":"invalid_client","error_description":"Unknown client"}',
    ]);

    await expect(startProcess().get()).rejects.toThrow(
      new Error("The token endpoint answered 401: invalid_client: Unknown client"),
    );
  });

  async function endpointThat(fault: "cut" | readonly [number, string, Record<string, string>?]) {
    const endpoint = await startTokenEndpoint();
    endpoint.faults.push(fault === "cut" ? fault : { answer: fault });
    return { ...(await openRefreshTokens(endpoint)), endpoint };
  }
});

it("sends no token when the lock could end before the answer is stored, and tries again", async () => {
  const endpoint = await startTokenEndpoint();
  const { startProcess, refreshLock, setTime } = await openRefreshTokens(endpoint);
  const frozen = startProcess({
    refreshLock: {
      async acquire(request) {
        const lock = await refreshLock.acquire(request);
        setTime(6_000);
        return lock;
      },
    },
  });

  await expect(frozen.get()).rejects.toThrow(CredentialsOutageError);
  expect(endpoint.asked).toEqual([]);
  expect(await tokenOf(startProcess())).toBe("Bearer access-2");
});

it("waits while DynamoDB does not answer, and uses no token up", async () => {
  const endpoint = await startTokenEndpoint();
  const { startProcess } = await openRefreshTokens(endpoint);
  const gone = createDynamoDbRefreshLock({
    client: documentClientOf(createDynamoDbClient({ ...UNREACHABLE, maxAttempts: 1 })),
    tableName: "paysheet",
  });

  await expect(startProcess({ refreshLock: gone }).get()).rejects.toThrow(CredentialsOutageError);
  expect(endpoint.asked).toEqual([]);
});

it("names what the secret lacks, and the secret", async () => {
  const endpoint = await startTokenEndpoint();
  const { startProcess } = await openRefreshTokens(endpoint, { clientId: "paysheet" });

  await expect(startProcess().get()).rejects.toThrow(
    new SecretError(SECRET_ID, 'lacks "clientSecret" and "refreshToken"'),
  );
});
