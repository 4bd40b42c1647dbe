import { S3Error } from "../s3-error.ts";
import { type ByteReader, createByteReader, UnexpectedEndError } from "./byte-reader.ts";

const MAX_LINE_BYTES = 8 * 1024;
const MAX_TRAILERS = 20;

/** An `aws-chunked` body: its bytes, and the trailers known once these were read to the end. */
export interface DecodedBody {
  readonly data: AsyncIterable<Buffer>;
  /** By lower-case name; filled when `data` has ended. */
  readonly trailers: ReadonlyMap<string, string>;
}

/**
 * Decodes an `aws-chunked` body of unsigned chunks.
 * `data` throws S3Error IncompleteBody or MalformedTrailerError.
 */
export function decodeAwsChunked(source: AsyncIterable<Buffer>): DecodedBody {
  const trailers = new Map<string, string>();
  const reader = createByteReader(source);
  return { data: translateEnd(readChunks(reader, trailers)), trailers };
}

async function* readChunks(
  reader: ByteReader,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  for (let ended = false; !ended; ) {
    const sizeBytes = parseChunkHeader(await reader.line(MAX_LINE_BYTES));
    yield* reader.take(sizeBytes);
    ended = sizeBytes === 0;
    if (!ended && (await reader.line(0)) !== "") throw new S3Error("IncompleteBody");
  }
  await readTrailers(reader, trailers);
}

function parseChunkHeader(line: string): number {
  if (!/^[0-9a-f]{1,12}$/i.test(line)) throw new S3Error("IncompleteBody");
  return Number.parseInt(line, 16);
}

async function readTrailers(reader: ByteReader, trailers: Map<string, string>): Promise<void> {
  for (;;) {
    const line = await reader.line(MAX_LINE_BYTES);
    if (line === "") return;
    const colon = line.indexOf(":");
    if (colon < 1 || trailers.size >= MAX_TRAILERS) throw new S3Error("MalformedTrailerError");
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

async function* translateEnd(data: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* data;
  } catch (error) {
    if (error instanceof UnexpectedEndError) throw new S3Error("IncompleteBody", { cause: error });
    throw error;
  }
}
