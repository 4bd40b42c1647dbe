import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import type { SheetObject } from "../../domain/payout/payout.ts";
import {
  type SheetLinks,
  SheetMissingError,
  type SheetSink,
  type SheetStore,
} from "../../domain/payout/sheet-store.ts";
import { isMissing } from "./missing-object.ts";
import { linkToFile } from "./workbook-link.ts";

/** Sheets in a versioned bucket; local copies go to `temporaryDirectory`, which must exist. */
export function createS3SheetStore({
  s3,
  bucket,
  temporaryDirectory,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly temporaryDirectory: string;
}): SheetStore & SheetSink {
  async function download(sheet: SheetObject, path: string): Promise<void> {
    const body = await openSheet(s3, bucket, sheet);
    await pipeline(body, createWriteStream(path));
    const { size } = await stat(path);
    if (size !== sheet.sizeBytes) {
      throw new Error(
        `${sheet.key} came with ${size} bytes, but its version has ${sheet.sizeBytes}.`,
      );
    }
  }

  return {
    async uploadForm({ key, maxBytes, expiresInSeconds }) {
      // S3 puts the uploader's file name there, and the SDK would leave the key's end open.
      if (key.includes("$" + "{filename}")) throw new RangeError(`${key} is not an exact key.`);
      const { url, fields } = await createPresignedPost(s3, {
        Bucket: bucket,
        Key: key,
        Conditions: [["content-length-range", 1, maxBytes]],
        Expires: expiresInSeconds,
      });
      return { url, fields };
    },

    async put(key, sheet) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: sheet }));
    },

    async withLocalCopy(sheet, use) {
      const directory = await mkdtemp(join(temporaryDirectory, "sheet-"));
      try {
        const path = join(directory, "sheet");
        await download(sheet, path);
        return await use(path);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}

async function openSheet(s3: S3Client, bucket: string, sheet: SheetObject): Promise<Readable> {
  try {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: sheet.key, VersionId: sheet.versionId }),
    );
    if (Body instanceof Readable) return Body;
    throw new TypeError("The S3 client did not give the sheet as a Node.js stream.");
  } catch (error) {
    if (isMissing(error)) throw new SheetMissingError(sheet, { cause: error });
    throw error;
  }
}

/** What a file is, nobody but its uploader can say: it is for no browser to open, or to guess at. */
const UNKNOWN_CONTENT = "application/octet-stream";

/** Links to sheets, by the version that was checked. */
export function createS3SheetLinks(store: {
  readonly s3: S3Client;
  readonly bucket: string;
}): SheetLinks {
  return {
    link: ({ key, versionId }, download) =>
      linkToFile(
        store,
        { Key: key, VersionId: versionId },
        { ...download, contentType: UNKNOWN_CONTENT },
      ),
  };
}
