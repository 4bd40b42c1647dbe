import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { openJournal } from "../src/journal.ts";

async function setup() {
  const directory = await mkdtemp(join(tmpdir(), "emulator-journal-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, "below", "entries.jsonl");
  const open = async () => {
    const replayed: string[] = [];
    const journal = await openJournal(path, z.string(), (entry) => void replayed.push(entry));
    return { ...journal, replayed };
  };
  return { path, open };
}

it("hands back what was appended, in order", async () => {
  const { open } = await setup();
  const first = await open();
  await Promise.all(["가", "b", "c"].map(first.append));
  await first.append("d");
  await first.close();
  const second = await open();
  await second.close();
  expect(second.replayed).toEqual(["가", "b", "c", "d"]);
});

it("drops a last line that a crash cut short, and goes on after it", async () => {
  const { path, open } = await setup();
  const first = await open();
  await first.append("a");
  await first.close();
  const whole = await readFile(path, "utf8");
  await appendFile(path, '"hal');
  const second = await open();
  expect(await readFile(path, "utf8")).toBe(whole);
  await second.append("b");
  await second.close();
  const third = await open();
  await third.close();
  expect(third.replayed).toEqual(["a", "b"]);
});

it("names a line in its midst that can't be read", async () => {
  const { path, open } = await setup();
  await (await open()).close();
  await writeFile(path, '"a"\n7\n"c"\n');
  await expect(open()).rejects.toThrow(`${path}:2 can't be read; mend or remove the file.`);
});
