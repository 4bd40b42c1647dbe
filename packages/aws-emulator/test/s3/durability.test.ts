import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it, onTestFinished } from "vitest";
import { Bucket, connectTo, failureOf, newDataDir, read, setup } from "./local-s3-under-test.ts";

describe("local S3 data", () => {
  it("is all there after a restart", async () => {
    const { s3, dataDir, server } = await setup();
    const csv = { ContentType: "text/csv" };
    const first = await s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "1", ...csv }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "2" }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "gone", Body: "3" }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    const upload = { Bucket, Key: "parts" };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
    const part = { ...upload, UploadId, PartNumber: 1, Body: Buffer.from("part") };
    const { ETag } = await s3.send(new UploadPartCommand(part));
    await server.close();

    const again = (await setup({ dataDir })).s3;
    expect(await read(again, "k")).toBe("2");
    expect(await failureOf(read(again, "gone"))).toBe("NoSuchKey 404");
    const old = await again.send(
      new GetObjectCommand({ Bucket, Key: "k", VersionId: first.VersionId }),
    );
    expect([await old.Body?.transformToString(), old.ContentType]).toEqual(["1", "text/csv"]);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await again.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }));
    expect(await read(again, "parts")).toBe("part");
    await again.send(new PutObjectCommand({ Bucket, Key: "k", Body: "newest" }));
    expect(await read(again, "k")).toBe("newest");
  });

  it("holds whatever was answered before the process was killed, and nothing half", async () => {
    const dataDir = await newDataDir();
    const answered = new Map<string, string>();
    for (let round = 0; round < 3; round += 1) {
      const { process, endpoint } = await spawnLocalS3(dataDir);
      const s3 = connectTo(endpoint);
      const exited = once(process, "exit");
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let object = 0; ; object += 1) {
          const Key = `${round}/${writer}/${object}`;
          const Body = Key.repeat(2_000);
          try {
            await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
          } catch {
            return;
          }
          answered.set(Key, Body);
          if (answered.size >= (round + 1) * 60) process.kill("SIGKILL");
        }
      });
      await Promise.all([...writers, exited]);
    }
    const { s3 } = await setup({ dataDir });
    for (const [key, body] of answered) expect(await read(s3, key)).toBe(body);
    expect(await readdir(join(dataDir, Bucket, "temporary"))).toEqual([]);
    // What was under way is there whole, or not at all.
    const stored = await storedKeys(dataDir);
    for (const Key of stored) expect(await read(s3, Key)).toBe(Key.repeat(2_000));
    expect(stored.length).toBeGreaterThanOrEqual(answered.size);
  });

  it("keeps nothing of an upload whose client went away", async () => {
    const { s3, dataDir, server } = await setup();
    const url = new URL(await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "cut" })));
    const socket = connect(Number(new URL(server.endpoint).port), "127.0.0.1");
    socket.write(
      `PUT ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-length: 100\r\n\r\nhalf`,
    );
    const temporary = join(dataDir, Bucket, "temporary");
    await expect.poll(() => readdir(temporary)).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => readdir(temporary)).toEqual([]);
    expect(await failureOf(read(s3, "cut"))).toBe("NoSuchKey 404");
  });
});

/** Keys of all versions that the bucket's directory holds. */
async function storedKeys(dataDir: string): Promise<readonly string[]> {
  const directory = join(dataDir, Bucket, "objects");
  const names = (await readdir(directory, { recursive: true })).filter((name) =>
    name.endsWith(".json"),
  );
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), "utf8")));
  return texts.map((text) => (JSON.parse(text) as { key: string }).key);
}

async function spawnLocalS3(dataDir: string): Promise<{ process: ChildProcess; endpoint: string }> {
  const script = join(import.meta.dirname, "local-s3-process.ts");
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [endpoint] = await once(createInterface(child.stdout), "line");
  return { process: child, endpoint: String(endpoint) };
}
