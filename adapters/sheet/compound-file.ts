import type { FileHandle } from "node:fs/promises";
import type { Finding } from "../../domain/sheet/problem-table.ts";

const LABEL = "Microsoft Purview, IRM";

/** Names of streams, and what kind of file they give away. The first that is found counts. */
const STREAMS: readonly (readonly [name: string, finding: Finding])[] = [
  // Rights management by Microsoft: sensitivity labels, IRM. Their package is encrypted as well.
  ["DRMEncryptedDataSpace", { code: "document_locked", details: { by: LABEL } }],
  ["DRMEncryptedTransform", { code: "document_locked", details: { by: LABEL } }],
  ["\tDRMContent", { code: "document_locked", details: { by: LABEL } }],
  ["EncryptedPackage", { code: "password_protected" }],
  ["Workbook", { code: "xls_workbook" }],
  ["Book", { code: "xls_workbook" }],
  ["WordDocument", { code: "not_a_workbook", details: { kind: "Word, .doc" } }],
  ["PowerPoint Document", { code: "not_a_workbook", details: { kind: "PowerPoint, .ppt" } }],
  ["HwpSummaryInformation", { code: "not_a_workbook", details: { kind: "Hancom, .hwp" } }],
];

const SEARCHED_BYTES = 100_000_000;
const BLOCK_BYTES = 4_194_304;
/** Stream names are UTF-16 in a 64-byte field at the start of a 128-byte directory entry. */
const NAME_BYTES = 64;
const ENTRY_BYTES = 128;

/**
 * Tells a password-protected workbook from an old .xls: both are OLE compound files. Goes over the
 * places where directory entries can stand instead of following the chains of a file that may be
 * broken on purpose.
 */
export async function compoundFileFinding(file: FileHandle): Promise<Finding> {
  const found = new Set<string>();
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let position = 0; position < SEARCHED_BYTES; position += BLOCK_BYTES) {
    const { bytesRead } = await file.read(block, 0, BLOCK_BYTES, position);
    collectNames(block.subarray(0, bytesRead), found);
    if (bytesRead < BLOCK_BYTES) break;
  }
  const known = STREAMS.find(([name]) => found.has(name));
  return known?.[1] ?? { code: "not_a_workbook", details: { kind: "OLE" } };
}

function collectNames(block: Buffer, found: Set<string>): void {
  for (let at = 0; at + ENTRY_BYTES <= block.length; at += ENTRY_BYTES) {
    const length = block.readUInt16LE(at + NAME_BYTES);
    if (length < 4 || length > NAME_BYTES || length % 2 !== 0) continue;
    const name = block.toString("utf16le", at, at + length - 2);
    // Some names begin with the control character U+0005.
    const known = STREAMS.find(([one]) => one === name || `\u0005${one}` === name);
    if (known !== undefined) found.add(known[0]);
  }
}
