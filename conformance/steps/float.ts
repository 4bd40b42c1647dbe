import { type Check, saying } from "../check.ts";

/** Whether what the company has left is told, as a pre-flight asks for it. */
export async function checkFloat({ api, notes }: Check): Promise<void> {
  if (api.readFloat === undefined) return;
  const answer = await api.readFloat();
  if (answer.kind === "told") {
    notes.guarantee("float_told", { points: answer.points });
    notes.step("float", { said: String(answer.points) });
    return;
  }
  notes.find("float_unreadable", { said: saying(answer) });
  notes.step("float", { said: saying(answer) });
}
