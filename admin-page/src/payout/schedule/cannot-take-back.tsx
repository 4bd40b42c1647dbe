import type { Payout } from "../../api/types.ts";
import { useTexts } from "../../texts/language.ts";

/** Said before anybody is paid where what is given stays given. */
export function CannotTakeBack({ payout }: { readonly payout: Payout }) {
  const { reversal } = useTexts();
  if (payout.takesBack || payout.dryRun) return null;
  return <p className="quiet">{reversal.cannot}</p>;
}
