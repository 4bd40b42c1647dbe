import { invalidArgument, S3Error } from "../s3-error.ts";
import { type FormPart, formBoundary, readFormParts } from "./form-parts.ts";

/** All that stands before the file, and the file. */
const MAX_FIELD_BYTES = 20_000;

/** A browser form as far as it must be known before its file is read. */
export interface PostForm {
  /** By lower-case name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly data: AsyncIterable<Buffer>;
}

/**
 * Reads the fields of a form up to its `file`, which must be the last: what follows is not read.
 * @throws {S3Error} PreconditionFailed (no form), MalformedPOSTRequest,
 *   MaxPostPreDataLengthExceeded, InvalidArgument (no file, or a field given twice)
 */
export async function readPostForm(
  contentType: string | undefined,
  body: AsyncIterable<Buffer>,
): Promise<PostForm> {
  const boundary = formBoundary(contentType);
  if (boundary === undefined) {
    throw new S3Error("PreconditionFailed", {
      details: { Condition: "Bucket POST must be of the enclosure-type multipart/form-data" },
    });
  }
  const fields = new Map<string, string>();
  let fieldBytes = 0;
  // Not for-await: leaving its loop would end the form before the file is read.
  const parts = readFormParts(body, boundary);
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
    const part = next.value;
    const name = part.name.toLowerCase();
    if (name === "file") return { fields, data: part.data };
    const bytes = await readField(part, MAX_FIELD_BYTES - fieldBytes);
    const value = bytes.toString("utf8");
    fieldBytes += name.length + bytes.length;
    if (fields.has(name)) {
      throw invalidArgument(name, value, "POST requires each field at most once.");
    }
    fields.set(name, value);
  }
  throw invalidArgument("file", "0", "POST requires exactly one file upload per request.");
}

async function readField(part: FormPart, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  for await (const piece of part.data) {
    sizeBytes += piece.length;
    if (sizeBytes > maxBytes) throw new S3Error("MaxPostPreDataLengthExceeded");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
