import { afterEach, describe, expect, it } from "vitest";
import { createSharedStore } from "../../admin-page/src/sign-in/shared-store.ts";
import { SharedUserManager } from "../../admin-page/src/sign-in/shared-user-manager.ts";

const KEY = "user:https://sign-in.example:page";
const SETTINGS = {
  ...{ authority: "https://sign-in.example", client_id: "page" },
  ...{ redirect_uri: "https://page.example/signed-in", automaticSilentRenew: false },
};
const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600;

function userOf(sub: string, token: string, expiresAt = inAnHour()): string {
  return JSON.stringify({ access_token: token, expires_at: expiresAt, profile: { sub } });
}

function storageOf(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

const open = new Set<() => void>();
afterEach(() => {
  for (const close of open) close();
  open.clear();
});

/** A tab of the page, over the channel that browsers have between tabs. */
function openTab(name: string, answerWithinMs = 5_000) {
  const heard: string[] = [];
  const channel = new BroadcastChannel(name);
  open.add(() => channel.close());
  const store = createSharedStore({
    ...{ storage: storageOf(), channel, answerWithinMs },
    heard: {
      signedIn: (isAnother) => heard.push(isAnother ? "another signed in" : "signed in"),
      signedOut: () => heard.push("signed out"),
    },
  });
  return { store, heard, close: () => channel.close() };
}

describe("the tabs of the page", () => {
  it("are signed in once one is, also when they are opened later", async () => {
    const [first, second] = [openTab("a"), openTab("a")];
    await first.store.set(KEY, userOf("1", "one"));
    await expect.poll(() => second.heard).toEqual(["signed in"]);
    const third = openTab("a");
    // Whatever else of the page looks at once gets the same answer.
    const looks = await Promise.all([third.store.get(KEY), third.store.get(KEY)]);
    const known = await first.store.get(KEY);
    expect(looks).toEqual([known, known]);
    expect([first.heard, third.heard]).toEqual([[], []]);
  });

  it("are signed out once one is, and keep nothing", async () => {
    const [first, second] = [openTab("b", 1), openTab("b", 1)];
    await first.store.set(KEY, userOf("1", "one"));
    await expect.poll(() => second.heard).toEqual(["signed in"]);
    await second.store.remove(KEY);
    await expect.poll(() => first.heard).toEqual(["signed out"]);
    expect(await first.store.get(KEY)).toBeNull();
    expect(await openTab("b", 1).store.get(KEY)).toBeNull();
  });

  it("say when it is somebody else, and wait for nobody where none answers", async () => {
    const [first, second] = [openTab("c", 1), openTab("c", 1)];
    expect(await first.store.get(KEY)).toBeNull();
    await first.store.set(KEY, userOf("1", "one"));
    await first.store.set(KEY, userOf("2", "two"));
    await expect.poll(() => second.heard).toEqual(["signed in", "another signed in"]);
  });

  it("take an answer that comes late", async () => {
    const late = openTab("g", 1);
    const channel = new BroadcastChannel("g");
    open.add(() => channel.close());
    expect(await late.store.get(KEY)).toBeNull();
    channel.postMessage({ kind: "answered", key: KEY, value: userOf("1", "one") });
    await expect.poll(() => late.heard).toEqual(["signed in"]);
    expect(await late.store.get(KEY)).toContain("one");
  });

  it("take no older tokens from an answer", async () => {
    const first = openTab("d");
    await first.store.set(KEY, userOf("1", "old", inAnHour() - 60));
    const second = openTab("d");
    await second.store.get(KEY);
    first.close();
    await second.store.set(KEY, userOf("1", "new"));
    const late = openTab("d");
    await late.store.set(KEY, userOf("1", "newest", inAnHour() + 60));
    await expect.poll(() => second.heard).toEqual(["signed in"]);
    await second.store.ask(KEY);
    expect(await second.store.get(KEY)).toContain("newest");
  });
});

describe("a renewal", () => {
  /** Managers of two tabs, whose renewals are counted and take their turns. */
  function setup(name: string, answerWithinMs?: number) {
    let turn: Promise<unknown> = Promise.resolve();
    const exclusively = <T>(run: () => Promise<T>): Promise<T> => {
      const mine = turn.then(run);
      turn = mine.catch(() => undefined);
      return mine;
    };
    let renewals = 0;
    let meanwhile = async (): Promise<void> => undefined;
    class Renewing extends SharedUserManager {
      protected override async _useRefreshToken() {
        renewals += 1;
        await meanwhile();
        await this.settings.userStore.set(KEY, withRefresh("1", `renewed ${renewals}`));
        const user = await this.getUser(true);
        if (user === null) throw new Error("Nobody is signed in.");
        return user;
      }
    }
    const withRefresh = (sub: string, token: string) =>
      JSON.stringify({ ...JSON.parse(userOf(sub, token)), refresh_token: "once" });
    const tabs = [openTab(name, answerWithinMs), openTab(name, answerWithinMs)].map(
      ({ store, heard }) => {
        return { store, heard, manager: new Renewing(SETTINGS, store, exclusively) };
      },
    );
    const [first, second] = tabs;
    if (first === undefined || second === undefined) throw new Error("There are two.");
    const signIn = async () => {
      await first.store.set(KEY, withRefresh("1", "first"));
      await expect.poll(() => second.heard).toEqual(["signed in"]);
    };
    const during = (what: () => Promise<void>) => {
      meanwhile = what;
    };
    return { first, second, signIn, during, renewals: () => renewals };
  }

  it("is asked for once, however many tabs want one", async () => {
    const { first, second, signIn, renewals } = setup("e");
    await signIn();
    const users = await Promise.all([first.manager.signinSilent(), second.manager.signinSilent()]);
    expect(users.map((user) => user?.access_token)).toEqual(["renewed 1", "renewed 1"]);
    expect(renewals()).toBe(1);
  });

  it("brings nobody back who signed out meanwhile", async () => {
    const { first, second, signIn, during } = setup("f", 1);
    await signIn();
    during(async () => {
      await second.store.remove(KEY);
      await expect.poll(() => first.heard).toEqual(["signed out"]);
    });
    expect(await first.manager.signinSilent()).toBeNull();
    expect(await first.store.get(KEY)).toBeNull();
    await expect.poll(() => second.store.get(KEY)).toBeNull();
  });
});
