import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer, type ViteDevServer } from "vite";
import { sendConfig } from "../gateway/page-files.ts";
import type { OpenPage } from "../stack/stack-page.ts";

const PAGE = fileURLToPath(new URL("../../admin-page/", import.meta.url));

export interface HotPage {
  readonly open: OpenPage;
  /** Tells of changed files: those of the page, and of what it is given beside. */
  readonly watcher: ViteDevServer["watcher"];
  close(): Promise<void>;
}

/**
 * The admin page from its sources, changed in the browser as they change. It comes without the headers
 * of a deployment, whose policy forbids the scripts and sockets that this takes. The packages that it
 * imports are kept as it reads them in `cacheDir`, which takes one page at a time.
 */
export async function startHotPage(cacheDir: string): Promise<HotPage> {
  // Never listens: it stands for the gateway, which hands on the sockets of hot reload.
  const sockets = createHttpServer();
  const vite = await createServer({
    configFile: join(PAGE, "vite.config.ts"),
    configLoader: "native",
    cacheDir,
    appType: "spa",
    clearScreen: false,
    server: { middlewareMode: true, hmr: { server: sockets } },
  });
  return {
    open: async ({ config }) => ({
      handle(request, response) {
        if (pathOf(request) === "/config.json") sendConfig(response, config());
        else vite.middlewares(request, response);
      },
      upgrade: (...socket) => void sockets.emit("upgrade", ...socket),
    }),
    watcher: vite.watcher,
    close: () => vite.close(),
  };
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return new URL(url, "http://localhost").pathname;
}
