import { type Check, type Outcome, payToTheEnd, saying } from "../check.ts";
import type { FindingCode } from "../words/findings.ts";

/** What a wrong id in a sheet comes to. */
export async function checkMissingUser(check: Check): Promise<void> {
  const { notes, settings } = check;
  const { missing: user } = settings.users;
  const { points } = settings;
  if (user === undefined) {
    notes.limit("missing_user_untried");
    return;
  }
  const outcome = await payToTheEnd(check, check.newRequest(user));
  const said = saying(outcome);
  const finding = wrongAbout(outcome);
  if (finding !== undefined) notes.find(finding, { user, said });
  else if (outcome.kind === "unconfirmed") {
    notes.limit("missing_user_unconfirmed", { waited: { ms: settings.confirmWithinMs } });
  } else notes.guarantee("missing_user_refused", { said });
  notes.step("missing_user", { points, user, said });
}

function wrongAbout({ kind }: Outcome): FindingCode | undefined {
  switch (kind) {
    case "paid":
      return "missing_user_paid";
    case "in_doubt":
      return "missing_user_in_doubt";
    case "ours":
      return "missing_user_pauses";
    case "not_done":
      return "missing_user_busy";
    // A 403 is told of its payment alone, where others are paid.
    case "forbidden":
    case "rejected":
    case "failed":
    case "unconfirmed":
      return undefined;
  }
}

/** Users as a dry run looks them up. */
export async function checkDryRun(check: Check): Promise<void> {
  const { api, notes, settings } = check;
  const { a, missing } = settings.users;
  if (api.findUser === undefined) {
    notes.limit("dry_run_asks_nothing");
    return;
  }
  const known = await api.findUser(check.newRequest(a).payment);
  const said = [saying(known)];
  let isWell = known.kind === "found";
  if (!isWell) notes.find("known_user_not_found", { user: a, said: saying(known) });
  if (missing !== undefined) {
    const found = await api.findUser(check.newRequest(missing).payment);
    said.push(saying(found));
    if (found.kind === "found") {
      isWell = false;
      notes.find("missing_user_found", { user: missing, said: saying(found) });
    }
  }
  if (isWell) notes.guarantee("dry_run_finds_users");
  notes.step("dry_run", { said: said.join(", ") });
}
