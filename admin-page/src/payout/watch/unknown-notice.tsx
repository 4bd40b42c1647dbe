import { Alert } from "antd";
import { Link } from "react-router";
import type { Payout } from "../../api/types.ts";
import { useTexts } from "../../texts/language.ts";

/** Payments that nobody can tell about need a person. */
export function UnknownNotice({ payout }: { readonly payout: Payout }) {
  const { watch } = useTexts();
  const unknown = payout.counts?.unknown ?? 0;
  if (unknown === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={watch.unknown(unknown)}
      description={
        <>
          {watch.unknownHelp}
          <Link className="next-step" to="?tab=payments&state=unknown">
            {watch.showUnknown}
          </Link>
        </>
      }
    />
  );
}
