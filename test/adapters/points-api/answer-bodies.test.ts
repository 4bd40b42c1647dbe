import zlib from "node:zlib";
import { describe, expect, it } from "vitest";
import { listen, openPointsApi } from "./points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "00042", points: 1_500 };
const KEY = "paysheet-01KB-2";
const PAID = '{"transactionId":"t-1"}';

interface Given {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Record<string, string>;
  readonly config?: object;
}

/** What the answer to one payment is read as. */
async function read(body: string | Uint8Array, given: Given = {}) {
  const { status = 200, type, headers = {}, config = {} } = given;
  const base = await listen((request, response) => {
    request.resume();
    const contentType = type === undefined ? {} : { "content-type": type };
    response.writeHead(status, { ...contentType, ...headers }).end(body);
  });
  return await openPointsApi(base, config).pay(PAYMENT, KEY);
}

const UNREADABLE = { kind: "in_doubt", code: "unreadable_answer", unavailable: true };
const REASON = "그런 회원이 없습니다.";
const bytes = (hex: string) => Buffer.from(hex, "hex");
/** The reason in EUC-KR, alone and in JSON. */
const REASON_BYTES = bytes("b1d7b7b120c8b8bff8c0cc20bef8bdc0b4cfb4d92e");
const JSON_BYTES = Buffer.concat([Buffer.from('{"message":"'), REASON_BYTES, Buffer.from('"}')]);

describe("a body that is packed", () => {
  it.each([
    ["gzip", zlib.gzipSync],
    ["x-gzip", zlib.gzipSync],
    ["GZIP", zlib.gzipSync],
    ["deflate", zlib.deflateSync],
    ["deflate", zlib.deflateRawSync],
    ["br", zlib.brotliCompressSync],
    ["zstd", zlib.zstdCompressSync],
    ["identity", (text: string) => Buffer.from(text)],
    ["br, gzip", (text: string) => zlib.gzipSync(zlib.brotliCompressSync(text))],
  ])("is unpacked: %s", async (encoding, pack) => {
    const answer = await read(pack(PAID), { headers: { "content-encoding": encoding } });
    expect(answer).toEqual({ kind: "paid", transactionId: "t-1" });
  });

  const long = Buffer.alloc(20 * 1024 * 1024, " ");
  it.each([
    ["grows beyond all bounds", "gzip", zlib.gzipSync(long)],
    ["grows twice", "gzip, gzip", zlib.gzipSync(zlib.gzipSync(long))],
    ["is cut", "gzip", zlib.gzipSync(PAID).subarray(0, 20)],
    ["is no such thing", "br", Buffer.from(PAID)],
    ["is packed in a way that nobody knows", "sdch", Buffer.from(PAID)],
    ["is packed over and over", "gzip, gzip, gzip, gzip", Buffer.from(PAID)],
  ])("proves nothing when it %s", async (_, encoding, body) => {
    const headers = { "content-encoding": encoding };
    expect(await read(body, { headers })).toEqual(UNREADABLE);
    expect(await read(body, { headers, status: 404 })).toEqual({
      ...{ kind: "ours", code: "unreadable_404" },
    });
  });
});

describe("the text of a body", () => {
  it.each([
    ["with a byte order mark", Buffer.from(`\ufeff${PAID}`), undefined],
    ["in UTF-16, by its mark", Buffer.from(`\ufeff${PAID}`, "utf16le"), "application/json"],
    ["in a charset that nobody knows", Buffer.from(PAID), "application/json; charset=klingon"],
  ])("is read %s", async (_, body, type) => {
    expect(await read(body, { ...(type && { type }) })).toEqual({
      kind: "paid",
      transactionId: "t-1",
    });
  });

  it.each([
    ["application/json; charset=euc-kr", JSON_BYTES],
    ['application/json; charset="MS949"', JSON_BYTES],
    ["application/json", JSON_BYTES],
    ["text/plain; charset=EUC-KR", REASON_BYTES],
    ["text/plain", REASON_BYTES],
    [
      "application/xml",
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="EUC-KR"?><error><message>'),
        REASON_BYTES,
        Buffer.from("</message></error>"),
      ]),
    ],
  ])("says its reason in the charset that it is in: %s", async (type, body) => {
    expect(await read(body, { type, status: 404 })).toEqual({
      ...{ kind: "rejected", code: "http_404", detail: REASON },
    });
  });
});

describe("the words of a refusal", () => {
  it.each<[string, string | undefined, string | undefined]>([
    ["No such member: 42\r\n", "text/plain", "No such member: 42"],
    ["No such member", undefined, "No such member"],
    ['"No such member"', "application/json", "No such member"],
    ["", "text/plain", undefined],
    ['{"code":7}', "application/json", undefined],
    ['{"message":"a\\u0000b\\u001b[31m\\u202ec"}', "application/json", "a b [31m c"],
    [`{"message":"${"가".repeat(600)}"}`, "application/json", "가".repeat(500)],
    [`{"message":"${"a".repeat(499)}😀"}`, "application/json", "a".repeat(499)],
    [
      '<?xml version="1.0"?><r xmlns="urn:r"><code>E7</code><m>Points &lt; 0 &amp; more &#44032;</m></r>',
      "text/xml",
      "E7 Points < 0 & more 가",
    ],
    ["<e><![CDATA[No <b> member]]></e>", "application/problem+xml", "No <b> member"],
    [`<e>${"<".repeat(60_000)}</e>`, "application/xml", undefined],
  ])("are shown as one line: %.40s", async (body, type, detail) => {
    expect(await read(body, { status: 422, ...(type && { type }) })).toEqual({
      ...{ kind: "rejected", code: "http_422" },
      ...(detail && { detail }),
    });
  });
});

describe("a page for browsers", () => {
  const PAGE =
    "<!DOCTYPE html><html><head><title>404</title><style>p{}</style></head>\n" +
    "<body><center><h1>404 Not Found</h1></center><hr>nginx</body></html>";
  const detail = "404 Not Found nginx";

  it.each([
    [200, UNREADABLE],
    [201, UNREADABLE],
    [302, { kind: "not_done", code: "http_302", unavailable: true }],
    [400, { kind: "ours", code: "html_400" }],
    [401, { kind: "ours", code: "http_401" }],
    [403, { kind: "ours", code: "http_403" }],
    [404, { kind: "ours", code: "html_404" }],
    [405, { kind: "ours", code: "http_405" }],
    [410, { kind: "ours", code: "html_410" }],
    [429, { kind: "not_done", code: "http_429", unavailable: false }],
    [500, { kind: "in_doubt", code: "http_500", unavailable: true }],
    [503, { kind: "in_doubt", code: "http_503", unavailable: true }],
  ])("neither pays nor refuses anybody: %i", async (status, expected) => {
    expect(await read(PAGE, { status, type: "text/html" })).toEqual({ ...expected, detail });
  });

  it.each([
    ["by its content type alone", "Sorry, we are closed.", "text/html; charset=utf-8"],
    ["without a content type", PAGE, undefined],
    ["under another content type", PAGE, "application/json"],
    ["under another content type, after a mark", `\ufeff\n ${PAGE}`, "text/plain"],
    ["as a fragment", "<h1>Sorry</h1>", "text/plain"],
    ["as XHTML", `<?xml version="1.0"?>${PAGE}`, "application/xml"],
    ["that is empty", "", "text/html"],
    ["that is too long to be read", PAGE.padEnd(70_000), "text/html"],
    ["that is JSON for a browser", '"closed"', "text/html"],
  ])("is known %s", async (_, body, type) => {
    const given = { status: 404, ...(type && { type }) };
    expect(await read(body, given)).toMatchObject({ kind: "ours", code: "html_404" });
    expect(await read(body, { ...given, status: 200 })).toMatchObject(UNREADABLE);
  });

  it("is asked by no rule", async () => {
    const config = { rejected: [{ status: 404 }], alreadyPaid: [{ status: 409 }] };
    expect(await read(PAGE, { status: 404, config })).toMatchObject({ kind: "ours" });
    expect(await read(PAGE, { status: 409, config })).toMatchObject({ kind: "in_doubt" });
  });

  it("is none when it is the API's JSON under the content type of one", async () => {
    const type = "text/html; charset=UTF-8";
    expect(await read(PAID, { type })).toEqual({ kind: "paid", transactionId: "t-1" });
    const refusal = { status: 404, type };
    expect(await read('{"message":"No member"}', refusal)).toMatchObject({ kind: "rejected" });
  });
});

describe("whole numbers beyond 2^53", () => {
  it.each([
    ["1743223061489848991", "1743223061489848991"],
    ["1743223061489848994", "1743223061489848994"],
    ["9007199254740993", "9007199254740993"],
    ["-9007199254740993", "-9007199254740993"],
    ["9007199254740991", "9007199254740991"],
    ["42", "42"],
    ['"1743223061489848991"', "1743223061489848991"],
  ])("keep their digits as ids: %s", async (id, transactionId) => {
    const body = `{"data":{"id":${id},"other":1743223061489848999}}`;
    expect(await read(body, { config: { transactionIdPath: "data.id" } })).toEqual({
      ...{ kind: "paid", transactionId },
    });
  });

  it("do so in the results of a bulk call", async () => {
    const results = `[{"idempotencyKey":"${KEY}","status":201,"id":1743223061489848991}]`;
    const base = await listen((request, response) => {
      request.resume();
      response.end(`{"results":${results}}`);
    });
    const { bulk } = openPointsApi(base, {
      bulk: { url: `${base}/bulk`, transactionIdPath: "id" },
    });
    const answer = await bulk?.pay([{ payment: PAYMENT, idempotencyKey: KEY }]);
    expect(answer?.kind === "answered" && answer.answers.get(KEY)).toEqual({
      ...{ kind: "paid", transactionId: "1743223061489848991" },
    });
  });
});
