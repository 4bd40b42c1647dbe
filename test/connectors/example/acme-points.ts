import * as z from "zod";
import { baseUrlSchema } from "../../../connectors/base-url.ts";
import { bearerToken } from "../../../connectors/bearer-token.ts";
import type { Connector, Description } from "../../../connectors/connector.ts";

const optionsSchema = z.strictObject({
  connector: z.literal("acme-points"),
  baseUrl: baseUrlSchema.default("https://points.acme.example"),
  ratePerSecond: z.number().positive().max(100).default(20),
});
const answerSchema = z.object({ code: z.string(), grantId: z.string().optional() });

const describe = ({ baseUrl, ratePerSecond }: z.output<typeof optionsSchema>): Description => ({
  credentials: bearerToken,
  limits: { ratePerSecond },
  timeoutMs: 10_000,
  keyForm: "plain",
  doubt: { ends: "replays", keyLifetimeMs: 7 * 86_400_000, refusalProvesUnpaid: true },
  pay: {
    call: ({ userId, points, reason, key }) => ({
      method: "POST",
      url: `${baseUrl}/v2/members/${encodeURIComponent(userId)}/points`,
      json: { requestId: key, amount: points, memo: reason },
    }),
    read({ json }) {
      const { code, grantId } = answerSchema.safeParse(json).data ?? {};
      if (code === "OK" && grantId) return { means: "paid", transactionId: grantId };
      if (code === "NO_MEMBER") return { means: "rejected", code: "acme_no_member" };
      return code === "NO_BUDGET" ? { means: "ours", code: "acme_no_budget" } : undefined;
    },
  },
});

export const acmePoints = {
  name: "acme-points",
  options: optionsSchema,
  describe,
  codes: {
    acme_no_member: { ko: "없는 회원입니다", en: "no such member" },
    acme_no_budget: { ko: "Acme의 예산이 부족합니다", en: "Acme's budget is used up" },
  },
} satisfies Connector<z.output<typeof optionsSchema>>;
