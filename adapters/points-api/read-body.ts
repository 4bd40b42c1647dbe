import { promisify, TextDecoder } from "node:util";
import zlib from "node:zlib";
import { parseJson } from "./parse-json.ts";

/** The body of an answer, as far as it was read. */
export interface AnswerBody {
  /** The parsed JSON; undefined when it is none. */
  readonly json: unknown;
  readonly text: string;
  /**
   * Why it is no answer of a points API, if it is none: a page for browsers, as a proxy or a server
   * at another address sends it, or bytes that can't be read. It says nothing about a payment.
   */
  readonly problem?: "html" | "unreadable";
}

interface BodySource {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  /** What is longer is not read, neither as it came nor unpacked. */
  readonly maxBytes: number;
}

/** Statuses that have no body, whatever their headers say. */
const WITHOUT_BODY = [204, 205];
const MOST_ENCODINGS = 3;
/** Where a page or an XML document says what it is. */
const HEAD_LENGTH = 1_024;

/**
 * Reads a body whole: unpacked, and in the charset that it says it is in.
 * @throws what the connection throws while the body comes
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  source: BodySource,
): Promise<AnswerBody> {
  const { status, contentType = "", contentEncoding = "", maxBytes } = source;
  const packed = await collect(body, maxBytes);
  if (WITHOUT_BODY.includes(status)) return { json: undefined, text: "" };
  const bytes = packed && (await unpack(packed, contentEncoding, maxBytes));
  if (bytes === undefined) {
    const problem = isHtmlType(contentType) ? "html" : "unreadable";
    return { json: undefined, text: "", problem };
  }
  const text = decode(bytes, contentType);
  const json = parseJson(text);
  // Some APIs send JSON under the content type that their framework sends without being asked.
  const isJson = typeof json === "object" && json !== null;
  return isJson || !isWebPage(text, contentType)
    ? { json, text }
    : { json: undefined, text, problem: "html" };
}

async function collect(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

type Unpack = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const gunzip = promisify(zlib.gunzip);
const inflate = promisify(zlib.inflate);
const inflateRaw = promisify(zlib.inflateRaw);
/** Some servers leave out the frame that the name stands for (RFC 9110, section 8.4.1.2). */
const inflateAny: Unpack = (bytes, options) =>
  ((bytes[0] ?? 0) & 0x0f) === 8 ? inflate(bytes, options) : inflateRaw(bytes, options);

const UNPACK: Readonly<Record<string, Unpack>> = {
  gzip: gunzip,
  "x-gzip": gunzip,
  deflate: inflateAny,
  br: promisify(zlib.brotliDecompress),
  zstd: promisify(zlib.zstdDecompress),
};

/** Undefined when it is packed in a way that is not known, is broken, or too long once unpacked. */
async function unpack(
  packed: Uint8Array,
  contentEncoding: string,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const encodings = contentEncoding
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (encodings.length > MOST_ENCODINGS) return undefined;
  let bytes = packed;
  for (const name of encodings.toReversed()) {
    const unpackOne = Object.hasOwn(UNPACK, name) ? UNPACK[name] : undefined;
    if (unpackOne === undefined) return undefined;
    try {
      if (bytes.length > 0) bytes = await unpackOne(bytes, { maxOutputLength: maxBytes });
    } catch {
      return undefined;
    }
  }
  return bytes;
}

/** Charsets that are sent under names which the web does not know. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  cp949: "euc-kr",
  ms949: "euc-kr",
  uhc: "euc-kr",
  "x-windows-949": "euc-kr",
  cp932: "shift_jis",
  ms932: "shift_jis",
};
const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** Never fails: what can't be read in its charset has marks in place of it. */
function decode(bytes: Uint8Array, contentType: string): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  const declared = /charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType)?.[1] ?? xmlCharset(bytes);
  const decoder = decoderOf(marked?.[0] ?? declared);
  if (decoder !== undefined) return decoder.decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // The charset that is sent undeclared where this is used.
    return new TextDecoder("euc-kr").decode(bytes);
  }
}

function xmlCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD_LENGTH)).toString("latin1");
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
}

function decoderOf(charset: string | undefined): TextDecoder | undefined {
  if (charset === undefined) return undefined;
  const name = charset.toLowerCase();
  try {
    return new TextDecoder(OTHER_NAMES[name] ?? name);
  } catch {
    return undefined;
  }
}

function isHtmlType(contentType: string): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType);
}

/** Markup is a page unless it is XML that holds none. */
function isWebPage(text: string, contentType: string): boolean {
  if (isHtmlType(contentType)) return true;
  const head = text.trimStart().slice(0, HEAD_LENGTH);
  if (!head.startsWith("<")) return false;
  const isXml = /^\s*[\w.-]+\/([\w.-]+\+)?xml\b/i.test(contentType) || head.startsWith("<?xml");
  return !isXml || /<(!doctype\s+)?html\b/i.test(head);
}
