import { createByteReader, UnexpectedEndError } from "../body/byte-reader.ts";
import { discard } from "../body/discard.ts";
import { S3Error } from "../s3-error.ts";

const MAX_HEADER_LINE_BYTES = 8 * 1024;
const MAX_HEADER_LINES = 10;

/** One part of a `multipart/form-data` body. Its data must be read before the next part is. */
export interface FormPart {
  readonly name: string;
  readonly data: AsyncIterable<Buffer>;
}

/** The boundary that a content type names; undefined when it is no form. */
export function formBoundary(contentType: string | undefined): string | undefined {
  const match = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType ?? "",
  );
  return match?.[1] ?? match?.[2];
}

/** Reads a form part by part, holding no more of it in memory than a piece. */
export async function* readFormParts(
  source: AsyncIterable<Buffer>,
  boundary: string,
): AsyncGenerator<FormPart> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line before it; with one it is like all the others.
  const reader = createByteReader(source, Buffer.from("\r\n"));
  try {
    await discard(reader.until(delimiter));
    for (;;) {
      const afterBoundary = await reader.line(MAX_HEADER_LINE_BYTES);
      if (afterBoundary.startsWith("--")) break;
      if (afterBoundary.trim() !== "") throw new S3Error("MalformedPOSTRequest");
      const name = await readName(reader.line);
      yield { name, data: translateEnd(reader.until(delimiter)) };
    }
  } catch (error) {
    throw malformedAtEnd(error);
  }
}

async function readName(readLine: (maxBytes: number) => Promise<string>): Promise<string> {
  let name: string | undefined;
  for (let lines = 0; lines <= MAX_HEADER_LINES; lines += 1) {
    const line = await readLine(MAX_HEADER_LINE_BYTES);
    if (line === "") {
      if (name === undefined) throw new S3Error("MalformedPOSTRequest");
      return name;
    }
    if (/^content-disposition:/i.test(line)) name = /;\s*name="([^"]*)"/i.exec(line)?.[1];
  }
  throw new S3Error("MalformedPOSTRequest");
}

async function* translateEnd(data: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* data;
  } catch (error) {
    throw malformedAtEnd(error);
  }
}

function malformedAtEnd(error: unknown): unknown {
  if (!(error instanceof UnexpectedEndError)) return error;
  return new S3Error("MalformedPOSTRequest", { cause: error });
}
