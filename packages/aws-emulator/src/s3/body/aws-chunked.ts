import type { ChunkSigner } from "../../signature/chunk-signer.ts";
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
 * Decodes an `aws-chunked` body; with a signer every chunk and the trailers must be signed.
 * `data` throws S3Error IncompleteBody or MalformedTrailerError, or SignatureError.
 */
export function decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  options: { readonly signer: ChunkSigner | undefined; readonly hasTrailers: boolean },
): DecodedBody {
  const trailers = new Map<string, string>();
  const reader = createByteReader(source);
  return { data: translateEnd(readChunks(reader, trailers, options)), trailers };
}

async function* readChunks(
  reader: ByteReader,
  trailers: Map<string, string>,
  { signer, hasTrailers }: { signer: ChunkSigner | undefined; hasTrailers: boolean },
): AsyncGenerator<Buffer> {
  for (let ended = false; !ended; ) {
    const { sizeBytes, signature } = parseChunkHeader(await reader.line(MAX_LINE_BYTES));
    for await (const piece of reader.take(sizeBytes)) {
      signer?.update(piece);
      yield piece;
    }
    await signer?.endChunk(signature);
    ended = sizeBytes === 0;
    if (!ended && (await reader.line(0)) !== "") throw new S3Error("IncompleteBody");
  }
  await readTrailers(reader, trailers);
  const signature = trailers.get("x-amz-trailer-signature");
  trailers.delete("x-amz-trailer-signature");
  if (hasTrailers) await signer?.endTrailers(trailers, signature ?? "");
}

function parseChunkHeader(line: string): { sizeBytes: number; signature: string } {
  const match = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line);
  if (match === null) throw new S3Error("IncompleteBody");
  return { sizeBytes: Number.parseInt(match[1] ?? "", 16), signature: match[2] ?? "" };
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
