import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { dataOf, useApi } from "../../api/client.ts";
import type { Schemas } from "../../api/contract.ts";
import { useRefreshPayout } from "../../api/payouts.ts";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useTexts } from "../../texts/language.ts";
import type { ReadList } from "./read-list.ts";
import { NOTHING_ENTERED, ResolutionFields, resolutionIn } from "./resolution-fields.tsx";

/** The API takes no more in one call. */
export const MOST_RESOLVED = 2_000;

type Answer = Schemas["ResolvedPayments"];
type Names = ReadList["names"];

/** Settles many unknown payments by a person's word, with one note of how they know. */
export function ResolveManyButton({
  payoutId,
  label,
  title,
  names,
  isProposed = false,
  children,
}: {
  readonly payoutId: string;
  readonly label: string;
  readonly title: string;
  /** Undefined as long as it is not known which payments are meant. */
  readonly names: Names | undefined;
  /** Whether any of them waits for a second person. */
  readonly isProposed?: boolean;
  /** What is entered before the outcome. */
  readonly children?: ReactNode;
}) {
  const { payments: texts, back, close } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [entered, setEntered] = useState(NOTHING_ENTERED);
  const [answer, setAnswer] = useState<Answer>();
  const refresh = useRefreshPayout(payoutId);
  // Only now: in a list that is read anew the button may be gone, and its answer with it.
  const shut = async () => {
    if (answer !== undefined) await refresh();
    setOpen(false);
    setEntered(NOTHING_ENTERED);
    setAnswer(undefined);
  };
  const resolving = useResolveMany(payoutId, async (next) => {
    const isAllSaid = next.payments.every(
      ({ outcome }) => outcome === "settled" || outcome === "taken_back",
    );
    if (!isAllSaid) return setAnswer(next);
    await refresh();
    setOpen(false);
    setEntered(NOTHING_ENTERED);
  });
  const resolution = resolutionIn(entered);
  const isDone = answer !== undefined;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <Modal
        open={isOpen}
        title={title}
        onCancel={() => void shut()}
        centered
        destroyOnHidden
        footer={
          <div className="dialog-end">
            <Button onClick={() => void shut()}>{isDone ? close : back}</Button>
            {!isDone && (
              <Button
                type="primary"
                disabled={resolution === undefined || names === undefined}
                loading={resolving.isPending}
                onClick={() => resolution && names && resolving.mutate({ ...resolution, ...names })}
              >
                {texts.resolveDo}
              </Button>
            )}
          </div>
        }
      >
        {isDone ? (
          <Outcome answer={answer} />
        ) : (
          <>
            <p>{texts.resolveHelp}</p>
            {children}
            <ResolutionFields entered={entered} isProposed={isProposed} onChange={setEntered} />
            <ProblemAlert error={resolving.error} />
          </>
        )}
      </Modal>
    </>
  );
}

const SHOWN = 10;

type NotHeard = keyof ReturnType<typeof useTexts>["payments"]["notSettled"];

/** How many were settled or wait for a second person, and why others were left as they are. */
function Outcome({ answer: { settled, proposed, payments } }: { readonly answer: Answer }) {
  const { payments: texts } = useTexts();
  const isLeft = (outcome: string): outcome is NotHeard => Object.hasOwn(texts.notSettled, outcome);
  const left = payments.filter(({ outcome }) => isLeft(outcome));
  const outcomes = [...new Set(left.map(({ outcome }) => outcome).filter(isLeft))];
  return (
    <Alert
      type={settled + proposed > 0 ? "info" : "warning"}
      showIcon
      title={texts.settledSome(settled, proposed, left.length)}
      description={
        <ul>
          {outcomes.map((outcome) => (
            <li key={outcome}>
              {texts.notSettled[outcome]}:{" "}
              <Named payments={left.filter((payment) => payment.outcome === outcome)} />
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Named({ payments }: { readonly payments: Answer["payments"] }) {
  const { payments: texts } = useTexts();
  const shown = payments.slice(0, SHOWN);
  return (
    <bdi>
      {shown
        .map(({ row, userId = "" }) => (row === undefined ? userId : texts.rowNamed(row)))
        .join(", ")}
      {payments.length > SHOWN && texts.andMore(payments.length - SHOWN)}
    </bdi>
  );
}

function useResolveMany(payoutId: string, onDone: (answer: Answer) => Promise<void>) {
  const api = useApi();
  return useMutation({
    mutationFn: (body: Schemas["ResolvePayments"]) =>
      dataOf(
        api.POST("/api/payouts/{payoutId}/payments/resolve", {
          params: { path: { payoutId } },
          body,
        }),
      ),
    onSuccess: onDone,
  });
}
