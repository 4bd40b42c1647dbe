import type { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { SheetUnreadableError } from "../../../domain/sheet/sheet-unreadable.ts";
import { damaged, LIMITS, overLimit, unusual } from "../read-limits.ts";

/** The parts of a workbook by name; names are compared without letter case, as the format asks. */
export interface ZipParts {
  has(name: string): boolean;
  names(): string[];
  /**
   * Unpacks a part, checking its sizes before and while unpacking and its checksum at the end.
   * @throws {SheetUnreadableError} for a missing, damaged or oversized part.
   */
  read(name: string, maxBytes?: number): AsyncGenerator<Buffer, void, undefined>;
  close(): void;
}

const STORED = 0;
const DEFLATED = 8;
const INFLATE_CHUNK_BYTES = 65_536;

/** @throws {SheetUnreadableError} when the directory is damaged, over limits or ambiguous. */
export async function openZipParts(path: string): Promise<ZipParts> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  const zip = await openPromise(path, options).catch((error: unknown) => {
    if (isFileError(error)) throw error;
    throw damaged("zip directory", error);
  });
  try {
    const entries = await readDirectory(zip);
    return {
      has: (name) => entries.has(name.toLowerCase()),
      names: () => [...entries.values()].map((entry) => entry.fileName),
      read: (name, maxBytes = LIMITS.partBytes) =>
        readPart(zip, entries.get(name.toLowerCase()), { name, maxBytes }),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** The disk's fault, not the content's. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > LIMITS.zipEntries) throw overLimit(`${LIMITS.zipEntries} zip entries`);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new SheetUnreadableError({ code: "password_protected" });
      const key = entry.fileName.toLowerCase();
      if (entries.has(key)) throw unusual("duplicate zip entry");
      entries.set(key, entry);
    }
  } catch (error) {
    if (error instanceof SheetUnreadableError) throw error;
    throw damaged("zip directory", error);
  }
  return entries;
}

async function* readPart(
  zip: ZipFile,
  entry: Entry | undefined,
  { name, maxBytes }: { readonly name: string; readonly maxBytes: number },
): AsyncGenerator<Buffer, void, undefined> {
  if (entry === undefined) throw damaged(`missing part ${name.slice(0, 100)}`);
  checkDeclaredSize(entry, maxBytes);
  const stream = await openPart(zip, entry);
  let checksum = 0;
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      const buffer: Buffer = chunk;
      bytes += buffer.length;
      // The declared size was checked against the limits; the content must not exceed it.
      if (bytes > entry.uncompressedSize) throw damaged("zip entry size");
      checksum = crc32(buffer, checksum);
      yield buffer;
    }
  } catch (error) {
    if (error instanceof SheetUnreadableError || isFileError(error)) throw error;
    throw damaged("zip entry", error);
  } finally {
    stream.destroy();
  }
  if (bytes !== entry.uncompressedSize) throw damaged("zip entry size");
  if (checksum !== entry.crc32) throw damaged("zip entry checksum");
}

function checkDeclaredSize(entry: Entry, maxBytes: number): void {
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > maxBytes) throw overLimit(`${Math.round(maxBytes / 1e6)} MB unpacked`);
  const ratio = uncompressedSize / Math.max(1, compressedSize);
  if (uncompressedSize > LIMITS.ratioFreeBytes && ratio > LIMITS.compressionRatio) {
    throw overLimit(`${LIMITS.compressionRatio} : 1 compression`);
  }
}

async function openPart(zip: ZipFile, entry: Entry): Promise<Readable> {
  const { compressionMethod } = entry;
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    throw damaged(`zip compression method ${compressionMethod}`);
  }
  try {
    const local = await zip.readLocalFileHeaderPromise(entry);
    // Readers that go by local headers would see another file here.
    if (!local.fileName.equals(entry.fileNameRaw)) throw unusual("two names of one zip entry");
    const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    if (compressionMethod === STORED) return raw;
    const inflate = createInflateRaw({ chunkSize: INFLATE_CHUNK_BYTES });
    raw.on("error", (error) => inflate.destroy(error));
    inflate.on("close", () => raw.destroy());
    return raw.pipe(inflate);
  } catch (error) {
    if (error instanceof SheetUnreadableError || isFileError(error)) throw error;
    throw damaged("zip entry", error);
  }
}
