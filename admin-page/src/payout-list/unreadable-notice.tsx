import { Alert } from "antd";
import { useTexts } from "../texts/language.ts";

/** Payouts are missing from the list, as a later version wrote them: after a rollback. */
export function UnreadableNotice({ payoutIds }: { readonly payoutIds: readonly string[] }) {
  const { unreadable } = useTexts();
  return (
    <Alert
      type="error"
      showIcon
      className="unreadable-notice"
      title={unreadable.title}
      description={
        <>
          <p>{unreadable.help}</p>
          <ul>
            {payoutIds.map((payoutId) => (
              <li key={payoutId}>{payoutId}</li>
            ))}
          </ul>
        </>
      }
    />
  );
}
