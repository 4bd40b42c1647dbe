import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { dataOf, useApi } from "../../api/client.ts";
import { useRefreshPayout } from "../../api/payouts.ts";
import type { Payment } from "../../api/types.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useTexts } from "../../texts/language.ts";
import {
  NOTHING_ENTERED,
  type Outcome,
  ResolutionFields,
  resolutionIn,
} from "./resolution-fields.tsx";

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
  const [entered, setEntered] = useState(NOTHING_ENTERED);
  const resolving = useResolve(payoutId, payment.row, () => setOpen(false));
  const resolution = resolutionIn(entered);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {texts.resolve}
      </Button>
      <Dialog
        open={isOpen}
        title={texts.resolveTitle(payment.userId)}
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{back}</Button>
            <Button
              type="primary"
              disabled={resolution === undefined}
              loading={resolving.isPending}
              onClick={() => resolution && resolving.mutate(resolution)}
            >
              {texts.resolveDo}
            </Button>
          </>
        }
      >
        <p>{texts.resolveHelp}</p>
        <ResolutionFields
          entered={entered}
          isProposed={payment.proposed !== undefined}
          onChange={setEntered}
        />
        <ProblemAlert error={resolving.error} />
      </Dialog>
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
