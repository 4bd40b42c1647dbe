import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { breakdownAnswerSchema, rowListSchema } from "../../admin-api/schemas/sheet.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

async function ask(user: string, path: string): Promise<Response> {
  return await fetch(new URL(`/api/payouts/${path}`, world.origin), {
    headers: { authorization: `Bearer ${await world.tokenOf(user)}` },
    redirect: "manual",
  });
}

async function answerOf<T extends z.ZodType>(schema: T, user: string, path: string) {
  const response = await ask(user, path);
  expect(response.status).toBe(200);
  return schema.parse(await response.json());
}

/** 300 usual amounts and one that is a thousandfold; ids are e-mail addresses. */
const SLIP = Buffer.from(
  [
    "회원ID,포인트,사유",
    ...Array.from(
      { length: 300 },
      (_, nr) => `slip-${nr}@example.com,${nr % 2 === 0 ? 1_000 : 3_000},11월`,
    ),
    "slip-hong@example.com,3000000,hong@example.com 님 보상",
  ].join("\n"),
);

describe("a sheet before anybody decides on it", () => {
  it("is seen: its amounts in bins without gaps, the slip apart, and sums by reason", async () => {
    const { payoutId } = await createChecked(world, SLIP);
    const { bins, byReason, users, usual } = await answerOf(
      ...([breakdownAnswerSchema, "approver", `${payoutId}/breakdown`] as const),
    );
    expect(bins.map(({ from, payments }) => [from, payments])).toEqual([
      ...[
        [1_000, 150],
        [2_000, 150],
        [5_000, 0],
        [10_000, 0],
        [20_000, 0],
        [50_000, 0],
      ],
      ...[
        [100_000, 0],
        [200_000, 0],
        [500_000, 0],
        [1_000_000, 0],
        [2_000_000, 1],
      ],
    ]);
    expect(users).toBe(301);
    expect(usual).toBeUndefined();
    expect(byReason.top).toEqual([
      { value: "hong@example.com 님 보상", payments: 1, users: 1, points: 3_000_000 },
      { value: "11월", payments: 300, users: 300, points: 600_000 },
    ]);

    const found = await answerOf(
      rowListSchema,
      "approver",
      `${payoutId}/rows?least=2000000&most=4999999`,
    );
    expect(found).toEqual({
      items: [
        {
          row: 302,
          userId: "slip-hong@example.com",
          points: 3_000_000,
          reason: "hong@example.com 님 보상",
        },
      ],
    });
    const searched = await answerOf(
      rowListSchema,
      "approver",
      `${payoutId}/rows?search=SLIP-29&limit=5`,
    );
    expect(searched.items).toHaveLength(5);
    expect(searched.cursor).toBeDefined();
  });

  it("shows who only looks ids in part: in rows, in the check, and in what reasons say", async () => {
    const { payoutId } = await createChecked(world, SLIP);
    const rows = await answerOf(rowListSchema, "viewer", `${payoutId}/rows?search=hong`);
    expect(rows).toMatchObject({ masked: true, items: [{ row: 302, userId: "sl***@***" }] });
    const breakdown = await answerOf(breakdownAnswerSchema, "viewer", `${payoutId}/breakdown`);
    const payout = await (await ask("viewer", payoutId)).json();
    for (const answer of [rows, breakdown, payout]) {
      expect(JSON.stringify(answer)).not.toContain("@example.com");
    }
  });

  it("is downloaded as it was uploaded, by who acts on payouts, and stands in the payout's trail", async () => {
    const { payoutId } = await createChecked(world, SLIP);
    expect((await ask("viewer", `${payoutId}/sheet`)).status).toBe(403);
    const redirect = await ask("approver", `${payoutId}/sheet`);
    expect(redirect.status).toBe(302);
    const file = await fetch(redirect.headers.get("location") ?? "");
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
    expect(file.headers.get("content-disposition")).toContain(encodeURIComponent("12월.csv"));
    expect(Buffer.from(await file.arrayBuffer())).toEqual(SLIP);

    await ask("approver", `${payoutId}/rows`);
    await ask("approver", `${payoutId}/rows?search=slip-7@`);
    const admin = await world.clientOf("admin");
    const trail = (await admin.accesses({ payoutId })).items;
    const actions = trail.map(({ action, by }) => `${action} ${by.id}`);
    for (const action of ["sheet_downloaded", "rows_listed", "rows_searched"]) {
      expect(actions).toContain(`${action} approver`);
    }
    expect(trail.find(({ action }) => action === "sheet_downloaded")).toHaveProperty(
      "linkExpiresAt",
    );
  });

  it("is shown by what is there: nothing of one with problems, the file itself all the same", async () => {
    const { payoutId } = await createChecked(world, Buffer.from("회원ID,포인트\nbad,abc\n"));
    const breakdown = await ask("marketer", `${payoutId}/breakdown`);
    expect(breakdown.status).toBe(409);
    expect(await breakdown.json()).toMatchObject({ code: "wrong_state" });
    expect((await ask("marketer", `${payoutId}/sheet`)).status).toBe(302);
  });

  it("refuses amounts that are none", async () => {
    const { payoutId } = await createChecked(world, SLIP);
    for (const query of ["least=0", "least=1.5", "most=abc", "search="]) {
      expect((await ask("marketer", `${payoutId}/rows?${query}`)).status).toBe(400);
    }
  });
});
