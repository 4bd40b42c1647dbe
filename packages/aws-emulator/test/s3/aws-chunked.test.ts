import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeAwsChunked } from "../../src/s3/body/aws-chunked.ts";
import { S3Error } from "../../src/s3/s3-error.ts";
import { createChunkSigner } from "../../src/signature/chunk-signer.ts";
import { parseAmzDate, parseCredential } from "../../src/signature/credential-scope.ts";
import { createSigner } from "../../src/signature/sign-again.ts";
import { SignatureError } from "../../src/signature/signature-error.ts";

/** The signed upload with a trailer that AWS's documentation shows. */
const SIGNED = [
  "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
  "a".repeat(65_536),
  "400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
  "a".repeat(1_024),
  "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
  "x-amz-checksum-crc32c:sOO8/Q==",
  "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435",
  "",
  "",
].join("\r\n");

function createExampleSigner() {
  const scope = parseCredential("AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request");
  const amzDate = "20130524T000000Z";
  const signedMs = parseAmzDate(amzDate);
  if (scope === undefined || signedMs === undefined) throw new Error("The example is none.");
  return createChunkSigner({
    scope,
    signer: createSigner(scope, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    signature: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
    amzDate,
    signedMs,
  });
}

/** Decodes a body that arrives in pieces of `pieceBytes`: its text and trailers, or its failure. */
async function decode(body: string, options: { signed?: boolean; pieceBytes?: number } = {}) {
  const { signed = false, pieceBytes = 1_000 } = options;
  const bytes = Buffer.from(body);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    pieces.push(bytes.subarray(at, at + pieceBytes));
  }
  const signer = signed ? createExampleSigner() : undefined;
  const decoded = decodeAwsChunked(Readable.from(pieces), { signer, hasTrailers: true });
  let text = "";
  try {
    for await (const piece of decoded.data) text += piece.toString("latin1");
  } catch (error) {
    if (error instanceof S3Error || error instanceof SignatureError) return error.code;
    throw error;
  }
  return { text, trailers: Object.fromEntries(decoded.trailers) };
}

describe("aws-chunked body", () => {
  it("is read and verified as in AWS's own example", async () => {
    expect(await decode(SIGNED, { signed: true })).toEqual({
      text: "a".repeat(66_560),
      trailers: { "x-amz-checksum-crc32c": "sOO8/Q==" },
    });
  });

  it.each([
    ["a changed byte", SIGNED.replace("a\r\n400;", "b\r\n400;")],
    ["a changed trailer", SIGNED.replace("sOO8", "sOO9")],
    ["no trailer signature", SIGNED.replace(/x-amz-trailer-signature.*\r\n/, "")],
    ["an unsigned chunk", SIGNED.replace(/400;chunk-signature=\w+/, "400")],
  ])("is refused with %s", async (_, body) => {
    expect(await decode(body, { signed: true })).toBe("SignatureDoesNotMatch");
  });

  it("is the same however it arrives in pieces", async () => {
    const body = "3\r\nab\r\r\n5\r\n\ncdef\r\n0\r\nx-a: 1 \r\nX-B:2\r\n\r\n";
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: body.length }), async (pieceBytes) => {
        expect(await decode(body, { pieceBytes })).toEqual({
          text: "ab\r\ncdef",
          trailers: { "x-a": "1", "x-b": "2" },
        });
      }),
      { seed: 1, numRuns: body.length },
    );
  });

  it.each([
    ["ends within a chunk", "5\r\nhel", "IncompleteBody"],
    ["ends before its last chunk", "5\r\nhello\r\n", "IncompleteBody"],
    ["has a chunk longer than it says", "4\r\nhello\r\n0\r\n\r\n", "IncompleteBody"],
    ["has a size that is none", "-5\r\nhello\r\n0\r\n\r\n", "IncompleteBody"],
    ["has no chunks", "hello", "IncompleteBody"],
    ["has a trailer that is none", "0\r\nhello\r\n\r\n", "MalformedTrailerError"],
  ])("is refused when it %s", async (_, body, code) => {
    expect(await decode(body)).toBe(code);
  });
});
