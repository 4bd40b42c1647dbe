import { once } from "node:events";
import { request } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { serveOnLoopback } from "../src/loopback-server.ts";
import { BodyTooLargeError, parseJson, readBody } from "../src/read-body.ts";

/** A server that says how long a body was, of four bytes at most. */
async function setup() {
  const server = await serveOnLoopback(0, async (incoming, response) => {
    try {
      const body = await readBody(incoming, 4);
      response.end(String(body.length));
    } catch (error) {
      response.writeHead(error instanceof BodyTooLargeError ? 413 : 500).end(String(error));
    }
  });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= server.close();
    return closing;
  };
  onTestFinished(close);
  const post = async (body: string) => {
    const answer = await fetch(server.url, { method: "POST", body });
    return [answer.status, await answer.text()];
  };
  return { ...server, close, post };
}

it("listens on a free port of this machine alone", async () => {
  const [one, other] = [await setup(), await setup()];
  expect(one.url).toBe(`http://127.0.0.1:${one.port}`);
  expect(one.port).not.toBe(other.port);
});

it("reads a body whole, and tells who sends too much so, however much it is", async () => {
  const { post } = await setup();
  expect(await post("가b")).toEqual([200, "4"]);
  const refused = [413, "BodyTooLargeError: The body exceeds 4 bytes."];
  expect(await post("12345")).toEqual(refused);
  expect(await post("x".repeat(8 * 1024 * 1024))).toEqual(refused);
});

it("drops the connections that are open when it is closed", async () => {
  const { port, close, post } = await setup();
  const half = request({
    host: "127.0.0.1",
    port,
    method: "POST",
    headers: { "content-length": 9 },
  });
  const dropped = once(half, "error");
  half.write("{");
  await once(half, "socket");
  await post("a");
  await close();
  await dropped;
  await expect(post("a")).rejects.toThrow();
});

it("reads JSON, and anything else as nothing", () => {
  expect([parseJson('{"a":1}'), parseJson("null"), parseJson("{")]).toEqual([
    { a: 1 },
    null,
    undefined,
  ]);
});
