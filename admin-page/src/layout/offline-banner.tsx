import { Alert } from "antd";
import { useSyncExternalStore } from "react";
import { useTexts } from "../texts/language.ts";

/** Says at once that there is no network, and that nothing waits for one. */
export function OfflineBanner() {
  const { failures } = useTexts();
  const isOnline = useSyncExternalStore(onChange, () => navigator.onLine);
  return (
    <div className="offline-banner" role="status">
      {!isOnline && <Alert type="warning" banner showIcon title={failures.offlineNow} />}
    </div>
  );
}

function onChange(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}
