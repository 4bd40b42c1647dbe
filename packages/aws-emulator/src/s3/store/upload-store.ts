import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

const uploadSchema = z.object({
  uploadId: z.string(),
  key: z.string(),
  headers: z.record(z.string(), z.string()),
  /** Given when the upload was begun; each of its parts then bears one. */
  checksumAlgorithm: z.literal("CRC32").optional(),
  initiatedMs: z.int(),
});
/** A multipart upload that is neither completed nor aborted. */
export type MultipartUpload = z.infer<typeof uploadSchema>;

const partSchema = z.object({
  partNumber: z.int().positive(),
  sizeBytes: z.int().nonnegative(),
  /** MD5 in hex, without quotes. */
  eTag: z.string(),
  checksum: z.object({ algorithm: z.literal("CRC32"), value: z.string() }).optional(),
  /** Name of the file that holds the part's bytes. */
  bodyName: z.string(),
});
export type UploadedPart = z.infer<typeof partSchema>;

/** The multipart uploads under way in one bucket. */
export interface UploadStore {
  create(upload: Omit<MultipartUpload, "uploadId">): Promise<MultipartUpload>;
  /** Undefined when there is no such upload of that key. */
  get(key: string, uploadId: string): Promise<MultipartUpload | undefined>;
  list(): Promise<readonly MultipartUpload[]>;
  /** Takes over the body at `temporaryPath`; a part sent again replaces the first. */
  addPart(
    upload: MultipartUpload,
    part: Omit<UploadedPart, "bodyName">,
    temporaryPath: string,
  ): Promise<void>;
  /** By part number. */
  parts(upload: MultipartUpload): Promise<readonly UploadedPart[]>;
  readParts(upload: MultipartUpload, parts: readonly UploadedPart[]): AsyncGenerator<Buffer>;
  remove(upload: MultipartUpload): Promise<void>;
}

export async function openUploadStore(directory: string): Promise<UploadStore> {
  await mkdir(directory, { recursive: true });
  const folder = (uploadId: string) => join(directory, uploadId);

  async function read(uploadId: string): Promise<MultipartUpload | undefined> {
    const text = await readIfThere(join(folder(uploadId), "upload.json"));
    return text === undefined ? undefined : uploadSchema.parse(JSON.parse(text));
  }

  return {
    async create(upload) {
      const created = { ...upload, uploadId: randomBytes(24).toString("base64url") };
      await mkdir(folder(created.uploadId));
      await writeWhole(join(folder(created.uploadId), "upload.json"), created);
      return created;
    },
    async get(key, uploadId) {
      if (!/^[\w-]{32}$/.test(uploadId)) return undefined;
      const upload = await read(uploadId);
      return upload?.key === key ? upload : undefined;
    },
    async list() {
      const uploads = await Promise.all((await readdir(directory)).map(read));
      return uploads.filter((upload) => upload !== undefined);
    },
    async addPart(upload, part, temporaryPath) {
      const bodyName = `${part.partNumber}-${randomBytes(8).toString("hex")}.body`;
      await rename(temporaryPath, join(folder(upload.uploadId), bodyName));
      const path = join(folder(upload.uploadId), `${part.partNumber}.part.json`);
      await writeWhole(path, { ...part, bodyName });
    },
    async parts(upload) {
      const names = await readdir(folder(upload.uploadId));
      const parts = await Promise.all(
        names
          .filter((name) => name.endsWith(".part.json"))
          .map(async (name) => {
            const text = await readFile(join(folder(upload.uploadId), name), "utf8");
            return partSchema.parse(JSON.parse(text));
          }),
      );
      return parts.sort((a, b) => a.partNumber - b.partNumber);
    },
    async *readParts(upload, parts) {
      for (const part of parts) {
        yield* createReadStream(join(folder(upload.uploadId), part.bodyName));
      }
    },
    async remove(upload) {
      await rm(folder(upload.uploadId), { recursive: true, force: true });
    },
  };
}

async function writeWhole(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${randomBytes(8).toString("hex")}.draft`;
  await writeFile(draft, JSON.stringify(value));
  await rename(draft, path);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
