import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { startLocalSecrets } from "@paysheet/aws-emulator/secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { createIsFromEdge } from "../../admin-api/edge.ts";
import { EDGE_HEADER } from "../../admin-api/environment.ts";
import { apiProblemSchema } from "../../admin-api/schemas/problem.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";

const FIRST = "the-first-value-0123456789";
const SECOND = "the-second-value-0123456789";

const account = { region: "ap-northeast-2", accountId: "123456789012" };
const credentials = { accessKeyId: "test", secretAccessKey: "test-secret" };

type LocalSecrets = Awaited<ReturnType<typeof startLocalSecrets>>;

let secrets: LocalSecrets;
let world: AdminApiWorld;
let mistyped: AdminApiWorld;
beforeAll(async () => {
  secrets = await startLocalSecrets({
    ...account,
    credentials,
    secrets: {
      edge: JSON.stringify({ first: FIRST, second: SECOND }),
      mistyped: JSON.stringify({ first: "" }),
    },
  });
  const reader = createSecretsReader({ secretsManager: clientOf(secrets), nowMs: Date.now });
  world = await startAdminApiWorld({ isFromEdge: createIsFromEdge(reader, "edge") });
  mistyped = await startAdminApiWorld({ isFromEdge: createIsFromEdge(reader, "mistyped") });
});
afterAll(async () => {
  await world.close();
  await mistyped.close();
  await secrets.close();
});

function clientOf({ endpoint }: LocalSecrets): SecretsManagerClient {
  return new SecretsManagerClient({
    region: account.region,
    credentials,
    endpoint,
    maxAttempts: 1,
  });
}

const ask = (path: string, value?: string, of = world) =>
  fetch(`${of.origin}${path}`, { headers: value === undefined ? {} : { [EDGE_HEADER]: value } });

describe("an API with something before it", () => {
  it.each([
    ["the value it sends now", FIRST],
    ["the one that takes over", SECOND],
  ])("takes calls with %s", async (_, value) => {
    expect((await ask("/api/openapi.json", value)).status).toBe(200);
    // It is no sign-in.
    expect((await ask("/api/payouts", value)).status).toBe(401);
  });

  it.each([
    ["none", undefined],
    ["an empty one", ""],
    ["another one", "the-third-value-0123456789"],
    ["the beginning of one", FIRST.slice(0, -1)],
  ])("refuses calls with %s, the tokenless ones as well", async (_, value) => {
    for (const path of ["/api/openapi.json", "/api/docs", "/api/payouts", "/api/nowhere"]) {
      const response = await ask(path, value);
      expect(response.status).toBe(403);
      expect(apiProblemSchema.parse(await response.json())).toMatchObject({ code: "not_by_page" });
    }
    const actions = await fetch(`${world.origin}/api/slack/actions`, { method: "POST" });
    expect(actions.status).toBe(403);
  });

  it("goes on with what it read once where the secret can't be read any more", async () => {
    const own = await startLocalSecrets({
      ...account,
      credentials,
      secrets: { edge: JSON.stringify({ first: FIRST }) },
    });
    const time = { nowMs: 0 };
    const isFromEdge = createIsFromEdge(
      createSecretsReader({ secretsManager: clientOf(own), nowMs: () => time.nowMs }),
      "edge",
    );
    expect(await isFromEdge(FIRST)).toBe(true);
    await own.close();
    time.nowMs += 3_600_000;
    expect(await isFromEdge(FIRST)).toBe(true);
    expect(await isFromEdge(SECOND)).toBe(false);
  });

  it("takes none as long as a value of the secret is too short to be one", async () => {
    expect((await ask("/api/openapi.json", "", mistyped)).status).toBe(500);
    expect((await ask("/api/openapi.json", FIRST, mistyped)).status).toBe(500);
  });
});
