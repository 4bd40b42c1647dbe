import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useNavigate } from "react-router";
import { useOverview, useOverviewMonths } from "../api/overview.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { HelpLink } from "../help/help-link.tsx";
import { Loading } from "../layout/loading.tsx";
import { useTitle } from "../layout/use-title.ts";
import { CopiedTableNotice } from "../payout-list/copied-table-notice.tsx";
import { SetupNotice } from "../payout-list/setup-notice.tsx";
import { useMe } from "../sign-in/use-me.ts";
import { useTexts } from "../texts/language.ts";
import { ComingCalendar } from "./coming-calendar.tsx";
import { LimitsPart } from "./limits-part.tsx";
import { PaidPart } from "./paid-part.tsx";
import { PayingPart } from "./paying-part.tsx";
import { WaitingPart } from "./waiting-part.tsx";
import "./overview.css";

/** What waits for whoever is signed in, what comes, what was paid: the first page. */
export default function OverviewPage() {
  const { overview, list } = useTexts();
  const me = useMe();
  const navigate = useNavigate();
  const query = useOverview();
  useTitle(overview.title);
  const { data } = query;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{overview.title}</h1>
          <HelpLink topic="overview" />
        </div>
        {me.may("createPayout") && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate("/new")}
          >
            {list.newPayout}
          </Button>
        )}
      </div>
      {data?.tableCopied === true && <CopiedTableNotice />}
      <SetupNotice />
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && !query.isError && <Loading />}
      {data !== undefined && (
        <>
          <WaitingPart waiting={data.waiting} />
          <PayingPart payouts={data.paying} />
          <ComingCalendar
            coming={data.coming}
            hasMore={data.comingHasMore}
            today={data.today}
            timeZone={data.timeZone}
          />
          <MonthsParts />
        </>
      )}
    </div>
  );
}

/** What takes longer to add up: last, so that nothing moves that is shown already. */
function MonthsParts() {
  const { data, error, isPending, refetch } = useOverviewMonths();
  return (
    <>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending && <Loading />}
      {data !== undefined && (
        <>
          <LimitsPart pointsApis={data.pointsApis} />
          <PaidPart paid={data} />
        </>
      )}
    </>
  );
}
