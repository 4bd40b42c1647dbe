import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

/** Longer than clients keep idle connections, so that none is closed just as a call leaves. */
const KEEP_ALIVE_MS = 65_000;

export interface LoopbackServer {
  readonly port: number;
  /** Without a slash at the end. */
  readonly url: string;
  /** Takes no more calls and drops the connections that are open. */
  close(): Promise<void>;
}

/** Serves HTTP on 127.0.0.1 only. Port 0 takes a free one. */
export async function serveOnLoopback(
  port: number,
  listener: RequestListener,
): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
