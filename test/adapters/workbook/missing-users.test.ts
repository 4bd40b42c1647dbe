import { expect, it } from "vitest";
import { writeMissingUsers } from "../../../adapters/workbook/missing-users.ts";
import { shownCells } from "./read-back.ts";

it("lists the rows of missing users in their order, ids as text, and why", async () => {
  const users = [
    { userId: "=1+1", rows: [7, 9], code: "http_404" },
    { userId: "007", rows: [8], code: "several_accounts" },
  ];
  const sheets = shownCells(await writeMissingUsers(users, "en"));
  expect(sheets).toEqual({
    "Missing users": [
      ["Row in the sheet", "User ID", "Why"],
      ["7", "=1+1", expect.any(String)],
      ["8", "007", expect.any(String)],
      ["9", "=1+1", expect.any(String)],
    ],
  });
});
