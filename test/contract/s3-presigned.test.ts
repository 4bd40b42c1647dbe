import { createHash } from "node:crypto";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureIn } from "./s3-failure.ts";
import { openS3UnderTest, PAGE_ORIGIN, type S3UnderTest } from "./s3-under-test.ts";

const HOUR_MS = 3_600_000;

let underTest: S3UnderTest;

beforeAll(async () => {
  underTest = await openS3UnderTest();
});

afterAll(async () => {
  await underTest.remove();
});

function setup(name: string) {
  const { s3, bucket, prefix } = underTest;
  const object = { Bucket: bucket, Key: prefix + name };
  const put = (content: string) => s3.send(new PutObjectCommand({ ...object, Body: content }));
  const read = async () => (await s3.send(new GetObjectCommand(object))).Body?.transformToString();
  return { s3, object, put, read };
}

describe("S3 presigned GET", () => {
  it("downloads under the name and type that were signed", async () => {
    const { s3, object, put } = setup("결과 1.xlsx");
    await put("rows");
    const disposition = "attachment; filename*=UTF-8''%EA%B2%B0%EA%B3%BC.xlsx";
    const url = await getSignedUrl(
      s3,
      new GetObjectCommand({
        ...object,
        ResponseContentDisposition: disposition,
        ResponseContentType: "application/x-test",
      }),
    );
    const response = await fetch(url);
    expect({
      status: response.status,
      type: response.headers.get("content-type"),
      disposition: response.headers.get("content-disposition"),
      body: await response.text(),
    }).toEqual({ status: 200, type: "application/x-test", disposition, body: "rows" });
  });

  it("refuses one that has expired or whose signature, key, name or life was changed", async () => {
    const { s3, object, put } = setup("get.txt");
    await put("rows");
    const command = new GetObjectCommand({
      ...object,
      ResponseContentDisposition: "attachment; filename=a.txt",
    });
    const signed = await getSignedUrl(s3, command, { expiresIn: 60 });
    const expired = await getSignedUrl(s3, command, {
      expiresIn: 60,
      signingDate: new Date(Date.now() - HOUR_MS),
    });
    const ask = async (url: string) => failureIn(await fetch(url));
    expect(await ask(expired)).toBe("AccessDenied 403");
    const changes = [
      signed.replace(/(Signature=)(.)/, (_, name, digit) => name + (digit === "0" ? "1" : "0")),
      signed.replace("get.txt", "got.txt"),
      signed.replace("a.txt", "a.exe"),
      signed.replace("X-Amz-Expires=60", "X-Amz-Expires=61"),
      `${signed}&versionId=${"0".repeat(32)}`,
    ];
    for (const changed of changes) {
      expect(await ask(changed)).toBe("SignatureDoesNotMatch 403");
    }
    const tooLong = signed.replace("X-Amz-Expires=60", "X-Amz-Expires=604801");
    expect(await ask(tooLong)).toBe("AuthorizationQueryParametersError 400");
    const asPut = await fetch(signed, { method: "PUT", body: "mine" });
    expect(await failureIn(asPut)).toBe("SignatureDoesNotMatch 403");
  });
});

describe("S3 browser forms", () => {
  interface Form {
    readonly options?: Partial<PresignedPostOptions>;
    readonly change?: Record<string, string>;
    readonly add?: Record<string, string>;
    readonly content?: string;
  }

  async function submit(name: string, form: Form = {}): Promise<Response> {
    const { s3, object } = setup(name);
    const { url, fields } = await createPresignedPost(s3, {
      ...object,
      Conditions: [["content-length-range", 1, 10]],
      Expires: 60,
      ...form.options,
    });
    const body = new FormData();
    const all = { ...fields, ...form.change, ...form.add };
    for (const [field, value] of Object.entries(all)) body.append(field, value);
    body.append("file", new Blob([form.content ?? "rows"]), "설 이벤트.xlsx");
    return fetch(url, { method: "POST", body, headers: { origin: PAGE_ORIGIN } });
  }

  it("takes a file as the policy says, and lets the page read the answer", async () => {
    const { read } = setup("form.xlsx");
    const response = await submit("form.xlsx");
    expect({
      status: response.status,
      eTag: response.headers.get("etag"),
      body: await response.text(),
      origin: response.headers.get("access-control-allow-origin"),
    }).toEqual({
      status: 204,
      eTag: `"${createHash("md5").update("rows").digest("hex")}"`,
      body: "",
      origin: expect.stringMatching(/^(\*|https:\/\/paysheet\.example\.com)$/),
    });
    expect(await read()).toBe("rows");
  });

  it("keeps the type that was signed", async () => {
    const { s3, object } = setup("signed-fields");
    await submit("signed-fields", { options: { Fields: { "Content-Type": "text/csv" } } });
    expect((await s3.send(new GetObjectCommand(object))).ContentType).toBe("text/csv");
  });

  it("refuses a file beyond the bounds, by one byte or by megabytes", async () => {
    const ask = async (content: string) => failureIn(await submit("bounds", { content }));
    expect(await ask("")).toBe("EntityTooSmall 400");
    expect(await ask("12345678901")).toBe("EntityTooLarge 400");
    expect(await ask("x".repeat(8 * 1024 * 1024))).toBe("EntityTooLarge 400");
    expect((await submit("bounds", { content: "1234567890" })).status).toBe(204);
  });

  it("refuses another key, field, policy or signature than was signed", async () => {
    const ask = async (form: Form) => failureIn(await submit("refused", form));
    expect(await ask({ change: { key: `${underTest.prefix}mine` } })).toBe("AccessDenied 403");
    expect(await ask({ add: { "x-amz-meta-mine": "1" } })).toBe("AccessDenied 403");
    expect(await ask({ add: { "Content-Type": "text/html" } })).toBe("AccessDenied 403");
    expect(await ask({ change: { "X-Amz-Signature": "0".repeat(64) } })).toBe(
      "SignatureDoesNotMatch 403",
    );
    const policy = { expiration: "2999-01-01T00:00:00Z", conditions: [] };
    const Policy = Buffer.from(JSON.stringify(policy)).toString("base64");
    expect(await ask({ change: { Policy } })).toBe("SignatureDoesNotMatch 403");
    expect(await ask({ options: { Expires: -60 } })).toBe("AccessDenied 403");
  });

  it("refuses a form without a policy, without a file, or that is none", async () => {
    const { s3, object } = setup("no form");
    const { url, fields } = await createPresignedPost(s3, object);
    const post = async (body: FormData | string) =>
      failureIn(await fetch(url, { method: "POST", body }));
    const anonymous = new FormData();
    anonymous.append("key", object.Key);
    anonymous.append("file", new Blob(["rows"]));
    expect(await post(anonymous)).toBe("AccessDenied 403");
    const fileless = new FormData();
    for (const [field, value] of Object.entries(fields)) fileless.append(field, value);
    expect(await post(fileless)).toBe("InvalidArgument 400");
    expect(await post("key=a")).toBe("PreconditionFailed 412");
  });
});

describe("S3 and pages of other origins", () => {
  async function preflight(headers: Record<string, string>) {
    const { s3, object } = setup("cors");
    const { url } = await createPresignedPost(s3, object);
    return fetch(url, { method: "OPTIONS", headers });
  }

  it("lets the page's origin ask, and nobody else's", async () => {
    const asked = { "access-control-request-method": "POST" };
    const ours = await preflight({ ...asked, origin: PAGE_ORIGIN });
    expect([ours.status, ours.headers.get("access-control-allow-origin")]).toEqual([
      200,
      expect.stringMatching(/^(\*|https:\/\/paysheet\.example\.com)$/),
    ]);
    const theirs = await preflight({ ...asked, origin: "https://elsewhere.example.com" });
    expect(await failureIn(theirs)).toBe("AccessForbidden 403");
    const wrongMethod = { "access-control-request-method": "DELETE", origin: PAGE_ORIGIN };
    expect(await failureIn(await preflight(wrongMethod))).toBe("AccessForbidden 403");
    expect((await preflight(asked)).status).toBe(400);
  });
});
