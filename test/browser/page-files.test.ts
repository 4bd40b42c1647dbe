import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createPageFiles } from "../../local/gateway/page-files.ts";

const CONFIG = {
  issuer: "https://login.example",
  clientId: "page",
  scope: "openid",
  rolesClaim: "roles",
  language: "ko",
  defaultTimeZone: "Asia/Seoul",
} as const;

/** A built page of three files, served; and a secret beside it. */
async function setup() {
  const root = await mkdtemp(join(tmpdir(), "page-files-"));
  const directory = join(root, "dist");
  await mkdir(join(directory, "assets"), { recursive: true });
  await writeFile(join(directory, "index.html"), "<!doctype html>the page");
  await writeFile(join(directory, "assets/a-1.js"), "script");
  await writeFile(join(root, "secret.js"), "secret");
  const serve = createPageFiles({
    directory,
    config: () => CONFIG,
    origins: () => ({ issuer: "https://login.example", bucket: ["https://bucket.example"] }),
  });
  const server = createServer((incoming, response) => void serve(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.close();
    await rm(root, { recursive: true });
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  // Not by fetch, which tidies paths before they leave.
  const get = (path: string, method = "GET") =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
      (resolve, reject) => {
        request({ port, path, method, host: "127.0.0.1" }, async (answer) => {
          const text = (await answer.setEncoding("utf8").toArray()).join("");
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        })
          .on("error", reject)
          .end();
      },
    );
  return { get };
}

it("answers the page for each of its addresses, under a strict policy for scripts", async () => {
  const { get } = await setup();
  for (const path of ["/", "/new", "/payouts/01ABC?tab=history", "/signed-in?code=x"]) {
    const { status, text, headers } = await get(path);
    expect({ path, status, text }).toEqual({ path, status: 200, text: "<!doctype html>the page" });
    expect(headers["cache-control"]).toBe("no-cache");
    const policy = String(headers["content-security-policy"]).split("; ");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self' https://login.example https://bucket.example");
  }
});

it("lets files named by their content be kept, and tells the page its configuration", async () => {
  const { get } = await setup();
  const script = await get("/assets/a-1.js");
  expect(script.text).toBe("script");
  expect(script.headers["cache-control"]).toContain("immutable");
  expect(JSON.parse((await get("/config.json")).text)).toEqual(CONFIG);
});

it("serves nothing from beside the page, and takes no other methods", async () => {
  const { get } = await setup();
  for (const path of ["/../secret.js", "/%2e%2e/secret.js", "/assets/..%2f..%2fsecret.js"]) {
    const { text } = await get(path);
    expect({ path, text }).toEqual({ path, text: expect.not.stringContaining("secret") });
  }
  expect((await get("/missing.js")).status).toBe(404);
  expect((await get("/%ff")).status).toBe(404);
  expect((await get("/", "POST")).status).toBe(405);
  expect((await get("/", "HEAD")).text).toBe("");
});
