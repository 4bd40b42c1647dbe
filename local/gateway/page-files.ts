import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { type PageOrigins, pageHeaders } from "../../admin-page/page-headers.ts";
import type { PageConfig } from "../../admin-page/src/page-config.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

export interface PageFilesOptions {
  /** The built page. */
  readonly directory: string;
  /** Told at the first request: some addresses are known late. */
  readonly config: () => PageConfig;
  readonly origins: () => PageOrigins;
}

/**
 * Serves the built page as the CDN does: files by their path, `/config.json`, and `index.html` for
 * every path without an extension, since those are the page's own addresses.
 */
export function createPageFiles({ directory, config, origins }: PageFilesOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    const path = pathOf(request);
    if (path === "/config.json") sendConfig(response, config());
    else await sendFile(request, response, { directory, path, headers: pageHeaders(origins()) });
  };
}

/** Answers `/config.json`. */
export function sendConfig(response: ServerResponse, config: PageConfig): void {
  response
    .writeHead(200, { "content-type": "application/json", "cache-control": "no-cache" })
    .end(JSON.stringify(config));
}

async function sendFile(
  { method }: IncomingMessage,
  response: ServerResponse,
  asked: {
    readonly directory: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const { directory, path, headers } = asked;
  const file = resolve(join(directory, extname(path) === "" ? "index.html" : path));
  const type = TYPES[extname(file)];
  const isInside = file.startsWith(resolve(directory) + sep);
  const size = isInside && type !== undefined ? await sizeOf(file) : undefined;
  if (type === undefined || size === undefined) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found.\n");
    return;
  }
  response.writeHead(200, {
    "content-type": type,
    "content-length": size,
    // Names in /assets bear a hash of their content; all else may change with a deployment.
    "cache-control": path.startsWith("/assets/")
      ? "public, max-age=31536000, immutable"
      : "no-cache",
    ...headers,
  });
  if (method === "HEAD") response.end();
  else await pipeline(createReadStream(file), response);
}

function pathOf(request: IncomingMessage): string {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  try {
    return decodeURIComponent(pathname);
  } catch {
    return "/not.found";
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}
