import { type Logger, LogLevel, WebClient } from "@slack/web-api";
import { ChannelError } from "../../domain/report/channel.ts";

export interface SlackWebClientOptions {
  /** A bot token; needs the scopes chat:write and files:write. */
  readonly token: string;
  /** Base of the Web API, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string;
}

/** One call with its tries: 3 × 5 s, and 1.5 s between them, so about 17 s at worst. */
const TRY_TIMEOUT_MS = 5_000;
const RETRIES = { retries: 2, factor: 2, minTimeout: 500, maxTimeout: 2_000, randomize: false };

/**
 * A client that gives up soon enough for a Lambda. A rate limit is not waited out but thrown:
 * whoever called can wait without paying for it.
 * @throws {ChannelError} `malformed_token`, without quoting it
 */
export function createSlackWebClient({ token, apiUrl }: SlackWebClientOptions): WebClient {
  // An unfit header makes fetch throw an error that quotes the whole token.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ChannelError("The Slack token holds characters that no token has.", {
      code: "malformed_token",
    });
  }
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: RETRIES,
    timeout: TRY_TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: silentLogger,
  });
}

/** Everything worth knowing is thrown; the client's own logger would print it unstructured. */
const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
