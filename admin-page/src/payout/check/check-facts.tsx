import type { Check, Payout } from "../../api/types.ts";
import { useColumnName, useValuesText } from "../../components/column-names.ts";
import { type Fact, Facts } from "../../components/facts.tsx";
import { TotalPoints } from "../../components/total-points.tsx";
import type { Texts } from "../../texts/ko.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";

/** So that no line ends between a figure and its unit. */
const NO_BREAK_SPACE = "\u00a0";

/** What the sheet comes to, and how it was understood. */
export function CheckFacts({ payout, check }: { readonly payout: Payout; readonly check: Check }) {
  const texts = useTexts();
  const { language } = useLanguage();
  const { check: words } = texts;
  const textOf = useValuesText(payout.pointsApi?.name);
  const facts: (Fact | undefined)[] = [
    { name: words.payments, value: texts.figures.payments(check.payments) },
    { name: words.total, value: <TotalPoints points={check.totalPoints} /> },
    { name: words.perPayment, value: perPayment(check, texts) },
    payout.pointsApi && { name: texts.pointsApi.name, value: payout.pointsApi.title[language] },
    payout.defaults && { name: words.forAllRows, value: textOf(payout.defaults) },
    { name: words.file, value: <bdi>{payout.fileName}</bdi> },
    check.sheetName === undefined ? undefined : { name: words.sheet, value: check.sheetName },
    check.headers === undefined
      ? undefined
      : { name: words.headers, value: <Headers headers={check.headers} /> },
    {
      name: words.digest,
      value: (
        <>
          <code className="digest">{shortDigest(check.digest)}</code>
          <span className="fact-help">{words.digestHelp}</span>
        </>
      ),
    },
  ];
  return <Facts large={2} facts={facts.filter((fact) => fact !== undefined)} />;
}

/** What one person gets: a column in another unit shows in nothing else. */
function perPayment(check: Check, { check: words, points }: Texts): string {
  const { payments, totalPoints, medianPoints, largest } = check;
  const { average, median, most } = words.perPaymentOf;
  const figures = [
    [average, payments === 0 ? 0 : Math.round(totalPoints / payments)],
    [median, medianPoints],
    [most, largest[0]?.points],
  ] as const;
  const shown = figures.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${points(value).replaceAll(" ", NO_BREAK_SPACE)}`],
  );
  return shown.join(" · ");
}

function Headers({ headers }: { readonly headers: NonNullable<Check["headers"]> }) {
  const { check } = useTexts();
  const { userId, points, reason, extras = {} } = headers;
  const nameOf = useColumnName();
  return (
    <span className="headers">
      <span>
        {check.headerOf.userId} = <b>{userId}</b>
      </span>
      <span>
        {check.headerOf.points} = <b>{points}</b>
      </span>
      {reason !== undefined && (
        <span>
          {check.headerOf.reason} = <b>{reason}</b>
        </span>
      )}
      {Object.entries(extras).map(([column, text]) => (
        <span key={column}>
          {nameOf(column)} = <b>{text}</b>
        </span>
      ))}
    </span>
  );
}

/** The first sixteen digits: enough to compare by eye. */
function shortDigest(digest: string): string {
  return digest
    .replace(/^sha256:/, "")
    .slice(0, 16)
    .replaceAll(/(.{4})(?=.)/g, "$1 ");
}
