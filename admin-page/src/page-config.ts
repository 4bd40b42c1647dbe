import * as z from "zod/mini";

/** A deployment's configuration of its page, served as `/config.json`. */
export const pageConfigSchema = z.object({
  /** Issuer of the OpenID provider. */
  issuer: z.url(),
  clientId: z.string().check(z.minLength(1)),
  scope: z._default(z.string(), "openid profile"),
  /** The claim of access tokens that holds the roles; as the API has it. */
  rolesClaim: z._default(z.string(), "roles"),
  /** Where a browser ends its session, for providers that don't say so themselves. */
  signOutUrl: z.optional(z.url()),
  language: z._default(z.enum(["ko", "en"]), "ko"),
  /** IANA zone in which payouts are scheduled unless another is chosen. */
  defaultTimeZone: z._default(z.string(), "Asia/Seoul"),
  /** Hours in which nobody is paid; absent where there are none. */
  quietHours: z.optional(
    z.readonly(
      z.array(
        z.object({
          /** `HH:mm` by the clocks of the zone; `to` is on the next day where it is not later. */
          from: z.string(),
          to: z.string(),
          timeZone: z.string(),
          /** On which they begin, `mon` to `sun`; every day when absent. */
          days: z.optional(z.readonly(z.array(z.string()))),
        }),
      ),
    ),
  ),
  /** Above this total a second person must approve; not announced beforehand when absent. */
  approvalAbovePoints: z.optional(z.int()),
  /** What payouts can be paid by, the default first; absent where there is nothing to choose. */
  pointsApis: z.optional(
    z.array(
      z.object({
        name: z.string(),
        title: z.object({ ko: z.string(), en: z.string() }),
        /** Its own limit for approval, if it has one. */
        approvalAbovePoints: z.optional(z.int()),
      }),
    ),
  ),
  /** What each points API takes of a row besides, as far as any does; without a name of the only one. */
  columns: z.optional(
    z.array(
      z.object({
        name: z.optional(z.string()),
        columns: z.array(
          z.object({
            name: z.string(),
            /** The first is shown to people. */
            headers: z.array(z.string()),
            kind: z.enum(["text", "date"]),
            maxLength: z.int(),
          }),
        ),
      }),
    ),
  ),
  /** Whether the provider is asked at a payout's time if those who stand for it are still there. */
  asksWhoLeft: z.optional(z.boolean()),
  /** Largest sheet that may be uploaded. */
  maxSheetBytes: z.optional(z.int()),
});

export type PageConfig = z.infer<typeof pageConfigSchema>;
