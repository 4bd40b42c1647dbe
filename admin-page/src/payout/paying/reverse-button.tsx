import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { dataOf, defined } from "../../api/client.ts";
import { useRefreshPayout } from "../../api/payouts.ts";
import type { Payment, Payout } from "../../api/types.ts";
import { ConfirmedChange } from "../../components/confirmed-change.tsx";
import { useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";

/** Whether this person may have what this payout paid taken back. */
export function useMayReverse({ state, dryRun, reversalOf, takesBack }: Payout): boolean {
  const me = useMe();
  const isPayout = state === "completed" && !dryRun && reversalOf === undefined;
  return isPayout && takesBack && me.may("reversePayout");
}

const MAY_ACT: readonly string[] = ["cancelled", "invalid", "completed"];

/** Whether it can be asked for: a reversal that is over may have failed, as the API knows. */
export function canReverse(
  { state, reversedBy }: Payment,
  { reversals = [] }: Pick<Payout, "reversals">,
): boolean {
  if (state !== "paid" || reversedBy === undefined) return state === "paid";
  const holder = reversals.find(({ payoutId }) => payoutId === reversedBy);
  if (holder === undefined || !MAY_ACT.includes(holder.state)) return false;
  return holder.takenBack?.payments !== holder.payments || holder.state !== "completed";
}

interface Names {
  readonly rows?: readonly number[];
  readonly userIds?: readonly string[];
}

/** Makes a reversal of payments, the chosen or all, and goes to it. */
export function ReverseButton({
  payoutId,
  label,
  help,
  names,
  children,
}: {
  readonly payoutId: string;
  readonly label: string;
  readonly help?: string;
  /**
   * Everything that was paid and no other payout takes back when empty; undefined as long as it is
   * not known which payments are meant.
   */
  readonly names: Names | undefined;
  /** What is entered before the reason. */
  readonly children?: ReactNode;
}) {
  const { reversal } = useTexts();
  const navigate = useNavigate();
  const refresh = useRefreshPayout(payoutId);
  const { rows, userIds } = names ?? {};
  return (
    <ConfirmedChange
      danger
      label={label}
      title={reversal.title}
      help={help === undefined ? reversal.help : `${help} ${reversal.help}`}
      action={reversal.action}
      needsReason
      isReady={names !== undefined}
      change={(api, reason = "") =>
        dataOf(
          api.POST("/api/payouts/{payoutId}/reverse", {
            params: { path: { payoutId } },
            body: {
              reason,
              ...defined({ rows: rows && [...rows], userIds: userIds && [...userIds] }),
            },
          }),
        )
      }
      onDone={async (made) => {
        await refresh();
        await navigate(`/payouts/${made.payoutId}`);
      }}
    >
      {children}
    </ConfirmedChange>
  );
}
