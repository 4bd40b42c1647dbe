import { Alert } from "antd";
import type { Receipt, SignOff } from "../api/types.ts";
import { count } from "../components/numbers.ts";
import { shortTime } from "../components/times.ts";
import { isMaker, useMe } from "../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { SignButton } from "./sign-button.tsx";

/** Who confirmed the receipt, whether it has changed since, and who may confirm it now. */
export function SignOffPart({ receipt }: { readonly receipt: Receipt }) {
  const { sign: texts } = useTexts().receipt;
  const { signOff } = receipt;
  return (
    <section aria-label={texts.title}>
      <h2>{texts.title}</h2>
      {signOff === undefined ? <p>{texts.nobody}</p> : <Signed signOff={signOff} />}
      {signOff?.isCurrent !== true && <HowToSign receipt={receipt} />}
    </section>
  );
}

function Signed({ signOff }: { readonly signOff: SignOff }) {
  const { sign: texts } = useTexts().receipt;
  const { language } = useLanguage();
  const { by, at, note, comparison, isCurrent } = signOff;
  const { scope, findingCount } = comparison;
  return (
    <>
      <p className="receipt-verdict">{texts.by(by.name, shortTime(at, language))}</p>
      <p>
        <q>{note}</q>{" "}
        <span className="quiet">{texts.seen[scope](count(findingCount), findingCount)}</span>
      </p>
      {!isCurrent && <Changed signOff={signOff} />}
    </>
  );
}

function Changed({ signOff: { changes, isComparedAgain } }: { readonly signOff: SignOff }) {
  const { receipt, history } = useTexts();
  const { language } = useLanguage();
  return (
    <Alert
      type="warning"
      showIcon
      title={receipt.sign.changed}
      description={
        <ul>
          {changes.map(({ eventId, action, by, at }) => (
            <li key={eventId}>
              {history.actions[action]} · {by.kind === "person" ? by.name : history.system[by.name]}{" "}
              · {shortTime(at, language)}
            </li>
          ))}
          {isComparedAgain && <li>{receipt.sign.comparedAgain}</li>}
        </ul>
      }
    />
  );
}

/** The button for whoever may sign; to the others, what is missing. */
function HowToSign({ receipt }: { readonly receipt: Receipt }) {
  const { sign: texts } = useTexts().receipt;
  const me = useMe();
  const { counts, comparison, reversals = [] } = receipt;
  const isCompared = comparison?.state === "done" && !comparison.isBehind;
  const missing = [
    ...(counts.unknown > 0 ? [texts.settleFirst(counts.unknown)] : []),
    ...(reversals.some(({ state }) => !OVER.has(state)) ? [texts.reversalFirst] : []),
    ...(isCompared ? [] : [texts.compareFirst]),
    ...(isMaker(receipt, me) ? [texts.another] : []),
  ];
  if (missing.length === 0 && me.may("signReceipt")) return <SignButton receipt={receipt} />;
  return <p className="quiet not-printed">{missing.join(" ") || texts.another}</p>;
}

const OVER: ReadonlySet<string> = new Set(["completed", "cancelled", "invalid"]);
