import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it } from "vitest";
import { requestLocalToken } from "../../cli/admin-api-client.ts";
import { CREDENTIALS, REGION, USER_POOL_ID } from "../../local/stack/account.ts";
import { type SheetRow, startStackUnderTest } from "./stack-under-test.ts";

const ROWS: SheetRow[] = [
  ["left-1", 20_000],
  ["left-2", 30_000],
];
/** Long enough for somebody to approve it in between. */
const AHEAD_MS = 5_000;

let stack: Awaited<ReturnType<typeof startStackUnderTest>>;
let pool: CognitoIdentityProviderClient;

beforeAll(async () => {
  stack = await startStackUnderTest({}, { limits: { paymentPoints: { approvalAbove: 10_000 } } });
  const endpoint = stack.stack.endpoints.cognito;
  pool = new CognitoIdentityProviderClient({ region: REGION, credentials: CREDENTIALS, endpoint });
});
afterAll(async () => {
  pool.destroy();
  await stack.close();
});

const named = (Username: string) => ({ UserPoolId: USER_POOL_ID, Username });

it("pays nobody on the word of people who left, and everybody once on the word of those who took over", async () => {
  const ready = await stack.upload(ROWS);
  const { payoutId } = ready;
  const asked = await stack.schedule(ready, AHEAD_MS);
  const approver = await stack.clientOf("approver");
  expect((await approver.approve(payoutId, asked.revision)).state).toBe("scheduled");

  await pool.send(new AdminDisableUserCommand(named("marketer")));
  await pool.send(new AdminDisableUserCommand(named("approver")));

  const sentBack = await stack.until(payoutId, "ready", "completed", "halted");
  expect(sentBack).toMatchObject({
    state: "ready",
    sentBack: {
      reasons: [
        { code: "approver_left", person: "승인자 (approver)" },
        { code: "owner_left", person: "마케터 (marketer)" },
      ],
    },
  });
  expect((await stack.pointsState()).calls).toBe(0);
  await expect(requestLocalToken(stack.stack.origin, "marketer")).rejects.toThrow();

  // The approver comes back, and takes over the work of the marketer.
  await pool.send(new AdminEnableUserCommand(named("approver")));
  await pool.send(new AdminAddUserToGroupCommand({ ...named("approver"), GroupName: "marketer" }));
  const admin = await stack.clientOf("admin");
  const email = "approver@paysheet.example";
  await expect(admin.handOver(payoutId, email)).rejects.toMatchObject({
    problem: { code: "person_may_not_own" },
  });
  const owner = await stack.clientOf("approver");
  await owner.payout(payoutId);
  const handedOver = await admin.handOver(payoutId, email, "마케터가 퇴사했습니다.");
  expect(handedOver).toMatchObject({
    createdBy: { id: "marketer" },
    owner: { id: "approver" },
    handedOver: { by: { id: "admin" }, reason: "마케터가 퇴사했습니다." },
  });

  const again = await stack.schedule(handedOver, AHEAD_MS, { by: owner });
  expect(again.state).toBe("awaiting_approval");
  await expect(owner.approve(payoutId, again.revision)).rejects.toMatchObject({
    problem: { code: "own_payout" },
  });
  expect((await admin.approve(payoutId, again.revision)).state).toBe("scheduled");

  const done = await stack.until(payoutId, "completed", "halted");
  expect(done.counts).toMatchObject({ payments: 2, paid: 2 });
  expect(await stack.grantsOf("left-1")).toMatchObject([{ points: 20_000 }]);
  expect(await stack.grantsOf("left-2")).toMatchObject([{ points: 30_000 }]);
  const [message] = await stack.messages();
  const texts = message?.thread.map(({ text }) => text) ?? [];
  expect(texts).toEqual(
    expect.arrayContaining([
      expect.stringContaining("담당자 마케터 (marketer) 님의 계정을 더는 사용할 수 없습니다"),
      expect.stringContaining(
        "관리자 (admin) 님이 2건 · 50,000P를 승인자 (approver) 님에게 넘겼습니다",
      ),
    ]),
  );
  expect(message?.text).toContain("담당자: 승인자 (approver) (올린 사람: 마케터 (marketer))");
});
