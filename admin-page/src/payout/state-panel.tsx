import type { ReactNode } from "react";
import type { Payout } from "../api/types.ts";
import { ApprovalPanel } from "./approval/approval-panel.tsx";
import { CancelledPanel } from "./cancelled-panel.tsx";
import { CheckingPanel } from "./check/checking-panel.tsx";
import { InvalidPanel } from "./check/invalid-panel.tsx";
import { UploadingPanel } from "./check/uploading-panel.tsx";
import { ReadyPanel } from "./schedule/ready-panel.tsx";
import { ScheduledPanel } from "./schedule/scheduled-panel.tsx";
import { WatchPanel } from "./watch/watch-panel.tsx";

/** What matters now, and what to do next. */
export function StatePanel({ payout }: { readonly payout: Payout }): ReactNode {
  switch (payout.state) {
    case "uploading":
      return <UploadingPanel payout={payout} />;
    case "checking":
      return <CheckingPanel />;
    case "invalid":
      return <InvalidPanel payout={payout} />;
    case "ready":
      return <ReadyPanel payout={payout} />;
    case "awaiting_approval":
      return <ApprovalPanel payout={payout} />;
    case "scheduled":
      return <ScheduledPanel payout={payout} />;
    case "distributing":
    case "paused":
    case "halted":
    case "completed":
      return <WatchPanel payout={payout} />;
    case "cancelled":
      return <CancelledPanel />;
  }
}
