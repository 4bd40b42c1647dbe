import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Adapter, AdapterPayload } from "oidc-provider";
import * as z from "zod";

const stateSchema = z.record(
  z.string(),
  z.object({ payload: z.record(z.string(), z.unknown()), expiresAtMs: z.number().nullable() }),
);

type State = z.infer<typeof stateSchema>;

/** Gives oidc-provider an adapter for each of its models; all share one file. */
export type AdapterFactory = (model: string) => Adapter;

/** Sessions, grants and codes of the provider, kept in `dataDir` over a restart. */
export async function openProviderState(dataDir: string): Promise<AdapterFactory> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, "provider-state.json");
  const entries = new Map(Object.entries(await readState(file)));
  let saved: Promise<void> = Promise.resolve();

  function save(): Promise<void> {
    saved = saved.then(async () => {
      dropExpired(entries);
      await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(entries)), { mode: 0o600 });
      await rename(`${file}.new`, file);
    });
    return saved;
  }

  return (model) => {
    const keyOf = (id: string) => `${model}:${id}`;
    const findWhere = (holds: (payload: AdapterPayload) => boolean) => {
      const found = [...entries].find(
        ([key, entry]) => key.startsWith(`${model}:`) && isAlive(entry) && holds(entry.payload),
      );
      return found?.[1].payload;
    };
    return {
      async upsert(id, payload, expiresIn) {
        const expiresAtMs = expiresIn === undefined ? null : Date.now() + expiresIn * 1000;
        entries.set(keyOf(id), { payload: { ...payload }, expiresAtMs });
        await save();
      },
      async find(id) {
        const entry = entries.get(keyOf(id));
        return entry !== undefined && isAlive(entry) ? entry.payload : undefined;
      },
      findByUid: async (uid) => findWhere((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => findWhere((payload) => payload.userCode === userCode),
      async consume(id) {
        const entry = entries.get(keyOf(id));
        if (entry !== undefined) entry.payload["consumed"] = Math.floor(Date.now() / 1000);
        await save();
      },
      async destroy(id) {
        entries.delete(keyOf(id));
        await save();
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) {
          if (payload["grantId"] === grantId) entries.delete(key);
        }
        await save();
      },
    };
  };
}

async function readState(file: string): Promise<State> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}

function isAlive({ expiresAtMs }: State[string]): boolean {
  return expiresAtMs === null || expiresAtMs > Date.now();
}

function dropExpired(entries: Map<string, State[string]>): void {
  for (const [key, entry] of entries) {
    if (!isAlive(entry)) entries.delete(key);
  }
}
