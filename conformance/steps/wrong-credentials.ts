import { type Check, saying, settle } from "../check.ts";

/** What it comes to when somebody put a wrong secret. */
export async function checkWrongCredentials(check: Check): Promise<void> {
  const { api, books, description, notes, settings } = check;
  if (api.payWithWrongCredentials === undefined) {
    if (description.credentials.kind === "none") notes.limit("no_credentials");
    return;
  }
  const request = check.newRequest(settings.users.a);
  const answer = await api.payWithWrongCredentials(request);
  const said = saying(answer);
  switch (answer.kind) {
    case "paid":
    case "accepted":
      await settle(check, request, answer);
      await books.moved(settings.users.a, settings.points);
      notes.find("wrong_credentials_paid", { said });
      break;
    case "rejected":
      notes.find("wrong_credentials_reject", { said });
      break;
    case "in_doubt":
    case "not_done":
      notes.find("wrong_credentials_in_doubt", { said });
      break;
    case "forbidden":
      notes.limit("forbidden_alone", { said });
      break;
    case "ours":
      notes.guarantee("wrong_credentials_pause", { said });
  }
  notes.step("wrong_credentials", { said });
}
