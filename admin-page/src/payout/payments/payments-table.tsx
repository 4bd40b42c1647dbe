import { Button, Checkbox } from "antd";
import { useState } from "react";
import type { Payment, PaymentState, Payout } from "../../api/types.ts";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { count } from "../../components/numbers.ts";
import { PaymentDetail } from "../../components/payment-detail.tsx";
import { PaymentStateTag } from "../../components/state-tag.tsx";
import { exactTime, OWN_TIME_ZONE } from "../../components/times.ts";
import { useMe } from "../../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";
import { RetryButton } from "../paying/retry-button.tsx";
import { canReverse, ReverseButton, useMayReverse } from "../paying/reverse-button.tsx";
import { ConfirmButton } from "./confirm-button.tsx";
import { ResolveButton } from "./resolve-button.tsx";
import { ResolveListButton } from "./resolve-list-button.tsx";
import { ResolveManyButton } from "./resolve-many-button.tsx";
import { isSettleable } from "./settleable.ts";

const UNPAID: readonly PaymentState[] = ["rejected", "withdrawn"];

/** Payments with what may be done about each: choosing unpaid ones to pay again or paid ones to take back, settling. */
export function PaymentsTable({
  payout,
  payments,
}: {
  readonly payout: Payout;
  readonly payments: readonly Payment[];
}) {
  const { payout: texts, payments: words, reversal } = useTexts();
  const me = useMe();
  const { payoutId, state, dryRun } = payout;
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const isPaying = payout.reversalOf === undefined;
  const mayRetry =
    isPaying && !dryRun && me.may("retryPayout") && (state === "completed" || state === "halted");
  const mayResolve = me.may("resolvePayment") && state !== "distributing";
  const canRetry = (payment: Payment) =>
    mayRetry && UNPAID.includes(payment.state) && isFree(payment);
  const mayReverse = useMayReverse(payout);
  const canTakeBack = (payment: Payment) => mayReverse && canReverse(payment, payout);
  const openedAtMs = useOpenedAt();
  const canResolve = (payment: Payment) => mayResolve && isSettleable(payment, payout, openedAtMs);
  const canChoose = (payment: Payment) =>
    canRetry(payment) || canResolve(payment) || canTakeBack(payment);
  const columns = usePaymentColumns({
    renderChoice: (payment) =>
      canChoose(payment) && <RowChoice row={payment.row} chosen={chosen} onChange={setChosen} />,
    renderAction: (payment) =>
      canResolve(payment) && <ResolveButton payoutId={payoutId} payment={payment} />,
    withChoice: payments.some(canChoose),
  });
  const settleable = rowsOf(payments.filter(canResolve));
  const toRetry = rowsOf(payments.filter(canRetry)).filter((row) => chosen.includes(row));
  const toReverse = rowsOf(payments.filter(canTakeBack)).filter((row) => chosen.includes(row));
  const chosenOpen = payments.filter((each) => canResolve(each) && chosen.includes(each.row));
  const toResolve = rowsOf(chosenOpen);
  const proposed = chosenOpen.filter((payment) => payment.proposed !== undefined);
  const toConfirm = proposed.filter((payment) => payment.proposed?.by.id !== me.id);
  return (
    <>
      {settleable.length > 0 && (
        <div className="settle-many">
          <Button onClick={() => setChosen([...new Set([...chosen, ...settleable])])}>
            {words.chooseShown}
          </Button>
          <ResolveListButton payoutId={payoutId} />
        </div>
      )}
      <DataTable
        kind="payments"
        caption={texts.payments}
        columns={columns}
        rows={payments}
        rowKey={({ row }) => String(row)}
      />
      {toRetry.length + toResolve.length + toReverse.length > 0 && (
        <div className="chosen">
          {toRetry.length > 0 && <RetryButton payoutId={payoutId} rows={toRetry} />}
          {toReverse.length > 0 && (
            <ReverseButton
              payoutId={payoutId}
              label={reversal.chosen(toReverse.length)}
              names={{ rows: toReverse }}
            />
          )}
          {toConfirm.length > 0 && <ConfirmButton payoutId={payoutId} payments={toConfirm} />}
          {toResolve.length > 0 && (
            <ResolveManyButton
              payoutId={payoutId}
              label={words.resolveChosen(toResolve.length)}
              title={words.resolveChosenTitle(toResolve.length)}
              names={{ rows: toResolve }}
              isProposed={proposed.length > 0}
            />
          )}
        </div>
      )}
    </>
  );
}

/** The page need not offer it to the second: the list is read anew when something changes. */
function useOpenedAt(): number {
  const [openedAtMs] = useState(() => Date.now());
  return openedAtMs;
}

/** Whether no other payout can pay it any more. */
export function isFree({ retriedBy, retry }: Payment): boolean {
  return retriedBy === undefined || retry?.state === "cancelled" || retry?.state === "invalid";
}

/** Whether one person has said that it was not paid, and a second one is to say so. */
function waits({ state, proposed }: Payment): boolean {
  return proposed !== undefined && (state === "unknown" || state === "sending");
}

function rowsOf(payments: readonly Payment[]): number[] {
  return payments.map(({ row }) => row);
}

function RowChoice({
  row,
  chosen,
  onChange,
}: {
  readonly row: number;
  readonly chosen: readonly number[];
  readonly onChange: (chosen: readonly number[]) => void;
}) {
  const { payments } = useTexts();
  return (
    <Checkbox
      aria-label={payments.select(row)}
      checked={chosen.includes(row)}
      onChange={({ target }) =>
        onChange(target.checked ? [...chosen, row] : chosen.filter((each) => each !== row))
      }
    />
  );
}

function usePaymentColumns(options: {
  readonly renderChoice: Column<Payment>["render"];
  readonly renderAction: Column<Payment>["render"];
  readonly withChoice: boolean;
}): readonly Column<Payment>[] {
  const { payments: texts } = useTexts();
  const { language } = useLanguage();
  const choice: Column<Payment> = { key: "choice", title: "", render: options.renderChoice };
  return [
    ...(options.withChoice ? [choice] : []),
    { key: "row", title: texts.row, numeric: true, named: true, render: ({ row }) => row },
    { key: "user", title: texts.user, render: ({ userId }) => <bdi>{userId}</bdi> },
    {
      key: "points",
      title: texts.points,
      numeric: true,
      atEnd: true,
      render: ({ points }) => count(points),
    },
    {
      key: "state",
      title: texts.state,
      atEnd: true,
      render: (payment) => (
        <span className="state-and-action">
          <PaymentStateTag state={payment.state} />
          {waits(payment) && <span className="tag tag-attention">{texts.waits}</span>}
          {options.renderAction(payment)}
        </span>
      ),
    },
    {
      key: "detail",
      title: texts.detail,
      render: (payment) => <PaymentDetail payment={payment} />,
    },
    {
      key: "time",
      title: `${texts.time} (${OWN_TIME_ZONE})`,
      render: ({ settledAt, acceptedAt, sentAt }) => {
        const at = settledAt ?? acceptedAt ?? sentAt;
        return at === undefined ? "–" : <time dateTime={at}>{exactTime(at, language)}</time>;
      },
    },
  ];
}
