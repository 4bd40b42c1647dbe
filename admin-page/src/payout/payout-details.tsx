import { Tabs } from "antd";
import { useSearchParams } from "react-router";
import type { Payout } from "../api/types.ts";
import { useTexts } from "../texts/language.ts";
import { History } from "./history.tsx";
import { PaymentsSection } from "./payments/payments-section.tsx";
import { SheetSection } from "./sheet/sheet-section.tsx";

const STARTED = ["distributing", "paused", "halted", "completed"];

/** The sheet, the payments and the history; the address says which is open. */
export function PayoutDetails({ payout }: { readonly payout: Payout }) {
  const { payout: texts } = useTexts();
  const [params, setParams] = useSearchParams();
  const isStarted = STARTED.includes(payout.state);
  const hasSheet = payout.check?.problemCount === 0;
  const tabs = [
    { key: "payments", label: texts.payments, isThere: isStarted },
    { key: "sheet", label: texts.sheet, isThere: hasSheet },
    { key: "history", label: texts.history, isThere: true },
  ].filter(({ isThere }) => isThere);
  const open = tabs.find(({ key }) => key === params.get("tab")) ?? tabs[0];
  return (
    <section className="card" aria-label={texts.tabs}>
      <Tabs
        activeKey={open?.key ?? "history"}
        onChange={(key) => setParams({ tab: key }, { replace: true })}
        items={tabs.map(({ key, label }) => ({
          key,
          label,
          children: <Tab name={key} payout={payout} isStarted={isStarted} />,
        }))}
        destroyOnHidden
      />
    </section>
  );
}

function Tab({
  name,
  payout,
  isStarted,
}: {
  readonly name: string;
  readonly payout: Payout;
  readonly isStarted: boolean;
}) {
  if (name === "payments") return <PaymentsSection payout={payout} />;
  if (name === "sheet") return <SheetSection payout={payout} isStarted={isStarted} />;
  return <History payout={payout} />;
}
