import * as z from "zod";

const objectSchema = z.record(z.string(), z.unknown());

/** The members of a JSON answer, beside its status. */
export async function answerOf(response: Response): Promise<Record<string, unknown>> {
  return { status: response.status, ...objectSchema.parse(await response.json()) };
}
