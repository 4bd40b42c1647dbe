import type { Check } from "../check.ts";

/** What a call set going late may still show. */
const LATE_MS = 5_000;

/** Whether the users have in the end what they were told to have got. */
export async function checkFinalBooks({ books, clock, notes, settings }: Check): Promise<void> {
  const { a, b } = settings.users;
  if (!books.areRead) {
    notes.limit("no_balance", { a, b });
    return;
  }
  await clock.sleep(LATE_MS);
  const isWell = notes.report.findings.length === 0;
  const told: string[] = [];
  for (const user of new Set([a, b])) {
    const moved = await books.moved(user, 0);
    if (moved === undefined) continue;
    const { before: expected, after } = moved.facts;
    if (moved.is !== "as_expected") notes.find("books_differ", { user, expected, after });
    const { first, last } = books.sinceOpened().get(user) ?? { first: after, last: after };
    if (isWell && moved.is === "as_expected") {
      notes.guarantee("counted_once", { user, before: first, after: last });
    }
    told.push(`${user} ${first} → ${last}`);
  }
  notes.step("books", { said: told.join(", ") });
}
