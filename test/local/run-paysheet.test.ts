import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, it, onTestFinished } from "vitest";
import { runPaysheet } from "../../local/run-paysheet.ts";

const OWN_CONNECTOR = join(import.meta.dirname, "../connectors/example/acme-points.ts");
const CHECK = ["connector", "check", "acme-points", "--user", "kim", "--user", "lee"];

/** What a command says, and what it ends with. */
async function run(...args: readonly string[]) {
  const said: string[] = [];
  const stream = () =>
    new Writable({
      write(chunk, _, done) {
        said.push(String(chunk));
        done();
      },
    });
  const code = await runPaysheet({ args, env: {}, output: stream(), errors: stream() });
  return { code, said: said.join("") };
}

/** A company's module of these lines, for the test that runs. */
async function moduleOf(text: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "paysheet-props-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, "dev.ts");
  await writeFile(file, text);
  return file;
}

it("explains itself, and each command as it is called here", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, said: expect.stringContaining("start") });
  expect(await run("pay")).toMatchObject({ code: 2, said: expect.stringContaining("start") });
  for (const command of ["payout", "smoke", "connector"]) {
    const { code, said } = await run(command, "--help");
    expect([code, said.startsWith(`paysheet ${command} `)]).toEqual([0, true]);
    const wrong = await run(command, "--nonsense");
    expect([wrong.code, wrong.said.endsWith(`paysheet ${command} --help\n`)]).toEqual([2, true]);
  }
});

it("checks a connector by the module that describes it", async () => {
  const connector = { entry: OWN_CONNECTOR, options: { ratePerSecond: 5 } };
  const props = { stage: "test", slack: { channel: "C0123456789" }, connector };
  const file = await moduleOf(`export default ${JSON.stringify(props)};`);
  const { code, said } = await run(...CHECK, "--config", file);
  // Nothing is asked before somebody agrees.
  expect([code, said]).toEqual([
    1,
    expect.stringContaining("What is asked of acme-points (test):"),
  ]);
});

it("says that it has to be told which module, and what that has to export", async () => {
  expect(await run(...CHECK)).toMatchObject({ code: 2, said: expect.stringContaining("--config") });
  const file = await moduleOf("export const props = {};");
  expect((await run(...CHECK, "--config", file)).said).toContain("has to export by default");
});
