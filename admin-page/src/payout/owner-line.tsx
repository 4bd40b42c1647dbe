import { Input } from "antd";
import { useState } from "react";
import { dataOf, defined } from "../api/client.ts";
import type { Payout, PayoutState } from "../api/types.ts";
import { ConfirmedChange } from "../components/confirmed-change.tsx";
import { Field } from "../components/field.tsx";
import { zonedText } from "../components/times.ts";
import { useConfig } from "../config-context.ts";
import { useMe } from "../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../texts/language.ts";

/** In these nobody hands it over: it is being paid, or over. */
const FIXED: readonly PayoutState[] = ["distributing", "completed", "cancelled"];

/** Whose the payout is once it was handed over, and the way to hand it over. */
export function OwnerLine({ payout }: { readonly payout: Payout }) {
  const { owner: texts } = useTexts();
  const { language } = useLanguage();
  const { asksWhoLeft } = useConfig();
  const me = useMe();
  const { owner, handedOver, state } = payout;
  const mayHandOver =
    me.may("handOverPayout") && (owner.id === me.id || me.roles.includes("admin"));
  const isOpen = !FIXED.includes(state);
  if (handedOver === undefined && !(mayHandOver && isOpen)) return null;
  return (
    <div className="owner-line">
      {handedOver !== undefined && (
        <p>
          {texts.now(owner.name, handedOver.by.name, zonedText(handedOver.at, language))}
          {handedOver.reason !== undefined && (
            <>
              {" "}
              <q>{handedOver.reason}</q>
            </>
          )}
        </p>
      )}
      {mayHandOver && isOpen && <HandOverButton payoutId={payout.payoutId} />}
      {mayHandOver && state === "scheduled" && (
        <p className="quiet">{asksWhoLeft === true ? texts.asked : texts.notAsked}</p>
      )}
    </div>
  );
}

/** Makes it another person's, who is named by their address. */
function HandOverButton({ payoutId }: { readonly payoutId: string }) {
  const { owner: texts } = useTexts();
  const [typed, setTyped] = useState("");
  const email = typed.trim();
  return (
    <ConfirmedChange
      type="text"
      label={texts.handOver}
      title={texts.title}
      help={texts.help}
      asksReason
      isReady={/^[^@\s]+@[^@\s]+$/.test(email)}
      change={(api, reason) =>
        dataOf(
          api.POST("/api/payouts/{payoutId}/hand-over", {
            params: { path: { payoutId } },
            body: { email, ...defined({ reason }) },
          }),
        )
      }
      onDone={async () => setTyped("")}
    >
      <Field label={texts.email} help={texts.emailHelp}>
        {({ id, describedBy }) => (
          <Input
            id={id}
            type="email"
            autoComplete="off"
            maxLength={254}
            value={typed}
            aria-describedby={describedBy}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
    </ConfirmedChange>
  );
}
