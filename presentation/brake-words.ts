import type { Brake } from "../domain/payout/payout.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";

/** Above who had a payout stopped, held or declined. */
export const BRAKED_BY: Readonly<Record<Brake["kind"], Bilingual>> = {
  stopped: { ko: "멈춘 사람", en: "Stopped by" },
  held: { ko: "보류한 사람", en: "Held by" },
  declined: { ko: "반려한 사람", en: "Declined by" },
};
