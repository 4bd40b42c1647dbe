import { type Logger, LogLevel, WebClient } from "@slack/web-api";
import { ChannelError } from "../../domain/channel/channel.ts";

export interface SlackWebClientOptions {
  /** A bot token. */
  readonly token: string;
  /** Base of the Web API, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string;
  /** Of one try of one call. */
  readonly timeoutMs: number;
}

/**
 * Slack's client without its own patience: it tries once, and a rate limit is not waited out but
 * thrown, so that whoever called can wait without paying for it.
 * @throws {ChannelError} `malformed_token`, without quoting it
 */
export function createSlackWebClient({
  token,
  apiUrl,
  timeoutMs,
}: SlackWebClientOptions): WebClient {
  // An unfit header makes fetch throw an error that quotes the whole token.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ChannelError("The Slack token holds characters that no token has.", {
      code: "malformed_token",
    });
  }
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    timeout: timeoutMs,
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
