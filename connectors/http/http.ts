import type { USER_ID_NOT_A_NUMBER } from "../../domain/distribution/points-api.ts";
import type {
  Balance,
  Call,
  Confirmation,
  Connector,
  Description,
  Doubt,
  FindAccount,
  FindUser,
  Float,
} from "../connector.ts";
import { limitsOf, readRateLimit } from "../limits.ts";
import { wholePoints } from "../whole-points.ts";
import { matches } from "./answer-rules.ts";
import { credentialsOf } from "./auth-options.ts";
import { bulkOf } from "./bulk.ts";
import { placeholdersIn } from "./check-templates.ts";
import type { ConfirmOptions } from "./confirm-options.ts";
import { valueAt } from "./json-paths.ts";
import { lookUpOf } from "./look-up.ts";
import type {
  BalanceOptions,
  FindAccountOptions,
  FindUserOptions,
  FloatOptions,
} from "./look-up-options.ts";
import { idAt, isSuccess, meaningOf, reasonIn } from "./meanings.ts";
import { type HttpOptions, httpOptionsSchema } from "./options.ts";
import { isNumericUserId } from "./placeholders.ts";
import { createTemplateValues, encodedBody } from "./request-template.ts";
import { reversingOf } from "./reverse.ts";

const HOUR_MS = 3_600_000;
const DEFAULT_KEY_LIFETIME_HOURS = 24;
const NUMERIC_USER_ID = "{{userId:number}}";
const SEVERAL_ACCOUNTS = "several_accounts";
const NOT_A_NUMBER: typeof USER_ID_NOT_A_NUMBER = "user_id_not_a_number";

/** For an API that needs no code of its own: templates for calls, rules for answers. */
export const http = {
  name: "http",
  options: httpOptionsSchema,
  describe: describeHttp,
  codes: {
    [NOT_A_NUMBER]: {
      ko: "회원 ID가 숫자가 아니어서 지급을 요청하지 않았습니다",
      en: "the user id is not a number, by which the points system knows users",
    },
    [SEVERAL_ACCOUNTS]: {
      ko: "이 회원 ID의 계정이 두 개 이상이어서 지급을 요청하지 않았습니다",
      en: "more than one account has this user id, so that nobody was paid",
    },
  },
} satisfies Connector<HttpOptions>;

function describeHttp(options: HttpOptions): Description {
  const { auth, concurrency, timeoutMs, reasonPath, idempotency, rateLimitHeaders } = options;
  const { reverse, lookup, confirm, findUser, findAccount, balance, float, bulk } = options;
  return {
    credentials: credentialsOf(auth),
    limits: limitsOf(options),
    rateLimit:
      rateLimitHeaders && ((reply, nowMs) => readRateLimit(rateLimitHeaders, reply, nowMs)),
    ...{ concurrency, timeoutMs },
    columns: options.columns,
    // Templates write keys in the forms that they ask for.
    keyForm: "plain",
    doubt: doubtOf(options),
    checkUserId: namesUsersByNumber(options)
      ? (userId) => (isNumericUserId(userId) ? undefined : { code: NOT_A_NUMBER })
      : undefined,
    words: ({ json }) => reasonIn(json, reasonPath),
    pay: {
      call: (ask) => payCall(options, createTemplateValues({ ask })),
      read: (reply) => meaningOf(reply, options),
    },
    reverse: reverse && reversingOf(options, reverse),
    lookUp: lookup && idempotency !== "none" ? lookUpOf(options, lookup) : undefined,
    confirm: confirm && confirmationOf(confirm),
    findUser: findUser && findUserOf(findUser),
    findAccount: findAccount && findAccountOf(findAccount),
    balance: balance && balanceOf(balance),
    float: float && floatOf(float),
    bulk: bulk && bulkOf(options, bulk),
  };
}

function doubtOf(options: HttpOptions): Doubt {
  const { idempotency, keyLifetimeHours = DEFAULT_KEY_LIFETIME_HOURS, alreadyPaid } = options;
  if (idempotency === "none") return { ends: "none" };
  if (idempotency === "lookup") return { ends: "look_up" };
  return {
    ends: alreadyPaid.length === 0 ? "replays" : "refuses",
    keyLifetimeMs: keyLifetimeHours === "forever" ? "forever" : keyLifetimeHours * HOUR_MS,
    refusalProvesUnpaid: options.refusalProves ?? false,
  };
}

function namesUsersByNumber({ url, headers, body, bulk }: HttpOptions): boolean {
  const sent = placeholdersIn([url, headers, body, bulk?.payment]);
  return sent.some(({ braces }) => braces === NUMERIC_USER_ID);
}

type Values = ReturnType<typeof createTemplateValues>;

function payCall({ method, url, headers, body, form }: HttpOptions, values: Values): Call {
  const call = { method, url: values.url(url), headers: values.headers(headers) };
  return { ...call, ...encodedBody(values.json(body), form) };
}

function get({ url, headers }: Pick<FindUserOptions, "url" | "headers">, values: Values): Call {
  return { method: "GET", url: values.url(url), headers: values.headers(headers) };
}

function confirmationOf(confirm: ConfirmOptions): Confirmation {
  const { paid, rejected, transactionIdPath: path, deadlineHours } = confirm;
  return {
    deadlineMs: deadlineHours * HOUR_MS,
    call: (reference, ask) => get(confirm, createTemplateValues({ ask, reference })),
    read(reply) {
      if (!isSuccess(reply)) return undefined;
      const transactionId = path === undefined ? undefined : idAt(reply.json, path);
      const isPaid =
        paid.every((rule) => matches(rule, reply)) &&
        (path === undefined || transactionId !== undefined);
      const isRejected = rejected.some((rule) => matches(rule, reply));
      // What says both decides nothing.
      if (isPaid === isRejected) return undefined;
      return isPaid
        ? { means: "paid", transactionId }
        : { means: "rejected", code: `http_${reply.status}` };
    },
  };
}

function findUserOf(findUser: FindUserOptions): FindUser {
  const { found, missing, payRejectsWith } = findUser;
  return {
    call: (ask) => get(findUser, createTemplateValues({ ask })),
    read(reply) {
      if (missing.some((rule) => matches(rule, reply))) {
        return { means: "rejected", code: `http_${payRejectsWith}` };
      }
      const isFound = isSuccess(reply) && found.every((rule) => matches(rule, reply));
      return isFound ? { means: "found" } : undefined;
    },
  };
}

function findAccountOf(options: FindAccountOptions): FindAccount {
  const { list, accountIdPath, missing, payRejectsWith } = options;
  const nobody = { means: "rejected", code: `http_${payRejectsWith}` } as const;
  return {
    call: (ask) => get(options, createTemplateValues({ ask })),
    read(reply) {
      if (missing.some((rule) => matches(rule, reply))) return nobody;
      if (!isSuccess(reply)) return undefined;
      const found = list === undefined ? [reply.json] : valueAt(reply.json, list);
      if (!Array.isArray(found)) return undefined;
      const [account, ...others] = found;
      if (account === undefined) return nobody;
      if (others.length > 0) return { means: "rejected", code: SEVERAL_ACCOUNTS };
      const accountId = idAt(account, accountIdPath);
      return accountId === undefined ? undefined : { means: "found", accountId };
    },
  };
}

function balanceOf({ path, ...request }: BalanceOptions): Balance {
  return {
    call(userId) {
      const ask = { userId, accountId: userId, points: 0, reason: undefined, key: "" };
      return get(request, createTemplateValues({ ask }));
    },
    read: (reply) => (isSuccess(reply) ? wholePoints(valueAt(reply.json, path)) : undefined),
  };
}

function floatOf({ url, headers, path }: FloatOptions): Float {
  return {
    call: () => ({ method: "GET", url, headers }),
    read: (reply) => (isSuccess(reply) ? wholePoints(valueAt(reply.json, path)) : undefined),
  };
}
