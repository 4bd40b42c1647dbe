import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";

/** Longer than clients keep idle connections, so that none is closed just as a call leaves. */
export const KEEP_ALIVE_MS = 65_000;

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
  // A large file over a slow line may take longer than Node's default of five minutes.
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 };
  const server = createServer(options, listener);
  return {
    ...(await listenOnLoopback(server, port)),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Has a server that somebody else made listen on 127.0.0.1 only. Port 0 takes a free one. */
export async function listenOnLoopback(
  server: Server,
  port: number,
): Promise<Pick<LoopbackServer, "port" | "url">> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { port: address.port, url: `http://127.0.0.1:${address.port}` };
}
