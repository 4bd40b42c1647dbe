import { Button, Checkbox, Input } from "antd";
import { type ClipboardEvent, type FormEvent, type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { dataOf, defined } from "../../api/client.ts";
import { usePayoutChange, useRefreshPayout } from "../../api/payouts.ts";
import { ApiProblemError } from "../../api/problem.ts";
import type { Payment, Payout } from "../../api/types.ts";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { count } from "../../components/numbers.ts";
import { PaymentDetail } from "../../components/payment-detail.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useTexts } from "../../texts/language.ts";
import { fillDown, type NewIds } from "./fill-down.ts";
import "./correct.css";

/** A field for the new id beside each payment that failed; those filled in make a new payout. */
export function CorrectionsForm({
  payout: { payoutId },
  payments,
  children,
}: {
  readonly payout: Payout;
  readonly payments: readonly Payment[];
  /** Loads more of them. */
  readonly children: ReactNode;
}) {
  const { support, payout: texts } = useTexts();
  const navigate = useNavigate();
  const refresh = useRefreshPayout(payoutId);
  const [newIds, setNewIds] = useState<NewIds>(new Map());
  const [evenIfPaid, setEvenIfPaid] = useState(false);
  const corrections = payments.flatMap(({ row, userId }) => {
    const typed = newIds.get(row)?.trim() ?? "";
    return typed === "" || typed === userId ? [] : [{ row, userId: typed }];
  });
  const retrying = usePayoutChange((api) =>
    dataOf(
      api.POST("/api/payouts/{payoutId}/retry", {
        params: { path: { payoutId } },
        body: { corrections, ...defined({ evenIfPaid: evenIfPaid || undefined }) },
      }),
    ),
  );
  const wasPaid =
    retrying.error instanceof ApiProblemError &&
    retrying.error.problem.code === "corrected_id_was_paid";

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (corrections.length === 0) return;
    retrying.mutate(undefined, {
      async onSuccess(retry) {
        await refresh();
        await navigate(`/payouts/${retry.payoutId}`);
      },
    });
  }

  return (
    <form className="corrections" onSubmit={submit}>
      <p className="quiet">{support.correctPaste}</p>
      <DataTable
        kind="corrections"
        caption={texts.payments}
        columns={useColumns(payments, newIds, setNewIds)}
        rows={payments}
        rowKey={({ row }) => String(row)}
      />
      {children}
      <div className="corrections-end">
        <ProblemAlert error={retrying.error} />
        {(wasPaid || evenIfPaid) && (
          <Checkbox checked={evenIfPaid} onChange={({ target }) => setEvenIfPaid(target.checked)}>
            {support.evenIfPaid}
          </Checkbox>
        )}
        <Button
          type="primary"
          htmlType="submit"
          loading={retrying.isPending}
          disabled={corrections.length === 0}
        >
          {support.correctDo(corrections.length)}
        </Button>
      </div>
    </form>
  );
}

function useColumns(
  payments: readonly Payment[],
  newIds: NewIds,
  onChange: (newIds: NewIds) => void,
): readonly Column<Payment>[] {
  const { support, payments: names } = useTexts();
  const paste = (row: number) => (event: ClipboardEvent) => {
    const filled = fillDown(newIds, payments, row, event.clipboardData.getData("text"));
    if (filled === undefined) return;
    event.preventDefault();
    onChange(filled);
  };
  return [
    { key: "row", title: names.row, numeric: true, named: true, render: ({ row }) => row },
    { key: "user", title: support.oldId, render: ({ userId }) => <bdi>{userId}</bdi> },
    {
      key: "newId",
      title: support.newId,
      render: ({ row }) => (
        <Input
          aria-label={support.newIdOf(row)}
          value={newIds.get(row) ?? ""}
          maxLength={256}
          onChange={({ target }) => onChange(new Map(newIds).set(row, target.value))}
          onPaste={paste(row)}
        />
      ),
    },
    {
      key: "points",
      title: names.points,
      numeric: true,
      atEnd: true,
      render: ({ points }) => count(points),
    },
    {
      key: "detail",
      title: names.detail,
      render: (payment) => <PaymentDetail payment={payment} />,
    },
  ];
}
