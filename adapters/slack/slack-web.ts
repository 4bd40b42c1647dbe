import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, LogLevel, WebClient } from "@slack/web-api";
import type * as z from "zod";
import { ChannelError } from "../../domain/channel/channel.ts";
import { isPassing, toChannelError } from "./slack-error.ts";

export type CallArguments = Record<string, unknown>;

/** Slack's Web API. Each call fails with a {@link ChannelError} that bears Slack's own code. */
export interface SlackWeb {
  /** For calls that are safe to repeat: tried again while Slack fails temporarily. */
  call<T>(method: string, args: CallArguments, answer: z.ZodType<T>): Promise<T>;
  /**
   * For calls that must be done once: after a failure that leaves open whether the call was done,
   * `look` finds out, and only a call that was not done is tried again. Without `look` none is.
   */
  callOnce<T>(
    method: string,
    args: CallArguments,
    answer: z.ZodType<T>,
    look?: () => Promise<T | undefined>,
  ): Promise<T>;
  /** Sends a file to an address that `files.getUploadURLExternal` gave. */
  upload(url: string, bytes: Uint8Array): Promise<void>;
}

/** How long Slack is given; by default about 17 s at worst for a call, soon enough for a Lambda. */
export interface SlackPatience {
  /** How often a call is tried in all; 3 by default. */
  readonly tries?: number;
  /** Of each try; 5,000 by default. */
  readonly timeoutMs?: number;
}

interface SlackWebOptions extends SlackPatience {
  readonly token: string;
  /** Base of the Web API, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string;
}

const FIRST_PAUSE_MS = 500;
/** A file may be large. */
const UPLOAD_TIMEOUT_MS = 20_000;

/** @throws {ChannelError} `malformed_token`, without quoting it */
export function createSlackWeb(options: SlackWebOptions): SlackWeb {
  const { token, apiUrl, tries = 3, timeoutMs = 5_000 } = options;
  const client = createSlackWebClient({ token, apiUrl, timeoutMs });

  async function tryCall<T>(method: string, args: CallArguments, answer: z.ZodType<T>): Promise<T> {
    try {
      return answer.parse(await client.apiCall(method, args));
    } catch (cause) {
      throw toChannelError(method, cause);
    }
  }

  return {
    call: (method, args, answer) => persist(tries, () => tryCall(method, args, answer)),
    callOnce(method, args, answer, look) {
      return persist(
        look === undefined ? 1 : tries,
        () => tryCall(method, args, answer),
        async (failure) => {
          const done = await lookAfter(failure, look);
          // A call that timed out may still be on its way, and its effect be seen only later.
          if (done === undefined && failure.code === "timeout") throw failure;
          return done;
        },
      );
    },
    upload: (url, bytes) => persist(tries, () => tryUpload(url, bytes)),
  };
}

/** @throws the failure itself when nobody can say what came of the call */
async function lookAfter<T>(
  failure: ChannelError,
  look: (() => Promise<T | undefined>) | undefined,
): Promise<T | undefined> {
  try {
    return await look?.();
  } catch {
    throw failure;
  }
}

/** Tries until it is done, fails for good, or was tried often enough. */
async function persist<T>(
  tries: number,
  attempt: () => Promise<T>,
  beforeNext: (failure: ChannelError) => Promise<T | undefined> = async () => undefined,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ChannelError) || !isPassing(error) || tried >= tries) throw error;
      await sleep(FIRST_PAUSE_MS * 2 ** (tried - 1));
      const done = await beforeNext(error);
      if (done !== undefined) return done;
    }
  }
}

async function tryUpload(url: string, bytes: Uint8Array): Promise<void> {
  let status: number;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array(bytes),
      redirect: "error",
      signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    status = answer.status;
  } catch (cause) {
    throw toChannelError("file upload", cause);
  }
  if (status === 200) return;
  const code = `http_${status}`;
  throw new ChannelError(`Slack file upload failed: ${code}.`, { code, isInDoubt: status >= 500 });
}

interface SlackWebClientOptions {
  /** A bot token. */
  readonly token: string;
  /** Base of the Web API, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string;
  /** Of one try of one call. */
  readonly timeoutMs: number;
}

/**
 * Slack's client without its retries: it tries once, and a rate limit is not waited out but thrown,
 * so that the caller can wait without paying for the time.
 * @throws {ChannelError} `malformed_token`, without quoting it
 */
function createSlackWebClient({ token, apiUrl, timeoutMs }: SlackWebClientOptions): WebClient {
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

/** All failures are thrown; the client's own logger would print them unstructured. */
const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
