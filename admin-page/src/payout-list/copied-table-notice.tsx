import { Alert } from "antd";
import { useMe } from "../sign-in/use-me.ts";
import { useTexts } from "../texts/language.ts";

/** Nobody is paid, as the data was restored or copied; an admin reads what to do about it. */
export function CopiedTableNotice() {
  const { copiedTable } = useTexts();
  const mayGoOn = useMe().may("markLedgerRestored");
  return (
    <Alert
      type="error"
      showIcon
      className="copied-table-notice"
      title={copiedTable.title}
      description={
        mayGoOn ? (
          <ul>
            {copiedTable.ways.map((way) => (
              <li key={way}>{way}</li>
            ))}
          </ul>
        ) : (
          copiedTable.help
        )
      }
    />
  );
}
