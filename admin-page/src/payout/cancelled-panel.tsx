import { Alert } from "antd";
import { useTexts } from "../texts/language.ts";

export function CancelledPanel() {
  const { payout } = useTexts();
  return <Alert type="info" showIcon title={payout.cancelled} />;
}
