import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import type { StageConfigInput } from "../../config/stage-config.ts";
import { type ConnectorHost, runConnector } from "../../conformance/run-connector.ts";
import { startCafe24Fake } from "../../local/fakes/cafe24-points-fake.ts";
import { startSquareLoyaltyFake } from "../../local/fakes/square-loyalty-fake.ts";
import { createWaitingClock } from "./checked-fakes.ts";

const TOKEN = "sandbox-token-1";
const USERS = ["--user", "account-a", "--user", "account-b"];
const CHECK = ["check", "square-loyalty", "--stage", "sandbox", ...USERS];

function textOf() {
  const parts: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      parts.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => parts.join("") };
}

type PointsApi = StageConfigInput["pointsApi"];

/** What the command says and ends with, where a stage has this points API. */
async function run(
  pointsApi: PointsApi,
  args: readonly string[],
  host: Pick<ConnectorHost, "clock"> & Partial<ConnectorHost>,
) {
  const [output, errors] = [textOf(), textOf()];
  const exitCode = await runConnector({
    ...{ args, env: { PAYSHEET_POINTS_API_SECRET: JSON.stringify({ token: TOKEN }) } },
    ...{ output: output.stream, errors: errors.stream },
    stages: { sandbox: { slack: { channel: "C0000000000" }, pointsApi } },
    ...host,
  });
  return { exitCode, output: output.text(), errors: errors.text() };
}

async function openSandbox() {
  const { clock } = createWaitingClock();
  const fake = await startSquareLoyaltyFake({ token: TOKEN, nowMs: clock.nowMs });
  onTestFinished(() => fake.close());
  const pointsApi = { connector: "square-loyalty", baseUrl: fake.url } as const;
  return {
    fake,
    check: (args: readonly string[], host: Partial<ConnectorHost> = {}) =>
      run(pointsApi, args, { clock, ...host }),
  };
}

/** Ids that an API makes up. */
const withoutIds = (text: string) =>
  text.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "<id>");

const PLAN = `What is asked of square-loyalty (sandbox):
  - a payment of 1 to account-a
  - the same again under its key, which should pay nothing more
  - one of 2 under that key, which should pay nothing
  - a payment of 1 to account-b, whose answer is lost on purpose; it is made certain as the connector says
  - a payment of 1 to account-b, looked up until they show
  - a payment of 1 to account-a under wrong credentials, which should be refused
  - what account-a and account-b got is taken back, each payment under a key of its own; --keep leaves it to them
If the API does as its connector says, account-a gets 1 and account-b gets 2, and in the end both have what they had before.
`;

describe("npm run connector -- check", () => {
  it("shows what it would ask, and asks nothing before a person agrees", async () => {
    const { check, fake } = await openSandbox();
    const unasked = `${PLAN}Nothing was asked yet. To go on, add --yes.\n`;
    expect(await check(CHECK)).toEqual({ exitCode: 1, output: unasked, errors: "" });
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return "no";
    };
    expect(await check(CHECK, { ask })).toEqual({ exitCode: 1, output: unasked, errors: "" });
    expect(questions).toEqual(["Type yes to go on: "]);
    expect(fake.calls).toEqual([]);
    expect((await check(CHECK, { ask: async () => "yes" })).exitCode).toBe(0);
    expect(fake.books.grants).toHaveLength(6);
  });

  it("says in words what the API guarantees, and what it does not", async () => {
    const { check } = await openSandbox();
    const { exitCode, output, errors } = await check([...CHECK, "--yes"]);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
    expect(withoutIds(output)).toBe(`${PLAN}
What was seen:
✓ a payment of 1 to account-a: paid (<id>)
✓ the same key again: paid (<id>)
✓ one of 2 under the same key: in_doubt (other_content: The idempotency key can only be retried with the same request data.)
✓ a payment of 1 to account-b, its answer (200) lost on the way: paid (<id>)
✓ looked up, at once and later: found (<id>)
✓ looked up what was never asked for: not_found
✓ users as a dry run looks them up: found
✓ wrong credentials: ours (http_401: This request could not be authorized.)
✓ balances once all is paid: account-a 0 → 1, account-b 0 → 2
✓ taken back: paid (<id>), paid (<id>), paid (<id>); account-a 0 → 0, account-b 0 → 0

All is as the connector says.

What this API guarantees with Paysheet:
  - Other content under a key that has paid is not paid, and noticed: in_doubt (other_content: The idempotency key can only be retried with the same request data.).
  - A lost answer is made certain by asking again under the same key, for 60 min.
  - Once a key is older than that, a look-up tells; here a payment showed after 0 s.
  - What was not made is known not to be, and is asked for.
  - Dry runs find out whether users exist.
  - Wrong credentials pause the payout, and nobody is rejected: ours (http_401: This request could not be authorized.).
  - By the API's own balance, account-a was paid once for each payment: 0 → 1.
  - By the API's own balance, account-b was paid once for each payment: 0 → 2.
  - What was paid can be taken back, each payment under a key of its own.

What it does not, or was not tried:
  - That keys are kept for 60 min is the description's word: it was not waited for.
  - A refusal that follows a doubt proves nothing, as described: it is looked up, or becomes unknown.
  - What a user who does not exist is answered was not tried: name one by --missing.
  - Whether it takes 5 calls a second was not tried: --rate does, with calls that read only.
`);
  });

  it("says which line is wrong, in Korean where told", async () => {
    const { check, fake } = await openSandbox();
    fake.showEvents(false);
    const more = ["--yes", "--missing", "missing-1", "--rate", "--language", "ko"];
    const { exitCode, output } = await check([...CHECK, ...more]);
    expect(exitCode).toBe(1);
    const told = withoutIds(output).split("\n확인한 것:\n")[1];
    expect(told).toBe(`✓ account-a에게 1포인트: paid (<id>)
✓ 같은 키로 다시: paid (<id>)
✓ 같은 키로 2포인트: in_doubt (other_content: The idempotency key can only be retried with the same request data.)
✓ account-b에게 1포인트, 응답(200)을 중간에서 잃음: paid (<id>)
✗ 바로, 그리고 나중에 조회: not_found
✓ 요청한 적 없는 지급을 조회: not_found
✓ 없는 사용자 missing-1에게 1포인트: rejected (no_such_account: Loyalty account not found.)
✓ 모의 실행처럼 사용자 조회: found, rejected (no_such_account: Loyalty account not found.)
✓ 잘못된 인증 정보: ours (http_401: This request could not be authorized.)
✓ 설정한 속도로 읽기 호출: 15 × ok
✓ 모두 지급한 뒤 잔액: account-a 0 → 1, account-b 0 → 1
✓ 되돌림: paid (<id>), paid (<id>); account-a 0 → 0, account-b 0 → 0

커넥터의 설명과 다른 것:
  - lookUp.read: 지급된 것이 20분 뒤에도 조회되지 않습니다. 다시 요청하면 두 번 지급됩니다 [paid_not_found]

이 API와 Paysheet가 보장하는 것:
  - 이미 지급한 키의 다른 내용은 지급되지 않고 드러납니다: in_doubt (other_content: The idempotency key can only be retried with the same request data.).
  - 응답을 잃으면 같은 키로 다시 요청해 확실히 알아냅니다. 키가 유지되는 기간: 60분.
  - 지급되지 않은 것은 지급되지 않았다고 확인하고 요청합니다.
  - 없는 사용자는 그 지급만 거절됩니다: rejected (no_such_account: Loyalty account not found.).
  - 모의 실행에서 사용자가 있는지 알아냅니다.
  - 인증 정보가 틀리면 아무도 거절하지 않고 지급을 멈춥니다: ours (http_401: This request could not be authorized.).
  - 초당 5회까지 15번의 호출에 모두 답했습니다.
  - 지급한 것은 건마다 따로 되돌릴 수 있습니다.

보장하지 않거나 시험하지 않은 것:
  - 키가 유지되는 기간(60분)은 설명에 따른 것입니다. 그만큼 기다려 보지는 않았습니다.
  - 설명에 따라, 의심 뒤의 거절은 증거가 아닙니다. 조회하거나 unknown이 됩니다.
`);
  });

  it("writes a refresh token that was replaced back to its file", async () => {
    const { clock } = createWaitingClock();
    const fake = await startCafe24Fake(clock.nowMs);
    onTestFinished(() => fake.close());
    const directory = await mkdtemp(join(tmpdir(), "connector-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    const file = join(directory, "secret.json");
    const { id: clientId, secret: clientSecret } = fake.client;
    const client = { clientId, clientSecret };
    await writeFile(file, JSON.stringify({ ...client, refreshToken: fake.refreshToken() }));

    const { exitCode, errors } = await run(
      {
        connector: "cafe24-points",
        ...{ mallId: "testmall", apiVersion: "2026-03-01", baseUrl: fake.baseUrl },
      },
      ["check", "cafe24-points", "--stage", "sandbox", ...USERS, "--yes", "--secret-file", file],
      { clock },
    );

    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
      ...{ ...client, refreshToken: fake.refreshToken() },
    });
    expect(fake.refreshToken()).toBe("refresh-1");
  });

  it.each([
    [["check"], "Write: check <name>"],
    [["check", "square-loyalty"], "Name two test users who may be paid: --user A --user B"],
    [[...CHECK, "--points", "0"], "--points: a whole number"],
    [[...CHECK, "--url", "x"], "Unknown option '--url'"],
    [
      ["check", "http", "--stage", "sandbox", ...USERS],
      "Stage sandbox has no points API http; it has square-loyalty.",
    ],
    [
      ["check", "http", "--stage", "toast", ...USERS],
      "There is no stage toast: there are sandbox.",
    ],
  ])("refuses %j", async (args, why) => {
    const { check, fake } = await openSandbox();
    const { exitCode, output, errors } = await check(args);
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: "" });
    expect(errors).toContain(why);
    expect(errors).toContain("npm run connector -- --help\n");
    expect(fake.calls).toEqual([]);
  });

  it("tells how it is used", async () => {
    const { check } = await openSandbox();
    const { exitCode, output } = await check(["--help"]);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^npm run connector -- check <name> /);
  });
});
