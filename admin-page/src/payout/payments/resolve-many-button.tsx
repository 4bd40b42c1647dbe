import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useApi } from "../../api/client.ts";
import type { Schemas } from "../../api/contract.ts";
import { useRefreshPayout } from "../../api/payouts.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useTexts } from "../../texts/language.ts";
import type { ReadList } from "./read-list.ts";
import {
  type Entered,
  NOTHING_ENTERED,
  ResolutionFields,
  resolutionIn,
} from "./resolution-fields.tsx";
import { type Answer, useShowOutcome } from "./resolve-outcomes.tsx";
import { settleMany } from "./settle-many.ts";

type Names = ReadList["names"];

/** Settles many unknown payments by a person's word, with one note of how they know. */
export function ResolveManyButton({
  payoutId,
  label,
  title,
  names,
  isProposed = false,
  saysOutcomes = false,
  onOpenChange,
  children,
}: {
  readonly payoutId: string;
  readonly label: string;
  readonly title: string;
  /** Undefined as long as it is not known which payments are meant. */
  readonly names: Names | undefined;
  /** Whether any of them waits for a second person. */
  readonly isProposed?: boolean;
  /** Whether what names them says the outcome of each. */
  readonly saysOutcomes?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** What is entered before the outcome. */
  readonly children?: ReactNode;
}) {
  const { payments: texts, settleMatching, back } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [entered, setEntered] = useState(NOTHING_ENTERED);
  const show = useShowOutcome();
  const change = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  const shut = () => {
    change(false);
    setEntered(NOTHING_ENTERED);
  };
  const { resolving, done } = useResolveMany(payoutId, (answer) => {
    show(title, answer);
    shut();
  });
  const body = names && bodyOf(names, entered);
  return (
    <>
      <Button onClick={() => change(true)}>{label}</Button>
      <Dialog
        open={isOpen}
        title={title}
        onClose={shut}
        footer={
          <>
            <Button onClick={shut}>{back}</Button>
            <Button
              type="primary"
              disabled={body === undefined}
              loading={resolving.isPending}
              onClick={() => body && resolving.mutate(body)}
            >
              {texts.resolveDo}
            </Button>
          </>
        }
      >
        <p>{texts.resolveHelp}</p>
        {children}
        <ResolutionFields
          entered={entered}
          isProposed={isProposed}
          saysOutcomes={saysOutcomes}
          onChange={setEntered}
        />
        {done > 0 && body?.rows !== undefined && (
          <p role="status">{settleMatching.going(done, body.rows.length)}</p>
        )}
        <ProblemAlert error={resolving.error} />
      </Dialog>
    </>
  );
}

/** As the API takes it; undefined until all is entered. */
function bodyOf(names: Names, entered: Entered): Schemas["ResolvePayments"] | undefined {
  if ("payments" in names) {
    const note = entered.note.trim();
    return note === "" ? undefined : { ...names, note };
  }
  const resolution = resolutionIn(entered);
  return resolution && { ...names, ...resolution };
}

function useResolveMany(payoutId: string, onDone: (answer: Answer) => void) {
  const api = useApi();
  const refresh = useRefreshPayout(payoutId);
  const [done, setDone] = useState(0);
  const resolving = useMutation({
    mutationFn: (body: Schemas["ResolvePayments"]) => settleMany(api, payoutId, body, setDone),
    onSuccess: onDone,
    onSettled: refresh,
  });
  return { resolving, done: resolving.isPending || resolving.isError ? done : 0 };
}
