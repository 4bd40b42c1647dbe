import { Alert, Button } from "antd";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { Schemas } from "../../api/contract.ts";
import { Dialog } from "../../components/dialog.tsx";
import { useTexts } from "../../texts/language.ts";

export type Answer = Schemas["ResolvedPayments"];

type Show = (title: string, answer: Answer) => void;

const ShowContext = createContext<Show | undefined>(undefined);

/**
 * A dialog of what became of payments that were settled, above their list: that is read anew, and
 * the button that settled them is gone then.
 */
export function ResolveOutcomes({ children }: { readonly children: ReactNode }) {
  const { close } = useTexts();
  const [shown, setShown] = useState<{ readonly title: string; readonly answer: Answer }>();
  const [isOpen, setOpen] = useState(false);
  const shut = () => setOpen(false);
  return (
    <ShowContext
      value={(title, answer) => {
        setShown({ title, answer });
        setOpen(true);
      }}
    >
      {children}
      <Dialog
        open={isOpen}
        title={shown?.title}
        onClose={shut}
        footer={<Button onClick={shut}>{close}</Button>}
      >
        {shown && <Outcome answer={shown.answer} />}
      </Dialog>
    </ShowContext>
  );
}

/** Shows what became of payments, unless each was settled as somebody said. */
export function useShowOutcome(): Show {
  const show = useContext(ShowContext);
  if (show === undefined) throw new Error("There is no dialog of outcomes above this component.");
  return (title, answer) => {
    const isAllSaid = answer.payments.every(
      ({ outcome }) => outcome === "settled" || outcome === "taken_back",
    );
    if (!isAllSaid) show(title, answer);
  };
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
