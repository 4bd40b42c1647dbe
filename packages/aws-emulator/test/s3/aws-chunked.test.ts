import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeAwsChunked } from "../../src/s3/body/aws-chunked.ts";
import { S3Error } from "../../src/s3/s3-error.ts";

/** Decodes a body that arrives in pieces of `pieceBytes`: its text and trailers, or its failure. */
async function decode(body: string, pieceBytes = 1_000) {
  const bytes = Buffer.from(body);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    pieces.push(bytes.subarray(at, at + pieceBytes));
  }
  const decoded = decodeAwsChunked(Readable.from(pieces));
  let text = "";
  try {
    for await (const piece of decoded.data) text += piece.toString("latin1");
  } catch (error) {
    if (error instanceof S3Error) return error.code;
    throw error;
  }
  return { text, trailers: Object.fromEntries(decoded.trailers) };
}

describe("aws-chunked body", () => {
  it("is the same however it arrives in pieces", async () => {
    const body = "3\r\nab\r\r\n5\r\n\ncdef\r\n0\r\nx-a: 1 \r\nX-B:2\r\n\r\n";
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: body.length }), async (pieceBytes) => {
        expect(await decode(body, pieceBytes)).toEqual({
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
