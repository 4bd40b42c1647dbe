import { Spin } from "antd";
import { useTexts } from "../../texts/language.ts";

export function CheckingPanel() {
  const { payout } = useTexts();
  return (
    <section className="card waiting" role="status">
      <Spin size="large" />
      <h2>{payout.checking}</h2>
      <p className="quiet">{payout.checkingHelp}</p>
    </section>
  );
}
