import { afterEach, describe, expect, it } from "vitest";
import { ProblemError } from "../../admin-api/problems/problem-error.ts";
import { identify } from "../../admin-api/slack/actions.ts";
import { toInstant } from "../../domain/clock.ts";
import { isSamePerson, type Role } from "../../domain/payout/person.ts";
import { NEWCOMER, payoutFor, type SlackWorld, startSlackWorld } from "./slack-world.ts";

let world: SlackWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

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
      slack.deps.people.remember({
        id: "new",
        name: "새 동료",
        issuer: slack.provider.issuer,
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
    expect(said).toContain("보류하지 못했습니다. 최근 1일 안에 new@paysheet．example 주소로");
    expect(said).toContain("지급 페이지에 한 번 로그인한 뒤 다시 눌러 주세요");
    expect(await state()).toBe("scheduled");

    await remember(["marketer"], 0);
    await hold(NEWCOMER.id);

    expect(await state()).toBe("ready");
  });

  it("has to have signed in recently", async () => {
    const { hold, state, remember } = await setup();
    await remember(["marketer"], DAY_MS + MINUTE_MS);
    expect((await hold(NEWCOMER.id)).said).toEqual([expect.stringContaining("최근 1일 안에")]);
    expect(await state()).toBe("scheduled");

    await remember(["marketer"], DAY_MS - MINUTE_MS);
    await hold(NEWCOMER.id);
    expect(await state()).toBe("ready");
  });

  it("has the roles of the last sign-in, even when those are none", async () => {
    const { hold, state, remember } = await setup();
    await remember(["admin"], 2 * MINUTE_MS);
    await remember([], MINUTE_MS);
    await remember(["admin"], 3 * MINUTE_MS);
    const [said = ""] = (await hold(NEWCOMER.id)).said;
    expect(said).toContain("이 서비스를 사용할 역할이 없습니다");
    expect(said).toContain("지급 페이지에 다시 로그인해 주세요");
    expect(await state()).toBe("scheduled");
  });

  it("is known by any call to the API that the token's address came with", async () => {
    const { hold, state, clientOf, deps, provider } = await setup();
    await (await clientOf("approver")).payouts();
    expect(await deps.people.withEmail("approver@paysheet.example")).toEqual([
      {
        id: "approver",
        name: "승인자 (approver)",
        issuer: provider.issuer,
        email: "approver@paysheet.example",
        roles: ["approver"],
        seenAt: expect.any(String),
      },
    ]);
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

describe("accounts that share an address", () => {
  const MARKETER_EMAIL = "marketer@paysheet.example";

  async function setupApproval(email = NEWCOMER.email) {
    world = await startSlackWorld();
    const slack = world;
    const payout = await payoutFor(slack, "approve_payout");
    const remember = (id: string, roles: readonly Role[], ageMs: number) =>
      slack.deps.people.remember({
        ...{ id, name: id, issuer: slack.provider.issuer, email },
        ...{ roles: [...roles], seenAt: toInstant(Date.now() - ageMs) },
      });
    return {
      remember,
      approve: async (userId: string) =>
        (await slack.press("approve_payout", userId, payout)).said.join(" "),
      lastEvent: () => slack.lastEvent(payout.payoutId),
      state: () => slack.stateOf(payout.payoutId),
      slack,
    };
  }

  it("leave each other the roles they have: a lower one takes nothing over", async () => {
    const { remember, approve, lastEvent, slack } = await setupApproval();
    await remember("high", ["approver"], 2 * MINUTE_MS);
    await remember("low", ["marketer"], MINUTE_MS);
    await approve(NEWCOMER.id);
    expect(await lastEvent()).toMatchObject({
      action: "approved",
      by: {
        kind: "person",
        id: "high",
        name: "high",
        issuer: slack.provider.issuer,
        email: NEWCOMER.email,
        via: { slack: NEWCOMER.id },
      },
    });
  });

  it("approve nothing any more once the newest sign-in shows fewer roles", async () => {
    const { remember, approve, state } = await setupApproval();
    await remember("high", ["approver"], 2 * MINUTE_MS);
    await remember("high", ["marketer"], MINUTE_MS);
    await remember("high", ["approver"], 3 * MINUTE_MS);
    expect(await approve(NEWCOMER.id)).toContain("이 작업을 할 권한이 없습니다");
    expect(await state()).toBe("awaiting_approval");
  });

  it("never approve what one of them uploaded", async () => {
    const { remember, approve, state, slack } = await setupApproval(MARKETER_EMAIL);
    await remember("second-account", ["approver"], MINUTE_MS);
    expect(await approve("U0MARKETER")).toContain("본인이 올리거나 담당했거나 예약한 지급은");
    expect(await state()).toBe("awaiting_approval");
    expect(slack.logged).toContainEqual({
      level: "info",
      message: "A call was refused.",
      requestId: expect.any(String),
      refusal: {
        code: "own_payout",
        operation: "approve_payout",
        person: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    });
    expect(slack.measured).toEqual([{ CallsRefused: 1 }]);
  });
});

describe("a Slack user who acted as one person", () => {
  const issuer = "https://id.example";
  const seenAt = toInstant(Date.now());
  const marketer = { id: "m", name: "M", issuer, email: "m@example.com" };
  const approver = { id: "a", name: "A", issuer, email: "a@example.com" };

  async function setupUser() {
    const emails = ["m@example.com"];
    world = await startSlackWorld({}, { users: { emailOf: async () => emails[0] } });
    const { people } = world.deps;
    await people.remember({ ...marketer, roles: ["marketer"], seenAt });
    await people.remember({ ...approver, roles: ["approver"], seenAt });
    const { deps } = world;
    const act = (permission: "stop" | "decide") =>
      identify(deps, { users: { emailOf: async () => emails[0] } }, "U0", permission);
    return { emails, people, act };
  }

  it("acts as nobody under somebody else's address", async () => {
    const { emails, act } = await setupUser();
    await act("stop");
    emails[0] = "a@example.com";
    await expect(act("decide")).rejects.toThrow(ProblemError);
    await expect(act("decide")).rejects.toMatchObject({ code: "slack_user_changed" });
  });

  it("acts on under another address of the same account", async () => {
    const { emails, people, act } = await setupUser();
    await act("stop");
    emails[0] = "m.new@example.com";
    await people.remember({ ...marketer, email: "m.new@example.com", roles: ["approver"], seenAt });
    expect((await act("decide")).id).toBe("m");
  });

  it("is known by all their accounts, also to payouts of earlier versions", async () => {
    const { people, act } = await setupUser();
    await act("stop");
    const second = { ...marketer, id: "m-2", roles: ["approver" as const], seenAt };
    await people.remember(second);
    const acting = await act("decide");
    expect(acting).toMatchObject({ id: "m-2", via: { slack: "U0" } });
    expect(isSamePerson(acting, { id: "m", name: "M" })).toBe(true);
    expect(isSamePerson(acting, approver)).toBe(false);
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
    world = await startSlackWorld({
      people: {
        remember: fails,
        withEmail: fails,
        deciders: fails,
        noteSlackUser: fails,
        seenAs: fails,
      },
    });
    expect((await (await world.clientOf("viewer")).payouts()).items).toEqual([]);
    expect(world.logged).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("can't be remembered") }),
    );
  });
});
