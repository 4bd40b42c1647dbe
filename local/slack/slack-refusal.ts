/** `ok: false`, as Slack answers a call that it won't do. */
export class SlackRefusal extends Error {
  override readonly name = "SlackRefusal";
  readonly code: string;
  /** What exactly is wrong with the arguments. */
  readonly problems: readonly string[];

  constructor(code: string, { problems = [] }: { readonly problems?: readonly string[] } = {}) {
    super(code);
    this.code = code;
    this.problems = problems;
  }

  toAnswer(): Record<string, unknown> {
    if (this.problems.length === 0) return { ok: false, error: this.code };
    return {
      ok: false,
      error: this.code,
      errors: this.problems,
      response_metadata: { messages: this.problems.map((problem) => `[ERROR] ${problem}`) },
    };
  }
}
