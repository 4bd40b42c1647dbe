import { Alert } from "antd";
import { useSetup } from "../api/setup.ts";
import { useTexts } from "../texts/language.ts";

/** What is left to do after a deploy; nothing once it is proved. */
export function SetupNotice() {
  const { setup } = useTexts();
  const open = useSetup().data?.open ?? [];
  if (open.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      className="setup-notice"
      title={setup.title}
      description={
        <ul>
          {open.map((step) => (
            <li key={step}>{setup.steps[step]}</li>
          ))}
        </ul>
      }
    />
  );
}
