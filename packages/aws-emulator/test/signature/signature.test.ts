import { createHash } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, it } from "vitest";
import { SignatureError } from "../../src/signature/signature-error.ts";
import type { Verifier } from "../../src/signature/verified-signature.ts";
import { verifyHeaderSignature } from "../../src/signature/verify-header-signature.ts";
import { verifyPostSignature } from "../../src/signature/verify-post-signature.ts";
import { verifyQuerySignature } from "../../src/signature/verify-query-signature.ts";

const EMPTY_SHA256 = createHash("sha256").update("").digest("hex");

/** The key pair, place and day of the examples in AWS's own documentation. */
const CREDENTIALS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const EXAMPLE: Verifier = {
  credentials: CREDENTIALS,
  region: "us-east-1",
  service: "s3",
  nowMs: Date.UTC(2013, 4, 24),
};
const CREDENTIAL = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";

/** Signs as the SDK's clients do. */
function createSdkSigner(
  service: string,
  options: { readonly applyChecksum?: boolean; readonly uriEscapePath?: boolean },
) {
  const { region } = EXAMPLE;
  return new SignatureV4({ service, region, credentials: CREDENTIALS, sha256: Sha256, ...options });
}

async function codeOf(verify: () => Promise<unknown>): Promise<string> {
  try {
    await verify();
  } catch (error) {
    if (error instanceof SignatureError) return error.code;
    throw error;
  }
  return "verified";
}

describe("header signature", () => {
  const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41`;

  /** GET of the first ten bytes, signed as AWS's documentation shows. */
  function setup(change: Record<string, string> = {}) {
    const headers = {
      host: "examplebucket.s3.amazonaws.com",
      range: "bytes=0-9",
      "x-amz-content-sha256": EMPTY_SHA256,
      "x-amz-date": "20130524T000000Z",
      authorization: AUTHORIZATION,
      ...change,
    };
    return { method: "GET", path: "/test.txt", query: "", headers };
  }

  it("is right for AWS's own example", async () => {
    const verified = await verifyHeaderSignature(setup(), EMPTY_SHA256, EXAMPLE);
    expect(verified.scope).toEqual({
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      date: "20130524",
      region: "us-east-1",
      service: "s3",
    });
  });

  it.each([
    ["another range", { range: "bytes=0-99" }, "SignatureDoesNotMatch"],
    ["another host", { host: "other.example.com" }, "SignatureDoesNotMatch"],
    ["an unsigned header of AWS's", { "x-amz-acl": "public-read" }, "AccessDenied"],
    ["no signature", { authorization: "" }, "AuthorizationHeaderMalformed"],
    ["another mechanism", { authorization: "Bearer token" }, "AuthorizationHeaderMalformed"],
    ["no date", { "x-amz-date": "" }, "AccessDenied"],
    ["a date too late", { "x-amz-date": "20130524T001501Z" }, "RequestTimeTooSkewed"],
    ["a date too early", { "x-amz-date": "20130523T234459Z" }, "RequestTimeTooSkewed"],
    [
      "a signed Date",
      { date: "", authorization: AUTHORIZATION.replace("=host", "=date;host") },
      "AccessDenied",
    ],
    ["a session token", { "x-amz-security-token": "token" }, "InvalidToken"],
  ])("is refused with %s", async (_, change, code) => {
    const verify = () => verifyHeaderSignature(setup(change), EMPTY_SHA256, EXAMPLE);
    expect(await codeOf(verify)).toBe(code);
  });

  it("is refused for another body, path, key, region or service", async () => {
    const request = setup();
    const verify = (payloadHash: string, verifier: Partial<Verifier>, path = request.path) =>
      codeOf(() =>
        verifyHeaderSignature({ ...request, path }, payloadHash, { ...EXAMPLE, ...verifier }),
      );
    const other = { ...CREDENTIALS, accessKeyId: "OTHER" };
    expect([
      await verify("0".repeat(64), {}),
      await verify(EMPTY_SHA256, {}, "/test.tx"),
      await verify(EMPTY_SHA256, { credentials: other }),
      await verify(EMPTY_SHA256, { region: "ap-northeast-2" }),
      await verify(EMPTY_SHA256, { service: "sqs" }),
    ]).toEqual([
      "SignatureDoesNotMatch",
      "SignatureDoesNotMatch",
      "InvalidAccessKeyId",
      "AuthorizationHeaderMalformed",
      "AuthorizationHeaderMalformed",
    ]);
  });

  it.each([
    ["with the hash of its body among its headers", true],
    ["without it", false],
  ])("is right for another service as the SDK signs it, %s", async (_, applyChecksum) => {
    const verifier = { ...EXAMPLE, service: "scheduler" };
    const body = '{"a":1}';
    const path = "/schedules/pay%20out%2F1%21";
    const signed = await createSdkSigner("scheduler", { applyChecksum }).sign(
      {
        method: "POST",
        protocol: "http:",
        hostname: "127.0.0.1",
        path,
        query: { groupName: "a b", empty: "", z: ["2", "10", "1"] },
        headers: { host: "127.0.0.1:1", "x-note": "  two   spaces " },
        body,
      },
      { signingDate: new Date(verifier.nowMs) },
    );
    const query = "z=2&z=10&empty=&groupName=a%20b&z=1";
    const request = { method: "POST", path, query, headers: signed.headers };
    const verify = (sent: string) => {
      const payloadHash = createHash("sha256").update(sent).digest("hex");
      return codeOf(() => verifyHeaderSignature(request, payloadHash, verifier));
    };
    expect([await verify(body), await verify('{"a":2}')]).toEqual([
      "verified",
      "SignatureDoesNotMatch",
    ]);
  });
});

describe("query signature", () => {
  const QUERY = [
    "X-Amz-Algorithm=AWS4-HMAC-SHA256",
    `X-Amz-Credential=${encodeURIComponent(CREDENTIAL)}`,
    "X-Amz-Date=20130524T000000Z",
    "X-Amz-Expires=86400",
    "X-Amz-SignedHeaders=host",
    "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
  ].join("&");

  function verify(query: string, nowMs: number = EXAMPLE.nowMs): Promise<string> {
    const headers = { host: "examplebucket.s3.amazonaws.com" };
    const request = { method: "GET", path: "/test.txt", query, headers };
    return codeOf(() => verifyQuerySignature(request, { ...EXAMPLE, nowMs }));
  }

  it("is right for AWS's own example until the second it expires", async () => {
    const expiresMs = EXAMPLE.nowMs + 86_400_000;
    expect(await verify(QUERY)).toBe("verified");
    expect(await verify(QUERY, expiresMs - 1)).toBe("verified");
    expect(await verify(QUERY, expiresMs)).toBe("AccessDenied");
    expect(await verify(QUERY, EXAMPLE.nowMs - 900_001)).toBe("AccessDenied");
  });

  it("is refused when a parameter is changed, added, missing or wrong", async () => {
    const queries = [
      QUERY.replace("=86400", "=86401"),
      `${QUERY}&versionId=1`,
      QUERY.replace("X-Amz-Expires=86400&", ""),
      QUERY.replace("=86400", "=604801"),
      QUERY.replace("=86400", "=-1"),
      QUERY.replace("us-east-1", "eu-west-1"),
      QUERY.replace("AWS4-HMAC-SHA256", "AWS"),
    ];
    expect(await Promise.all(queries.map((query) => verify(query)))).toEqual([
      "SignatureDoesNotMatch",
      "SignatureDoesNotMatch",
      ...Array.from({ length: 5 }, () => "AuthorizationQueryParametersError"),
    ]);
  });

  it("is right where headers and a body are signed as well, and refused for others", async () => {
    const headers = {
      host: "127.0.0.1:1",
      "content-type": "text/plain",
      "x-amz-content-sha256": EMPTY_SHA256,
      "x-amz-meta-note": "kept",
    };
    const { path, query = {} } = await createSdkSigner("s3", { uriEscapePath: false }).presign(
      {
        method: "PUT",
        protocol: "http:",
        hostname: "127.0.0.1",
        path: "/bucket/a%20b",
        headers,
        query: { "x-id": "PutObject" },
      },
      { signingDate: new Date(EXAMPLE.nowMs), unhoistableHeaders: new Set(Object.keys(headers)) },
    );
    const wire = Object.entries(query).map(
      ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
    );
    const verify = (change: Record<string, string>) => {
      const request = {
        method: "PUT",
        path,
        query: wire.join("&"),
        headers: { ...headers, ...change },
      };
      return codeOf(() => verifyQuerySignature(request, EXAMPLE));
    };
    expect([
      await verify({}),
      await verify({ "content-type": "text/html" }),
      await verify({ "x-amz-meta-note": "changed" }),
      await verify({ "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }),
      await verify({ "x-amz-acl": "public-read" }),
    ]).toEqual([
      "verified",
      "SignatureDoesNotMatch",
      "SignatureDoesNotMatch",
      "SignatureDoesNotMatch",
      "AccessDenied",
    ]);
  });
});

describe("POST policy signature", () => {
  it("is refused for another policy, without one, and for an unknown key", async () => {
    const fields = new Map([
      ["policy", "e30="],
      ["x-amz-algorithm", "AWS4-HMAC-SHA256"],
      ["x-amz-credential", CREDENTIAL],
      ["x-amz-date", "20130524T000000Z"],
      ["x-amz-signature", "0".repeat(64)],
    ]);
    const without = (name: string) => new Map([...fields].filter(([field]) => field !== name));
    const unknown = new Map(fields).set("x-amz-credential", CREDENTIAL.replace("AKIA", "BKIA"));
    expect([
      await codeOf(() => verifyPostSignature(fields, EXAMPLE)),
      await codeOf(() => verifyPostSignature(without("policy"), EXAMPLE)),
      await codeOf(() => verifyPostSignature(without("x-amz-signature"), EXAMPLE)),
      await codeOf(() => verifyPostSignature(unknown, EXAMPLE)),
    ]).toEqual(["SignatureDoesNotMatch", "AccessDenied", "AccessDenied", "InvalidAccessKeyId"]);
  });
});
