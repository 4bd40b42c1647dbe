import { afterEach, describe, expect, it, vi } from "vitest";
import {
  ApiProblemError,
  explain,
  NoAnswerError,
  NotSentError,
} from "../../admin-page/src/api/problem.ts";
import { createSession } from "../../admin-page/src/sign-in/session.ts";
import { LANGUAGES, TEXTS } from "../../admin-page/src/texts/language.ts";

const URL_OF_A_CALL = "https://paysheet.example/api/payouts/1/approve";
const CHANGES = ["POST", "PUT", "DELETE"];

/** A session at a network, and what was sent over it. */
function setup({ isOnline, answer }: { isOnline: boolean; answer: () => Promise<Response> }) {
  const sent: string[] = [];
  vi.stubGlobal("navigator", { onLine: isOnline });
  vi.stubGlobal("fetch", (request: Request) => {
    sent.push(request.method);
    return answer();
  });
  const session = createSession({
    getUser: async () => null,
    signinSilent: async () => null,
    events: { addUserLoaded: () => () => undefined },
  });
  const call = (method: string) => session.fetch(new Request(URL_OF_A_CALL, { method }));
  return { call, sent };
}

afterEach(() => vi.unstubAllGlobals());

describe("a change that a person asks for", () => {
  it("is not sent without a network, now or later", async () => {
    const { call, sent } = setup({ isOnline: false, answer: async () => new Response("{}") });
    for (const method of CHANGES) await expect(call(method)).rejects.toThrow(NotSentError);
    expect(sent).toEqual([]);
  });

  it("is left open where no answer came, and what only looks is told as it is", async () => {
    const lost = new TypeError("Failed to fetch");
    const { call, sent } = setup({ isOnline: true, answer: () => Promise.reject(lost) });
    for (const method of CHANGES) await expect(call(method)).rejects.toThrow(NoAnswerError);
    await expect(call("GET")).rejects.toBe(lost);
    expect(sent).toEqual([...CHANGES, "GET"]);
  });

  it("is told of in different words whether it was not sent, left open, or only looked for", () => {
    const errors = [new NotSentError(), new NoAnswerError(), new TypeError("Failed to fetch")];
    for (const language of LANGUAGES) {
      const said = errors.map((error) => explain(error, TEXTS[language], language));
      expect(new Set(said).size).toBe(errors.length);
      expect(said.includes(TEXTS[language].failures.unexpected)).toBe(false);
    }
    const message = { ko: "안 됩니다", en: "No" };
    const refusal = new ApiProblemError({ status: 409, code: "x", detail: "y", message });
    expect(explain(refusal, TEXTS.ko, "ko")).toBe("안 됩니다");
  });
});
