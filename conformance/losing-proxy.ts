import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, request } from "undici";

/**
 * Stands between us and an API, on this machine alone: what we ask arrives there and is answered, and
 * we never get to see the answer. So does a call look whose connection was cut.
 */
export interface LosingProxy {
  /** The address by which an API's address is asked through the proxy. */
  through(url: string): string;
  /** The address behind one of {@link through}; any other is returned as it is. */
  behind(url: string): string;
  /** The statuses of the answers that were lost, in order. */
  readonly lost: readonly number[];
  close(): Promise<void>;
}

/** Of one connection, not of the call. */
const HOP_BY_HOP = new Set([
  "connection",
  "host",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

export async function startLosingProxy(): Promise<LosingProxy> {
  const agent = new Agent({ pipelining: 1 });
  const origins: string[] = [];
  const lost: number[] = [];

  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = Buffer.concat(await incoming.toArray());
      const answer = await request(behind(`${here}${incoming.url ?? ""}`), {
        method: incoming.method ?? "GET",
        headers: passedOn(incoming.rawHeaders),
        body: body.length === 0 ? null : body,
        dispatcher: agent,
      });
      // The API has done all that it does before the connection is cut.
      await answer.body.arrayBuffer();
      lost.push(answer.statusCode);
    } finally {
      response.socket?.resetAndDestroy();
    }
  }

  const server = createServer((incoming, response) => {
    pass(incoming, response).catch(() => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const here = `http://127.0.0.1:${port}`;

  function through(url: string): string {
    const { origin } = new URL(url);
    if (!origins.includes(origin)) origins.push(origin);
    return `${here}/${origins.indexOf(origin)}${url.slice(origin.length)}`;
  }

  /** Nothing is passed on but to where we asked ourselves. */
  function behind(url: string): string {
    if (!url.startsWith(`${here}/`)) return url;
    const [, nr = "", rest = ""] = /^\/(\d+)(.*)$/s.exec(url.slice(here.length)) ?? [];
    const origin = origins[Number(nr)];
    if (nr === "" || origin === undefined) throw new Error("Nothing is passed on to there.");
    return origin + rest;
  }

  return {
    through,
    behind,
    lost,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, agent.close()]);
    },
  };
}

/** Names and values by turns, as they came. */
function passedOn(rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((name, at) => {
    const isName = at % 2 === 0;
    return isName && !HOP_BY_HOP.has(name.toLowerCase()) ? [name, rawHeaders[at + 1] ?? ""] : [];
  });
}
