import { afterEach, describe, expect, it } from "vitest";
import { toInstant } from "../../domain/clock.ts";
import type { Role } from "../../domain/payout/person.ts";
import { NEWCOMER, payoutFor, type SlackWorld, startSlackWorld } from "./slack-world.ts";

let world: SlackWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const DAY_MS = 24 * 3_600_000;

async function setup(...changes: Parameters<typeof startSlackWorld>) {
  world = await startSlackWorld(...changes);
  const slack = world;
  const payout = await payoutFor(slack, "hold_payout");
  return {
    ...slack,
    payout,
    hold: (userId: string) => slack.press("hold_payout", userId, payout),
    state: () => slack.stateOf(payout.payoutId),
    remember: (roles: readonly Role[], ageMs: number) =>
      slack.deps.slack?.people.remember({
        id: "new",
        name: "새 동료",
        email: NEWCOMER.email,
        roles: [...roles],
        seenAt: toInstant(Date.now() - ageMs),
      }),
  };
}

describe("who presses a button in Slack", () => {
  it("is told to sign in to the page once, and then may act", async () => {
    const { hold, state, remember } = await setup();
    const [said = ""] = (await hold(NEWCOMER.id)).said;
    expect(said).toContain("보류하지 못했습니다. 최근 30일 안에 new@paysheet.example 주소로");
    expect(said).toContain("지급 페이지에 한 번 로그인한 뒤 다시 눌러 주세요");
    expect(await state()).toBe("scheduled");

    await remember(["marketer"], 0);
    await hold(NEWCOMER.id);

    expect(await state()).toBe("ready");
  });

  it("has to have signed in recently", async () => {
    const { hold, state, remember } = await setup();
    await remember(["marketer"], 31 * DAY_MS);
    expect((await hold(NEWCOMER.id)).said).toEqual([expect.stringContaining("최근 30일 안에")]);
    expect(await state()).toBe("scheduled");

    await remember(["marketer"], 29 * DAY_MS);
    await hold(NEWCOMER.id);
    expect(await state()).toBe("ready");
  });

  it("has the roles of the last sign-in, even when those are none", async () => {
    const { hold, state, remember } = await setup();
    await remember(["admin"], 2 * DAY_MS);
    await remember([], DAY_MS);
    await remember(["admin"], 3 * DAY_MS);
    const [said = ""] = (await hold(NEWCOMER.id)).said;
    expect(said).toContain("이 서비스를 사용할 역할이 없습니다");
    expect(said).toContain("지급 페이지에 다시 로그인해 주세요");
    expect(await state()).toBe("scheduled");
  });

  it("is known by any call to the API that the token's address came with", async () => {
    const { hold, state, clientOf, deps } = await setup();
    await (await clientOf("approver")).payouts();
    expect(await deps.slack?.people.findByEmail("approver@paysheet.example")).toMatchObject({
      id: "approver",
      name: "승인자 (approver)",
      email: "approver@paysheet.example",
      roles: ["approver"],
    });
    await hold("U0APPROVER");
    expect(await state()).toBe("ready");
  });

  it("can't be told when the app may not see addresses, and hears which right it lacks", async () => {
    const { hold, state, signIn } = await setup({}, { scopes: ["chat:write", "users:read"] });
    await signIn("marketer");
    expect((await hold("U0MARKETER")).said).toEqual([expect.stringContaining("users:read.email")]);
    expect(await state()).toBe("scheduled");
  });

  it("hears in English where the deployment speaks it", async () => {
    const { hold } = await setup({ language: "en" });
    expect((await hold(NEWCOMER.id)).said).toEqual([
      expect.stringMatching(/^It was not put on hold\. Nobody signed in to the payout page as/),
    ]);
  });
});

describe("when something is broken", () => {
  it("does nothing while Slack does not say who pressed, and tells what to do", async () => {
    const { hold, state, signIn, setFaults, logged } = await setup();
    await signIn("marketer");
    await setFaults({ method: "users.info", status: 500 });
    expect((await hold("U0MARKETER")).said).toEqual([
      expect.stringContaining("아무것도 하지 않았습니다(http_500)"),
    ]);
    expect(await state()).toBe("scheduled");
    expect(logged).toContainEqual(
      expect.objectContaining({ level: "error", message: "Slack's hold_payout failed." }),
    );
  });

  it("answers in time that it does not know yet, when it takes too long", async () => {
    const never = new Promise<never>(() => undefined);
    const { hold } = await setup({}, { answerWithinMs: 600, users: { emailOf: () => never } });
    const { status, said } = await hold("U0MARKETER");
    expect(status).toBe(200);
    expect(said).toEqual([expect.stringContaining("되었는지 아직 알 수 없습니다")]);
  });

  it("acts although the channel can't be told", async () => {
    const { hold, state, signIn, logged } = await setup({
      requestNotification: async () => {
        throw new Error("There is nobody to tell.");
      },
    });
    await signIn("marketer");
    expect((await hold("U0MARKETER")).said).toEqual([expect.stringContaining("보류했습니다")]);
    expect(await state()).toBe("ready");
    expect(logged).toContainEqual(
      expect.objectContaining({ message: "The channel was not told." }),
    );
  });

  it("lets Slack warn whoever can't be told that nothing was done", async () => {
    const { send, payout } = await setup();
    const actions = [{ action_id: "hold_payout", value: JSON.stringify(payout) }];
    const payload = JSON.stringify({
      type: "block_actions",
      user: { id: NEWCOMER.id },
      trigger_id: "1.2.3",
      response_url: "http://127.0.0.1:1/gone",
      actions,
    });
    expect((await send(new URLSearchParams({ payload }).toString())).status).toBe(500);
  });

  it("takes nothing as long as nobody put the signing secret into Slack's secret", async () => {
    const { hold, state, signIn } = await setup({}, { signingSecret: async () => undefined });
    await signIn("marketer");
    expect(await hold("U0MARKETER")).toMatchObject({ status: 401, error: "dispatch_failed" });
    expect(await state()).toBe("scheduled");
  });

  it("serves people who can't be remembered", async () => {
    const fails = async () => {
      throw new Error("The table is gone.");
    };
    const { clientOf, logged } = await setup(
      {},
      { people: { remember: fails, findByEmail: fails } },
    );
    expect((await (await clientOf("viewer")).payouts()).items).toHaveLength(1);
    expect(logged).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("can't be remembered") }),
    );
  });
});
