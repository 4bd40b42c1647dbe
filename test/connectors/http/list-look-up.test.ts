import { describe, expect, it } from "vitest";
import { parsePointsApi } from "../../../connectors/registry.ts";
import { listen, openPointsApi } from "../../adapters/points-api/points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "42", points: 1_500 };
const KEY = "paysheet-01KAGX4Z6W0Q9V3T7M2N5P8R1S-2";
const SHORT_KEY = "1e78dd316b389de6d287a4133e6e76cf0918";

const OPTIONS = {
  ...{ idempotency: "lookup", headers: {} },
  body: { user: "{{userId}}", amount: "{{points}}", note: "paysheet {{idempotencyKey:36}}" },
};
const OURS = { id: "t-1", note: `paysheet ${SHORT_KEY}`, state: "DONE" };
const OTHER = { id: "t-2", note: `paysheet ${SHORT_KEY}0`, state: "DONE" };

/** Looks up in a list that has these pages; what was found, and which were asked for. */
async function look(pages: readonly unknown[], list: object = {}, more: object = {}) {
  const urls: (string | undefined)[] = [];
  const base = await listen((request, response) => {
    urls.push(request.url);
    const { searchParams } = new URL(request.url ?? "", "http://here");
    const page = Number(searchParams.get("after") ?? 0);
    response.end(JSON.stringify(pages[page]));
  });
  const url = `${base}/grants?user={{userId}}&from={{since}}`;
  const api = openPointsApi(base, {
    ...OPTIONS,
    lookup: {
      url,
      list: {
        ...{ path: "data", keyPath: "note", transactionIdPath: "id" },
        next: { path: "paging.after", url: `${url}&after={{cursor}}` },
        ...list,
      },
      ...more,
    },
  });
  return { found: await api.lookUp?.(PAYMENT, KEY), urls };
}

describe("a look-up in a list", () => {
  it("finds the one entry that holds the key as it was sent", async () => {
    const { found, urls } = await look([{ data: [OTHER, OURS] }]);
    expect(found).toEqual({ kind: "found", transactionId: "t-1" });
    expect(urls).toEqual(["/grants?user=42&from=2026-11-23T00%3A00%3A00.000Z"]);
  });

  it.each([
    ["alone", SHORT_KEY],
    ["in the text that held it", `paysheet ${SHORT_KEY}`],
  ])("knows the key %s", async (_, note) => {
    expect((await look([{ data: [{ ...OURS, note }] }])).found).toMatchObject({ kind: "found" });
  });

  it.each([KEY, SHORT_KEY.toUpperCase(), ` ${SHORT_KEY}`, `${SHORT_KEY} paysheet`, "", null, 36])(
    "knows no other: %j",
    async (note) => {
      const { found } = await look([{ data: [{ ...OURS, note }] }]);
      expect(found).toEqual({ kind: "not_found" });
    },
  );

  it("reads every page, by the cursor that the one before it names", async () => {
    const pages = [
      { data: [OTHER], paging: { after: 1 } },
      { data: [OURS], paging: { after: "2" } },
      { data: [OTHER], paging: { after: null } },
    ];
    const { found, urls } = await look(pages);
    expect(found).toEqual({ kind: "found", transactionId: "t-1" });
    const first = "/grants?user=42&from=2026-11-23T00%3A00%3A00.000Z";
    expect(urls).toEqual([first, `${first}&after=1`, `${first}&after=2`]);
    const none = await look([pages[0], { data: [] }]);
    expect(none.found).toEqual({ kind: "not_found" });
  });

  it.each([
    ["on one page", [{ data: [OURS, OURS] }]],
    ["on two", [{ data: [OURS], paging: { after: 1 } }, { data: [{ ...OURS, id: "t-9" }] }]],
  ])("tells of two entries %s, and takes neither", async (_, pages) => {
    expect((await look(pages)).found).toEqual({
      ...{ kind: "failed", code: "two_entries", unavailable: false, isUnclear: true },
      detail: "The list has two entries under this payment's key.",
    });
  });

  it.each<[string, unknown, object]>([
    ["has no list", { rows: [] }, {}],
    ["has none on its second page", { data: [], paging: { after: 1 } }, {}],
    ["has an entry without an id", { data: [{ ...OURS, id: "" }] }, {}],
    [
      "has an entry that is not as a paid one",
      { data: [{ ...OURS, state: "HELD" }] },
      { found: [{ path: "state", equals: "DONE" }] },
    ],
  ])("can't tell by an answer that %s", async (_, page, list) => {
    const { found } = await look([page, {}], list);
    expect(found).toEqual({ kind: "failed", code: "unreadable_answer", unavailable: false });
  });

  it("reads one page where no other is described, and takes a refusal for a list of nothing", async () => {
    const page = { data: [OTHER], paging: { after: 1 } };
    expect((await look([page], { next: undefined })).found).toEqual({ kind: "not_found" });
    const notFound = [{ path: "error", equals: "NO_GRANTS" }];
    expect((await look([{ error: "NO_GRANTS" }], {}, { notFound })).found).toEqual({
      kind: "not_found",
    });
  });
});

describe("the description of a list", () => {
  const url = "https://p.example/grants";
  const list = { path: "data", keyPath: "note" };
  const parse = (lookup: object) => () =>
    parsePointsApi(
      JSON.stringify({
        ...{ ...OPTIONS, url: "https://p.example", transactionIdPath: "id", ratePerSecond: 1 },
        lookup,
      }),
    );

  it("needs no key in its address, nor another proof", () => {
    expect(parse({ url, list })).not.toThrow();
    expect(parse({ url: `${url}?from={{since:date}}`, list })).not.toThrow();
  });

  it.each<[string, object, RegExp]>([
    [
      "two ways to find",
      { url, list, transactionIdPath: "id" },
      /with one, it is list .*\n.*at lookup\.transactionIdPath/,
    ],
    ["rules beside it", { url, list, found: [{ path: "a", present: true }] }, /at lookup\.found/],
    ["a status as proof beside it", { url, list, proof: "status" }, /at lookup\.proof/],
    ["no place for the key", { url, list: { path: "data" } }, /at lookup\.list\.keyPath/],
    [
      "a next page that is no other",
      { url, list: { ...list, next: { path: "next", url } } },
      /must hold \{\{cursor\}\}\n.*at lookup\.list\.next\.url/,
    ],
    [
      "a cursor where there is none",
      { url: `${url}?c={{cursor}}`, list },
      /“\{\{cursor\}\}” is no placeholder; known are .*\{\{since\}\}.*\n.*at lookup\.url/,
    ],
  ])("is refused with %s", (_, lookup, message) => {
    expect(parse(lookup)).toThrow(message);
  });
});
