import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiProblemSchema } from "../../admin-api/schemas/problem.ts";
import { createMemoryLedger } from "../doubles/memory-stores.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

async function ask(
  method: string,
  path: string,
  request: { user?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const token = request.user === undefined ? undefined : await world.tokenOf(request.user);
  const { body } = request;
  return fetch(`${world.origin}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

async function problem(...call: Parameters<typeof ask>) {
  const response = await ask(...call);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const { requestId, ...body } = apiProblemSchema.parse(await response.json());
  expect(body.status).toBe(response.status);
  expect(requestId).toBe(response.headers.get("x-request-id"));
  return { response, ...body };
}

const wellFormed = { title: "A", fileName: "a.csv", sizeBytes: 10 };

const KOREAN: Readonly<Record<string, string>> = {
  marketer: "마케터",
  approver: "승인자",
  admin: "관리자",
};
const inKorean = (roles: string) => roles.replaceAll(/\w+/g, (role) => KOREAN[role] ?? role);

describe("a call without a right to it", () => {
  it("is answered 401 with a challenge when there is no token", async () => {
    const { response, ...refused } = await problem("GET", "/api/payouts");
    expect(refused).toEqual({
      type: "/api/docs#token_missing",
      title: "A token is needed",
      status: 401,
      detail: "Send the header Authorization: Bearer <token>.",
      instance: "/api/payouts",
      code: "token_missing",
      message: { ko: "로그인이 필요합니다.", en: "Sign in first." },
    });
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="paysheet"');
  });

  it("is answered 401 that does not echo a token which is none", async () => {
    const headers = { authorization: "Bearer sooo-secret" };
    const { response, ...refused } = await problem("GET", "/api/payouts", { headers });
    expect([refused.status, refused.code]).toEqual([401, "token_invalid"]);
    expect(response.headers.get("www-authenticate")).toContain('error="invalid_token"');
    expect(JSON.stringify([refused, [...response.headers]])).not.toContain("sooo-secret");
  });

  it.each([
    ["viewer", "POST", "/api/payouts", "marketer, admin"],
    ["approver", "POST", "/api/payouts", "marketer, admin"],
    ["viewer", "PUT", "/api/payouts/x/schedule", "marketer, approver, admin"],
    ["approver", "DELETE", "/api/payouts/x/schedule", "marketer, admin"],
    ["marketer", "POST", "/api/payouts/x/approve", "approver, admin"],
    ["marketer", "POST", "/api/payouts/x/decline", "approver, admin"],
    ["viewer", "POST", "/api/payouts/x/stop", "marketer, approver, admin"],
    ["viewer", "POST", "/api/payouts/x/resume", "marketer, approver, admin"],
    ["approver", "POST", "/api/payouts/x/retry", "marketer, admin"],
    ["viewer", "POST", "/api/payouts/x/payments/2/resolve", "marketer, approver, admin"],
  ])("of a %s to %s %s is answered 403 that names the role", async (user, method, path, roles) => {
    const refused = await problem(method, path, { user, body: {} });
    expect([refused.status, refused.code]).toEqual([403, "wrong_role"]);
    expect(refused.message).toEqual({
      ko: `이 작업을 할 권한이 없습니다. 필요한 역할: ${inKorean(roles)}.`,
      en: `You may not do this. Needed role: ${roles}.`,
    });
  });

  it.each(["viewer", "marketer", "approver", "admin"])("a %s may read", async (user) => {
    expect((await ask("GET", "/api/payouts", { user })).status).toBe(200);
  });
});

describe("a call that is not well made", () => {
  it("lists every field that will not do, unknown ones as well", async () => {
    const body = { title: " ", fileName: "a.csv", sizeBytes: 1.5, colour: "red" };
    const refused = await problem("POST", "/api/payouts", { user: "marketer", body });
    expect([refused.status, refused.code]).toEqual([400, "invalid_request"]);
    expect(refused.errors?.map(({ path }) => path)).toEqual([
      "body.title",
      "body.sizeBytes",
      "body.colour",
    ]);
  });

  it.each([
    ["GET", "/api/payouts?state=done", "query.state"],
    ["GET", "/api/payouts?limit=0", "query.limit"],
    ["GET", "/api/payouts?limit=201", "query.limit"],
    ["GET", "/api/payouts?sate=ready", "query.sate"],
    ["GET", "/api/payouts/no%20id", "path.payoutId"],
  ])("%s %s points at %s", async (method, path, field) => {
    const refused = await problem(method, path, { user: "viewer" });
    expect([refused.status, refused.errors?.map((error) => error.path)]).toEqual([400, [field]]);
  });

  it.each([
    ["a body that is no JSON", { body: "{" }, "400 malformed_body"],
    [
      "a body of another type",
      { body: "a=1", headers: { "content-type": "text/plain" } },
      "415 unsupported_media_type",
    ],
    [
      "a body too large",
      { body: { ...wellFormed, title: "x".repeat(20_000) } },
      "413 body_too_large",
    ],
    ["a sheet too large", { body: { ...wellFormed, sizeBytes: 1_000_001 } }, "413 sheet_too_large"],
    [
      "a file that is no sheet",
      { body: { ...wellFormed, fileName: "a.pdf" } },
      "422 unsupported_file",
    ],
  ])("%s is refused", async (_what, request, expected) => {
    const refused = await problem("POST", "/api/payouts", { user: "marketer", ...request });
    expect(`${refused.status} ${refused.code}`).toBe(expected);
  });

  it.each([
    ["/api/payouts", { ...wellFormed, title: "가".repeat(201) }, "제목", "200", "600"],
    [
      "/api/payouts",
      { ...wellFormed, fileName: `${"가".repeat(252)}.csv` },
      ...["파일 이름", "255", "765"],
    ],
    ["/api/payouts/none/hold", { reason: "가".repeat(501) }, "이유", "500", "1,500"],
    [
      "/api/payouts/none/payments/2/resolve",
      { as: "paid", note: "가".repeat(501) },
      ...["확인 내용", "500", "1,500"],
    ],
  ])("a text too long for %s says which, and how long it may be", async (path, body, ...said) => {
    const [field, characters, bytes] = said;
    const refused = await problem("POST", path, { user: "marketer", body });
    expect(`${refused.status} ${refused.code}`).toBe("400 text_too_long");
    expect(refused.message?.ko).toBe(
      `${field}이(가) 너무 깁니다. ${characters}자(UTF-8로 ${bytes}바이트)까지 쓸 수 있으니 줄여 주세요.`,
    );
    expect(refused.message?.en).toContain(`${characters} characters are taken, ${bytes} bytes`);
  });

  it("a reason in which nobody sees anything is none", async () => {
    const body = { reason: "\u200b\u202e\u3164" };
    const refused = await problem("POST", "/api/payouts/none/hold", { user: "marketer", body });
    expect([refused.status, refused.errors?.map(({ path }) => path)]).toEqual([
      400,
      ["body.reason"],
    ]);
  });

  it("to an address or a payout that does not exist is answered 404", async () => {
    expect((await problem("GET", "/api/nothing")).code).toBe("route_not_found");
    const missing = await problem("GET", "/api/payouts/none", { user: "viewer" });
    expect([missing.status, missing.code]).toEqual([404, "payout_not_found"]);
  });

  it("by a method that the address does not take is answered 405 with those it takes", async () => {
    const { response, code, message } = await problem("PATCH", "/api/payouts/1/schedule");
    expect([code, response.headers.get("allow")]).toEqual(["method_not_allowed", "DELETE, PUT"]);
    expect(message.en).toBe("This address takes DELETE, PUT only.");
  });
});

describe("every answer", () => {
  it("bears the headers that keep browsers and caches in check", async () => {
    for (const path of ["/api/payouts", "/api/openapi.json", "/api/nothing"]) {
      const { headers } = await ask("GET", path, { user: "viewer" });
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    }
  });

  it("hides what went wrong inside, and logs it under the request's id", async () => {
    const broken = await startAdminApiWorld({
      createTemplate: () => Promise.reject(new Error("disk /secret/path is full")),
    });
    try {
      const token = await broken.tokenOf("viewer");
      const response = await fetch(`${broken.origin}/api/template`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = await response.text();
      expect([response.status, body.includes("secret")]).toEqual([500, false]);
      const { requestId } = apiProblemSchema.parse(JSON.parse(body));
      expect(broken.logged).toEqual([
        {
          level: "error",
          message: "GET /api/template failed.",
          requestId,
          error: new Error("disk /secret/path is full"),
        },
      ]);
    } finally {
      await broken.close();
    }
  });

  it("logs no user whose payments could not be listed", async () => {
    const ofUser = () => Promise.reject(new Error("The table is away."));
    const broken = await startAdminApiWorld({ ledger: { ...createMemoryLedger(), ofUser } });
    try {
      const headers = { authorization: `Bearer ${await broken.tokenOf("viewer")}` };
      const url = `${broken.origin}/api/users/${encodeURIComponent("user/7731")}/payments`;
      expect((await fetch(url, { headers })).status).toBe(500);
      const messages = broken.logged.map(({ message }) => message);
      expect(messages).toEqual(["GET /api/users/…/payments failed."]);
    } finally {
      await broken.close();
    }
  });
});
