import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { prepareN8n } from "./n8n-peer.ts";
import { startRedis } from "./redis-server.ts";
import { runProgram } from "./run-program.ts";
import { type BenchPlace, type PayingRun, runWorker, workSchema } from "./run-worker.ts";
import { BOT_TOKEN, CHANNEL } from "./slack-of-bench.ts";

const PEERS = join(import.meta.dirname, "..", "peers");
/** Above what anything here reaches: no limit, and the limiter at work all the same. */
export const NO_LIMIT_PER_SECOND = 100_000;

/** One way to pay a workbook. */
export interface Contender {
  readonly name: string;
  readonly version: string;
  /** How many calls at once it is told to make, if it can be told. */
  readonly atOnce: "as told" | "one" | "all";
  pay(task: PayTask): Promise<PayingRun>;
}

export interface PayTask {
  readonly path: string;
  readonly latencyMs: number;
  readonly concurrency: number;
}

/** Our worker first, then what people would use instead; those that can't be had are told of. */
export async function openContenders(place: BenchPlace, tell: (line: string) => void) {
  const redis = await startRedis(place.cores, place.folder);
  const contenders: Contender[] = [ourWorker(place)];
  const add = async (peer: ScriptPeer) => {
    const version = await versionOf(peer.package);
    if (version === undefined) {
      tell(`${peer.name} is left out: ${peer.package} is not installed in bench/peers.`);
    } else contenders.push(scriptContender(place, peer, version));
  };
  if (existsSync(join(PEERS, "node_modules"))) {
    contenders.push(scriptContender(place, SEQUENTIAL, process.version));
  } else tell("fetch, one by one, is left out: nothing is installed in bench/peers.");
  await add({ name: P_LIMIT, program: "p-limit.mjs", package: "p-limit", atOnce: "as told" });
  if (redis === undefined) tell("BullMQ is left out: redis-server is not installed.");
  else {
    await add({
      name: BULLMQ,
      program: "bullmq.mjs",
      package: "bullmq",
      atOnce: "as told",
      redisPort: redis.port,
    });
  }
  const n8n = await prepareN8n(place.folder);
  if (typeof n8n === "string") tell(`n8n is left out: ${n8n}.`);
  else contenders.push(n8nContender(place, n8n));
  const versions = {
    ...Object.fromEntries(contenders.map(({ name, version }) => [name, version])),
    ...(redis === undefined ? {} : { Redis: redis.version }),
  };
  return { contenders, versions, close: async () => await redis?.close() };
}

export const OURS = "Paysheet";
export const P_LIMIT = "fetch with p-limit, no books";
export const BULLMQ = "BullMQ";
export const N8N = "n8n";

function ourWorker(place: BenchPlace): Contender {
  return {
    name: OURS,
    version: "this commit",
    atOnce: "as told",
    pay: ({ path, latencyMs, concurrency }) =>
      runWorker(place, {
        path,
        book: { latencyMs },
        pointsApi: { ratePerSecond: NO_LIMIT_PER_SECOND, concurrency },
      }),
  };
}

interface ScriptPeer {
  readonly name: string;
  readonly program: string;
  readonly package: string;
  readonly atOnce: Contender["atOnce"];
  readonly redisPort?: number;
}

const SEQUENTIAL: ScriptPeer = {
  name: "fetch, one by one",
  program: "sequential.mjs",
  package: "xlsx",
  atOnce: "one",
};

function scriptContender(place: BenchPlace, peer: ScriptPeer, version: string): Contender {
  const { name, program, redisPort, atOnce } = peer;
  return {
    name,
    version,
    atOnce,
    async pay({ path, latencyMs, concurrency }) {
      const { world, cores, folder } = place;
      const { url, calls } = await world.openBook({ latencyMs });
      const ratePerSecond = NO_LIMIT_PER_SECOND;
      const task = JSON.stringify({ path, url, concurrency, redisPort, ratePerSecond });
      const command = cores.measured([process.execPath, join(PEERS, program), task]);
      const run = await runProgram(command, { folder, env: {} });
      if (!run.ok) return run;
      const work = workSchema.parse(JSON.parse(run.output));
      return { ok: true, calls: await calls(), whole: run.whole, work };
    },
  };
}

function n8nContender(
  place: BenchPlace,
  n8n: Exclude<Awaited<ReturnType<typeof prepareN8n>>, string>,
): Contender {
  return {
    name: N8N,
    version: n8n.version,
    atOnce: "all",
    async pay({ path, latencyMs }) {
      const { world, cores, folder } = place;
      const { url, calls } = await world.openBook({ latencyMs });
      const env = {
        ...n8n.env,
        BENCH_SHEET: path,
        BENCH_POINTS: url,
        BENCH_SLACK: world.slackUrl,
        BENCH_SLACK_TOKEN: BOT_TOKEN,
        BENCH_SLACK_CHANNEL: CHANNEL.id,
      };
      const run = await runProgram(cores.measured(n8n.command), { folder, env });
      return run.ok ? { ok: true, calls: await calls(), whole: run.whole } : run;
    },
  };
}

const packageSchema = z.object({ version: z.string() });

async function versionOf(dependency: string): Promise<string | undefined> {
  try {
    const path = join(PEERS, "node_modules", dependency, "package.json");
    return packageSchema.parse(JSON.parse(await readFile(path, "utf8"))).version;
  } catch {
    return undefined;
  }
}
