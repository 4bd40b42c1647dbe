interface SlackRefusalOptions {
  readonly problems?: readonly string[];
  readonly details?: Readonly<Record<string, string>>;
}

/** `ok: false`, as Slack answers a call that it won't do. */
export class SlackRefusal extends Error {
  override readonly name = "SlackRefusal";
  readonly code: string;
  /** What exactly is wrong with the arguments. */
  readonly problems: readonly string[];
  /** What the answer says beside the code. */
  readonly details: Readonly<Record<string, string>>;

  constructor(code: string, { problems = [], details = {} }: SlackRefusalOptions = {}) {
    super(code);
    this.code = code;
    this.problems = problems;
    this.details = details;
  }

  toAnswer(): Record<string, unknown> {
    const answer = { ok: false, error: this.code, ...this.details };
    if (this.problems.length === 0) return answer;
    return {
      ...answer,
      errors: this.problems,
      response_metadata: { messages: this.problems.map((problem) => `[ERROR] ${problem}`) },
    };
  }
}
