import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import * as z from "zod";
import type { Archive } from "../../../local/publish/pack-packages.ts";

const ROOT = join(import.meta.dirname, "../../..");
const MODULES = "node_modules/";

/** What the lockfile has of a package, and what npm asks a registry for. */
const lockedSchema = z.looseObject({
  version: z.string().optional(),
  link: z.boolean().optional(),
  inBundle: z.boolean().optional(),
  bundleDependencies: z.array(z.string()).optional(),
});
const lockfileSchema = z.object({ packages: z.record(z.string(), lockedSchema) });
const manifestSchema = z.looseObject({ name: z.string(), version: z.string() });

/** Where the content of a version is: packed already, or as it is installed here. */
type Content =
  | { readonly archive: string }
  | { readonly folder: string; readonly isBundle: boolean };

interface Version {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly content: Content;
}

/**
 * A registry on this machine, of these archives and of all that is installed in the repository, in those
 * versions alone: what installs from it asks no other host, and needs no cache.
 */
export async function startLocalRegistry(
  archives: readonly Archive[],
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const packages = await readInstalled();
  for (const { path, ...archive } of archives) {
    const manifest = manifestSchema.parse(archive.manifest);
    const { name, version } = manifest;
    packages.set(name, new Map([[version, { manifest, content: { archive: path } }]]));
  }
  const server = await serveOnLoopback(0, async (request, response) => {
    const { pathname, origin } = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const [name = "", version] = pathname.slice(1).split("/-/").map(decodeURIComponent);
    const versions = packages.get(name);
    const content = version === undefined ? undefined : versions?.get(version)?.content;
    if (content !== undefined) return await sendContent(response, content);
    if (versions === undefined || version !== undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(packument(name, versions, origin)));
  });
  return { url: `http://127.0.0.1:${server.port}`, close: () => server.close() };
}

async function readInstalled(): Promise<Map<string, Map<string, Version>>> {
  const text = await readFile(join(ROOT, "package-lock.json"), "utf8");
  const packages = new Map<string, Map<string, Version>>();
  for (const [path, locked] of Object.entries(lockfileSchema.parse(JSON.parse(text)).packages)) {
    const { version, link, inBundle, bundleDependencies } = locked;
    if (!path.startsWith(MODULES) || version === undefined || link || inBundle) continue;
    const name = path.slice(path.lastIndexOf(MODULES) + MODULES.length);
    const manifest = { ...locked, name };
    const content = { folder: join(ROOT, path), isBundle: bundleDependencies !== undefined };
    const versions = packages.get(name) ?? new Map<string, Version>();
    packages.set(name, versions.set(version, { manifest, content }));
  }
  return packages;
}

function packument(name: string, versions: ReadonlyMap<string, Version>, origin: string) {
  const entries = [...versions].map(([version, { manifest }]) => {
    const tarball = `${origin}/${encodeURIComponent(name)}/-/${encodeURIComponent(version)}`;
    const { integrity: _, ...known } = manifest;
    return [version, { ...known, dist: { tarball } }] as const;
  });
  const [latest] = entries.at(-1) ?? [];
  return { name, "dist-tags": { latest }, versions: Object.fromEntries(entries) };
}

async function sendContent(response: ServerResponse, content: Content): Promise<void> {
  response.writeHead(200, { "content-type": "application/octet-stream" });
  if ("archive" in content) return await pipeline(createReadStream(content.archive), response);
  const { folder, isBundle } = content;
  const name = basename(folder);
  const exclude = isBundle ? [] : ["--exclude", `${name}/node_modules`];
  const tar = spawn("tar", ["-cf", "-", ...exclude, "-C", dirname(folder), name]);
  await pipeline(tar.stdout, response);
}
