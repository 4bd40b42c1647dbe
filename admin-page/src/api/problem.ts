import * as z from "zod/mini";
import type { Texts } from "../texts/ko.ts";
import type { Language } from "../texts/language.ts";

const bilingual = z.object({ ko: z.string(), en: z.string() });
const sheetWarning = z.object({
  code: z.string(),
  message: bilingual,
  value: z.exactOptional(z.string()),
  otherPayoutId: z.exactOptional(z.string()),
});

const problemSchema = z.object({
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  message: bilingual,
  warnings: z.optional(z.array(sheetWarning)),
  requestId: z.optional(z.string()),
});

/** What the API refused a call with. */
export class ApiProblemError extends Error {
  override readonly name = "ApiProblemError";
  readonly problem: z.infer<typeof problemSchema>;

  constructor(problem: z.infer<typeof problemSchema>) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** What was to be changed was not even asked for, as there is no network. */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
}

/** A change was asked for, and no answer came: nobody here knows whether it happened. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
}

/** The sheet did not reach its store. */
export class UploadFailedError extends Error {
  override readonly name = "UploadFailedError";
  /** The store answered that it does not take it; else nothing came back. */
  readonly isRefused: boolean;

  constructor(message: string, isRefused: boolean) {
    super(message);
    this.isRefused = isRefused;
  }
}

/** The error that an answer other than success stands for. */
export function problemIn(body: unknown, status: number): Error {
  const { data } = problemSchema.safeParse(body);
  return data === undefined ? new Error(`Unexpected answer ${status}.`) : new ApiProblemError(data);
}

/** What went wrong and how to go on, for the person at the screen. */
export function explain(error: unknown, texts: Texts, language: Language): string {
  if (error instanceof ApiProblemError) {
    const { message, status, requestId } = error.problem;
    const id = status >= 500 && requestId !== undefined ? requestId : undefined;
    return id === undefined
      ? message[language]
      : `${message[language]} (${texts.failures.requestId(id)})`;
  }
  if (error instanceof NotSentError) return texts.failures.notSent;
  if (error instanceof NoAnswerError) return texts.failures.noAnswer;
  if (error instanceof UploadFailedError) return texts.failures.upload;
  // What fetch throws when no answer came at all.
  if (error instanceof TypeError) return texts.failures.offline;
  return texts.failures.unexpected;
}
