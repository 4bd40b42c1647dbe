import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startLocalPointsApi } from "../../../local/points-api/start-local-points-api.ts";
import { startPointsApi } from "./start-points-api.ts";

describe("the books of the local points API", () => {
  it("survive a restart, refusals and their keys included", async () => {
    const api = await startPointsApi();
    const paid = await api.pay({ key: "k-1" });
    await api.pay({ key: "k-2", body: { userId: "missing-1", points: 1 } });
    await api.restart();
    expect(await api.pay({ key: "k-1" })).toEqual(paid);
    expect((await api.pay({ key: "k-2" })).status).toBe(422);
    expect((await api.pay({ key: "k-3" })).body).toEqual({ transactionId: "tx-000000002" });
    expect((await api.get("/v1/users/u-1")).body).toMatchObject({ balance: 200 });
  });

  it("drop a last line that a crash cut short", async () => {
    const api = await startPointsApi();
    await api.pay({ key: "k-1" });
    const path = join(api.dataDir, "grants.jsonl");
    const whole = await readFile(path, "utf8");
    await appendFile(path, '{"kind":"grant","transactionId":"tx-0000');
    await api.restart();
    expect(await readFile(path, "utf8")).toBe(whole);
    await api.pay({ key: "k-2" });
    await api.restart();
    expect(await api.state()).toMatchObject({ grants: 2, points: 200 });
  });

  it("are not opened with a damaged line in their midst", async () => {
    const api = await startPointsApi();
    await api.pay({ key: "k-1" });
    await api.stop();
    const path = join(api.dataDir, "grants.jsonl");
    await writeFile(path, `{"kind":"grant"}\n${await readFile(path, "utf8")}`);
    await expect(startLocalPointsApi({ dataDir: api.dataDir, port: 0 })).rejects.toThrow(
      `${path}:1 can't be read; mend or remove the file.`,
    );
    await writeFile(path, "");
    await api.restart();
  });

  it("hold every payment that was answered before a SIGKILL", async () => {
    const api = await startPointsApi();
    await api.stop();
    const module = new URL("../../../local/points-api/start-local-points-api.ts", import.meta.url);
    const child = spawn(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        `import { startLocalPointsApi } from ${JSON.stringify(module.href)};
         const api = await startLocalPointsApi({ dataDir: process.argv[1], port: 0 });
         process.stdout.write(api.url);`,
        api.dataDir,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [url] = await once(child.stdout, "data");
    const answered: string[] = [];
    const payUntilKilled = async (worker: number) => {
      for (let n = 0; ; n += 1) {
        const key = `k-${worker}-${n}`;
        const answer = await fetch(`${url}/v1/points`, {
          method: "POST",
          headers: { "idempotency-key": key },
          body: JSON.stringify({ userId: key, points: 1 }),
        });
        await answer.json();
        answered.push(key);
        if (answered.length === 300) child.kill("SIGKILL");
      }
    };
    await Promise.allSettled([1, 2, 3, 4, 5, 6, 7, 8].map(payUntilKilled));
    await api.restart();
    const known = await Promise.all(answered.map((key) => api.get(`/v1/points/${key}`)));
    expect(known.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await api.state()).toMatchObject({ duplicates: 0, usersPaidMoreThanOnce: 0 });
  });
});
