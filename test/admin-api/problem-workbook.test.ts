import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { runCli } from "../../cli/run-cli.ts";
import { styledWorkbook } from "../adapters/workbook/read-back.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

const BAD = Buffer.from('회원ID,포인트,사유\n00123,"1,000",출석\nu2,-5,출석\n,300,출석\nu4,20,\n');

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.catch((caught: unknown) => caught);
  if (!(error instanceof ApiProblemError)) throw new Error(`No problem: ${error}`);
  return `${error.problem.status} ${error.problem.code}`;
}

it("gives the sheet back with its problems marked; mended, it is read right", async () => {
  const client = await world.clientOf("marketer");
  const invalid = await createChecked(world, BAD);
  expect(invalid).toMatchObject({ state: "invalid", problemWorkbook: true });

  const workbook = await styledWorkbook(await client.problemWorkbook(invalid.payoutId));
  const [sheet] = workbook.worksheets;
  expect(sheet?.getCell("B3").note).toMatchObject({
    texts: [
      { text: "포인트가 0이거나 음수입니다(-5). 1 이상의 정수를 입력하거나 행을 지워 주세요." },
    ],
  });
  if (sheet !== undefined) {
    sheet.getCell("B3").value = 500;
    sheet.getCell("A4").value = "u3";
  }
  const mended = Buffer.from(await workbook.xlsx.writeBuffer());
  const ready = await createChecked(world, mended);

  expect(ready).toMatchObject({ state: "ready" });
  expect(ready.check).toMatchObject({
    payments: 4,
    totalPoints: 1820,
    sample: [
      { row: 2, userId: "00123", points: 1000, reason: "출석" },
      { row: 3, userId: "u2", points: 500, reason: "출석" },
      { row: 4, userId: "u3", points: 300, reason: "출석" },
      { row: 5, userId: "u4", points: 20 },
    ],
  });
});

it("is there for viewers too, under the sheet's name, and after the payout was cancelled", async () => {
  const { payoutId } = await createChecked(world, BAD);
  await (await world.clientOf("marketer")).cancel(payoutId);

  const response = await fetch(`${world.origin}/api/payouts/${payoutId}/problem-workbook`, {
    headers: { authorization: `Bearer ${await world.tokenOf("viewer")}` },
  });

  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/spreadsheetml\.sheet$/);
  expect(response.headers.get("content-disposition")).toContain(
    encodeURIComponent("12월-problems.xlsx"),
  );
});

it("says why there is none", async () => {
  const client = await world.clientOf("marketer");
  const good = await createChecked(world, Buffer.from("회원ID,포인트\nu1,100\n"));
  const broken = await createChecked(world, Buffer.from("PK\u0003\u0004 no zip at all"));
  const request = { title: "t", fileName: "a.xlsx", sizeBytes: 10 };
  const { payoutId: waiting } = await client.createPayout(request);

  expect(good).not.toHaveProperty("problemWorkbook");
  expect(await codeOf(client.problemWorkbook(good.payoutId))).toBe("409 no_problems");
  expect(broken).not.toHaveProperty("problemWorkbook");
  expect(await codeOf(client.problemWorkbook(broken.payoutId))).toBe("409 sheet_unreadable");
  expect(await codeOf(client.problemWorkbook(waiting))).toBe("409 wrong_state");
  expect(await codeOf(client.problemWorkbook("unknown"))).toBe("404 payout_not_found");
});

it("can be fetched from the command line", async () => {
  const directory = await mkdtemp(join(tmpdir(), "problems-cli-"));
  try {
    const { payoutId } = await createChecked(world, BAD);
    const file = join(directory, "problems.xlsx");
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const args = ["problems", payoutId, "--output", file, "--user", "marketer"];
    const code = await runCli({ args: [...args, "--api", world.origin], env: {}, output, errors });
    output.end();

    expect([code, await text(output)]).toEqual([0, `${file}\n`]);
    const names = (await styledWorkbook(await readFile(file))).worksheets.map(({ name }) => name);
    expect(names).toEqual(["지급 목록", "paysheet-comma-fields", "Paysheet 오류 목록"]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
