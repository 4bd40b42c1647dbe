import { Alert } from "antd";
import type { Payout } from "../api/types.ts";
import { ZonedTime } from "../components/zoned-time.tsx";
import { useLanguage, useTexts } from "../texts/language.ts";

type Reasons = NonNullable<NonNullable<Payout["request"]>["approvalReasons"]>;

/** Why another person has to look at a payout, each with its figures. */
export function ApprovalReasons({
  title,
  reasons = [],
}: {
  readonly title: string;
  readonly reasons?: Reasons;
}) {
  const { language } = useLanguage();
  if (reasons.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {reasons.map(({ code, message }) => (
          <li key={code}>{message[language]}</li>
        ))}
      </ul>
    </section>
  );
}

/** That its time came and it was not paid, and why. */
export function SentBackNotice({ payout }: { readonly payout: Payout }) {
  const { sentBack: texts } = useTexts();
  const { sentBack } = payout;
  if (sentBack === undefined) return null;
  const { at, timeZone, requestedBy, reasons } = sentBack;
  return (
    <Alert
      type="warning"
      showIcon
      title={texts.title}
      description={
        <>
          <p>
            {texts.scheduledBy(requestedBy.name)} · <ZonedTime instant={at} timeZone={timeZone} />
          </p>
          <ApprovalReasons title={texts.why} reasons={reasons} />
          <p>{texts.help}</p>
        </>
      }
    />
  );
}
