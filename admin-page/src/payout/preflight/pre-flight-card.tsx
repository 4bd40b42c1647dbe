import { DownloadOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { isAtWork, usePreFlight, useStartPreFlight } from "../../api/payouts.ts";
import type { Payout, PreFlight } from "../../api/types.ts";
import { DownloadButton } from "../../components/download-button.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useMe } from "../../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";
import { type PreFlightLine, preFlightLines } from "./pre-flight-lines.ts";

/** Whether a payout would be paid, as far as that can be looked at before. */
export function PreFlightCard({ payout }: { readonly payout: Payout }) {
  const { preFlight: words } = useTexts();
  const texts = useTexts();
  const { language } = useLanguage();
  const me = useMe();
  const query = usePreFlight(payout);
  const starting = useStartPreFlight(payout.payoutId);
  const { data } = query;
  if (!query.isEnabled) return null;
  if (data === undefined) return <ProblemAlert error={query.error} />;
  const why = data.pointsApi?.why ?? [];
  return (
    <section className="card" aria-labelledby="pre-flight-title">
      <h2 id="pre-flight-title">{words.title}</h2>
      <p className="quiet">{words.help}</p>
      {why.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={words.wouldNotBePaid}
          description={why.map((message) => <p key={message.en}>{message[language]}</p>)}
        />
      )}
      <ul className="pre-flight">
        {preFlightLines(payout, data, texts, language).map((line) => (
          <Line key={line.name} line={line} />
        ))}
      </ul>
      <MissingUsers payoutId={payout.payoutId} found={data} />
      {me.may("startPreFlight") && (
        <div className="actions">
          <Button
            loading={starting.isPending}
            disabled={isAtWork(data)}
            onClick={() => starting.mutate()}
          >
            {words.again}
          </Button>
        </div>
      )}
      <ProblemAlert error={starting.error} />
    </section>
  );
}

const TONES = { well: "good", look: "attention", unknown: "idle", waiting: "busy" };

function Line({ line }: { readonly line: PreFlightLine }) {
  const { preFlight } = useTexts();
  return (
    <li>
      <span className={`tag tag-${TONES[line.verdict]}`}>{preFlight.verdict[line.verdict]}</span>
      <span>
        <strong>{line.name}</strong> {line.says}
      </span>
    </li>
  );
}

function MissingUsers({
  payoutId,
  found: { users },
}: {
  readonly payoutId: string;
  readonly found: PreFlight;
}) {
  const { preFlight: words } = useTexts();
  if (users === undefined || users.listed.length === 0) return null;
  const more = users.missing - users.listed.length;
  return (
    <section aria-label={words.missing}>
      <h3>{words.missing}</h3>
      <p className="quiet">{words.missingHelp}</p>
      <ul className="missing-users">
        {users.listed.map(({ userId, rows }) => (
          <li key={userId}>
            <bdi>{userId}</bdi> <span className="quiet">{words.rows(rows)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="quiet">{words.andMore(more)}</p>}
      <div className="actions">
        <DownloadButton
          path={`/api/payouts/${payoutId}/preflight/missing-users`}
          fileName="missing-users.xlsx"
          icon={<DownloadOutlined aria-hidden />}
        >
          {words.download}
        </DownloadButton>
        {users.isMarked && (
          <DownloadButton
            path={`/api/payouts/${payoutId}/problem-workbook`}
            fileName="missing-users-marked.xlsx"
            icon={<DownloadOutlined aria-hidden />}
          >
            {words.downloadMarked}
          </DownloadButton>
        )}
      </div>
    </section>
  );
}
