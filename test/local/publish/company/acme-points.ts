import { baseUrlSchema } from "paysheet/base-url";
import { bearerToken } from "paysheet/bearer-token";
import type { Connector, Description } from "paysheet/connector";
import * as z from "zod";

const optionsSchema = z.strictObject({
  connector: z.literal("acme-points"),
  baseUrl: baseUrlSchema,
  ratePerSecond: z.number().positive().max(100).default(20),
});
const answerSchema = z.object({ transactionId: z.string() });

const describe = ({ baseUrl, ratePerSecond }: z.output<typeof optionsSchema>): Description => ({
  credentials: bearerToken,
  limits: { ratePerSecond },
  timeoutMs: 10_000,
  keyForm: "plain",
  doubt: { ends: "replays", keyLifetimeMs: 7 * 86_400_000, refusalProvesUnpaid: true },
  pay: {
    call: ({ userId, points, reason, key }) => ({
      method: "POST",
      url: `${baseUrl}/v1/points`,
      headers: { "idempotency-key": key },
      json: { userId, points, reason },
    }),
    read({ status, json }) {
      if (status === 404) return { means: "rejected", code: "acme_no_member" };
      const { transactionId } = answerSchema.safeParse(json).data ?? {};
      return transactionId === undefined ? undefined : { means: "paid", transactionId };
    },
  },
});

export const acmePoints = {
  name: "acme-points",
  options: optionsSchema,
  describe,
  codes: {
    acme_no_member: { ko: "Acme의 회원이 아닙니다", en: "no member of Acme" },
  },
} satisfies Connector<z.output<typeof optionsSchema>>;
