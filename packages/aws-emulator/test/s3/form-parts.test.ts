import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formBoundary } from "../../src/s3/form/form-parts.ts";
import { readPostForm } from "../../src/s3/form/post-form.ts";
import { S3Error } from "../../src/s3/s3-error.ts";

const TYPE = "multipart/form-data; boundary=XX";

function part(name: string, content: string): string {
  return `--XX\r\nContent-Disposition: form-data; name=${name}\r\n\r\n${content}\r\n`;
}

async function read(body: string, pieceBytes = 7) {
  const bytes = Buffer.from(body);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    pieces.push(bytes.subarray(at, at + pieceBytes));
  }
  try {
    const { fields, data } = await readPostForm(TYPE, Readable.from(pieces));
    const content: Buffer[] = [];
    for await (const piece of data) content.push(piece);
    const file = Buffer.concat(content).toString("utf8");
    return { fields: Object.fromEntries(fields), file };
  } catch (error) {
    if (error instanceof S3Error) return error.code;
    throw error;
  }
}

describe("browser form", () => {
  it("is read to the byte, whatever its file holds and however it arrives", async () => {
    const fileBytes = fc
      .array(fc.constantFrom("\r", "\n", "-", "--", "\r\n--X", "XX", "가", "a"), { maxLength: 30 })
      .map((texts) => texts.join(""))
      .filter((text) => !`\r\n${text}`.includes("\r\n--XX"));
    await fc.assert(
      fc.asyncProperty(fileBytes, fc.integer({ min: 1, max: 40 }), async (file, pieceBytes) => {
        const body = `${part('"Key"', "가 나")}${part('"file"; filename="설%22.xlsx"', file)}--XX--\r\n`;
        expect(await read(body, pieceBytes)).toEqual({
          fields: { key: "가 나" },
          file,
        });
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it.each([
    ["its end is missing", `${part('"file"; filename="a"', "rows")}`, "MalformedPOSTRequest"],
    [
      "it is cut within a field",
      '--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
      "MalformedPOSTRequest",
    ],
    ["a part has no name", `${part("nothing", "b")}--XX--`, "MalformedPOSTRequest"],
    ["it has no boundary", "hello", "MalformedPOSTRequest"],
    ["it has no file", `${part('"key"', "b")}--XX--\r\n`, "InvalidArgument"],
    [
      "a field is there twice",
      `${part('"key"', "a")}${part('"KEY"', "b")}--XX--\r\n`,
      "InvalidArgument",
    ],
    [
      "its fields are huge",
      `${part('"key"', "b".repeat(20_001))}--XX--\r\n`,
      "MaxPostPreDataLengthExceeded",
    ],
  ])("is refused when %s", async (_, body, code) => {
    expect(await read(body, 1_000)).toBe(code);
  });

  it("is told by its content type", () => {
    expect([
      formBoundary(TYPE),
      formBoundary('multipart/form-data; charset=utf-8; boundary="a b"'),
      formBoundary("application/x-www-form-urlencoded"),
      formBoundary("multipart/form-data"),
      formBoundary(undefined),
    ]).toEqual(["XX", "a b", undefined, undefined, undefined]);
  });
});
