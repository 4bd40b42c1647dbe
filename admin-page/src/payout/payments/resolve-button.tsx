import { useMutation } from "@tanstack/react-query";
import { Button, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { dataOf, useApi } from "../../api/client.ts";
import { useRefreshPayout } from "../../api/payouts.ts";
import type { Payment } from "../../api/types.ts";
import { Field } from "../../components/field.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useTexts } from "../../texts/language.ts";

type Outcome = NonNullable<Payment["resolution"]>["as"];

/** Settles an unknown payment by a person's word, with a note of how they know. */
export function ResolveButton({
  payoutId,
  payment,
}: {
  readonly payoutId: string;
  readonly payment: Payment;
}) {
  const { payments: texts, back } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [note, setNote] = useState("");
  const resolving = useResolve(payoutId, payment.row, () => setOpen(false));
  const isComplete = outcome !== undefined && note.trim() !== "";
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {texts.resolve}
      </Button>
      <Modal
        open={isOpen}
        title={texts.resolveTitle(payment.userId)}
        onCancel={() => setOpen(false)}
        centered
        destroyOnHidden
        footer={
          <div className="dialog-end">
            <Button onClick={() => setOpen(false)}>{back}</Button>
            <Button
              type="primary"
              disabled={!isComplete}
              loading={resolving.isPending}
              onClick={() => isComplete && resolving.mutate({ as: outcome, note: note.trim() })}
            >
              {texts.resolveDo}
            </Button>
          </div>
        }
      >
        <p>{texts.resolveHelp}</p>
        <Radio.Group
          aria-label={texts.resolveAs}
          value={outcome}
          onChange={({ target }) => setOutcome(target.value === "paid" ? "paid" : "not_paid")}
          options={[
            { value: "paid", label: texts.asPaid },
            { value: "not_paid", label: texts.asNotPaid },
          ]}
        />
        <Field label={texts.note}>
          {({ id }) => (
            <Input.TextArea
              id={id}
              rows={3}
              maxLength={500}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
        <ProblemAlert error={resolving.error} />
      </Modal>
    </>
  );
}

function useResolve(payoutId: string, row: number, onDone: () => void) {
  const api = useApi();
  const refresh = useRefreshPayout(payoutId);
  return useMutation({
    mutationFn: (body: { as: Outcome; note: string }) =>
      dataOf(
        api.POST("/api/payouts/{payoutId}/payments/{row}/resolve", {
          params: { path: { payoutId, row } },
          body,
        }),
      ),
    async onSuccess() {
      await refresh();
      onDone();
    },
  });
}
