import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { conditional } from "../../admin-page/src/api/conditional.ts";
import { listPollMs, payoutPollMs } from "../../admin-page/src/api/how-often.ts";
import { type Channel, shareAnswers } from "../../admin-page/src/api/share-answers.ts";

const NOW = Date.parse("2026-11-30T00:00:00Z");
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const LONG_AGO = ago(3_600_000);

describe("how often a payout is asked for", () => {
  const due = (inMs: number) => ({
    ...{ state: "scheduled" as const, updatedAt: LONG_AGO },
    schedule: { instant: ago(-inMs) },
  });
  it.each([
    ["while it is paid", { state: "distributing", updatedAt: LONG_AGO } as const, 2_000],
    [
      "in an outage",
      {
        ...({ state: "distributing", updatedAt: LONG_AGO } as const),
        outage: { since: LONG_AGO, code: "http_503", answers: true },
      },
      5_000,
    ],
    ["while it is checked", { state: "checking", updatedAt: ago(2_000) } as const, 1_000],
    ["given up as an upload", { state: "uploading", updatedAt: LONG_AGO } as const, 5_000],
    ["just changed", { state: "ready", updatedAt: ago(59_000) } as const, 5_000],
    ["unchanged for long", { state: "paused", updatedAt: LONG_AGO } as const, 20_000],
    ["over", { state: "completed", updatedAt: LONG_AGO } as const, 20_000],
    ["due in a minute", due(60_000), 20_000],
    ["due in 15 s", due(15_000), 6_000],
    ["about to begin", due(9_000), 1_000],
    ["overdue", due(-300_000), 20_000],
  ])("follows what happens: %s", (_, payout, ms) => {
    expect(payoutPollMs(payout, NOW)).toBe(ms);
  });

  it("is that of the most lively one in a list, within bounds", () => {
    const calm = { state: "completed", updatedAt: LONG_AGO } as const;
    expect(listPollMs([], NOW)).toBe(20_000);
    expect(listPollMs([calm, { state: "distributing", updatedAt: LONG_AGO }], NOW)).toBe(5_000);
    expect(listPollMs([calm, calm], NOW)).toBe(20_000);
  });
});

describe("what was answered before", () => {
  it("is shown again where the API says that it is as it was", async () => {
    const asked: (string | null)[] = [];
    let tag = '"1"';
    const send = conditional(async (request) => {
      const known = request.headers.get("if-none-match");
      asked.push(known);
      if (known === tag) return new Response(null, { status: 304 });
      return new Response(JSON.stringify({ tag }), { headers: { etag: tag } });
    });
    const get = async (path: string) =>
      (await send(new Request(`https://example.com${path}`))).json();

    expect(await get("/a")).toEqual({ tag: '"1"' });
    expect(await get("/a")).toEqual({ tag: '"1"' });
    expect(await get("/b")).toEqual({ tag: '"1"' });
    tag = '"2"';
    expect(await get("/a")).toEqual({ tag: '"2"' });
    expect(asked).toEqual([null, '"1"', null, '"1"']);
  });

  it("is never shown in place of a change's answer", async () => {
    const send = conditional(async ({ headers }) => {
      expect(headers.has("if-none-match")).toBe(false);
      return new Response("{}", { headers: { etag: '"1"' } });
    });
    const post = () => send(new Request("https://example.com/a", { method: "POST" }));
    expect((await post()).status).toBe(200);
    expect((await post()).status).toBe(200);
  });
});

describe("pages of one browser", () => {
  /** Pages of people, which all hear of each other. */
  function open(...people: readonly string[]) {
    const listeners: ((event: { readonly data: unknown }) => void)[] = [];
    return people.map((person) => {
      const client = new QueryClient();
      const own: typeof listeners = [];
      const channel: Channel = {
        postMessage: (data: unknown) => {
          const message = structuredClone(data);
          for (const hear of listeners) if (!own.includes(hear)) hear({ data: message });
        },
        addEventListener: (_: string, listener: (typeof listeners)[number]) => {
          own.push(listener);
          listeners.push(listener);
        },
      };
      shareAnswers(client, { channel, who: async () => person });
      let asked = 0;
      return {
        client,
        asked: () => asked,
        shown: () => client.getQueryData(["payout", "p1"]),
        show(answer: string): () => void {
          const queryFn = async () => {
            asked += 1;
            return answer;
          };
          const observer = new QueryObserver(client, { queryKey: ["payout", "p1"], queryFn });
          return observer.subscribe(() => undefined);
        },
      };
    });
  }

  it("show what one of them was answered, to the same person only", async () => {
    const [one, other, stranger] = open("mina", "mina", "sora");
    other?.show("old");
    stranger?.show("theirs");
    await expect.poll(() => other?.shown()).toBe("old");
    await expect.poll(() => stranger?.shown()).toBe("theirs");
    // An answer of the same millisecond is no newer one.
    const sinceMs = Date.now();
    await expect.poll(() => Date.now()).toBeGreaterThan(sinceMs);
    one?.show("new");
    await expect.poll(() => other?.shown()).toBe("new");
    expect(other?.asked()).toBe(1);
    expect(stranger?.shown()).toBe("theirs");
  });

  it("take over nothing that they do not show", async () => {
    const [one, other] = open("mina", "mina");
    one?.show("new");
    await expect.poll(() => one?.shown()).toBe("new");
    await one?.client.refetchQueries();
    expect(other?.shown()).toBeUndefined();
  });
});
