import { Checkbox } from "antd";
import { Link } from "react-router";
import type { SheetProblem } from "../../api/types.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";
import { isTicked, type WarningGroup } from "./warning-groups.ts";

const NAMED = 3;

/** What may be a slip, one box to tick for each kind. */
export function Warnings({
  groups,
  ticked,
  tickedBy,
  onTick,
}: {
  readonly groups: readonly WarningGroup[];
  readonly ticked: readonly string[];
  /** Who scheduled it, for those who decide on it. */
  readonly tickedBy?: string;
  /** Absent for those who only look. */
  readonly onTick?: (ticked: string[]) => void;
}) {
  const { check: texts } = useTexts();
  if (groups.length === 0) return null;
  return (
    <section className="warnings" aria-labelledby="warnings-title">
      <h3 id="warnings-title">{texts.warnings}</h3>
      <p className="quiet">{onTick === undefined ? texts.warningsToRead : texts.warningsHelp}</p>
      <ul>
        {groups.map((group) => (
          <li key={group.code}>
            <WarningLines problems={group.problems} />
            {onTick !== undefined && (
              <Checkbox
                checked={isTicked(group, ticked)}
                onChange={({ target }) => onTick(afterTick(group, ticked, target.checked))}
              >
                {texts.tick}
              </Checkbox>
            )}
            {tickedBy !== undefined && (
              <p className="quiet">
                {isTicked(group, ticked) ? texts.tickedBy(tickedBy) : texts.notTicked}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function afterTick(
  { acknowledgements }: WarningGroup,
  ticked: readonly string[],
  checked: boolean,
): string[] {
  const others = ticked.filter((each) => !acknowledgements.includes(each));
  return checked ? [...others, ...acknowledgements] : others;
}

function WarningLines({ problems }: { readonly problems: readonly SheetProblem[] }) {
  const { check } = useTexts();
  const { language } = useLanguage();
  const hidden = problems.length - NAMED;
  return (
    <div>
      {problems.slice(0, NAMED).map(({ cell, message, otherPayoutId }) => (
        <div key={[cell, message.en].join(" ")}>
          <p>
            {cell !== undefined && <strong>{cell} </strong>}
            {message[language]}
          </p>
          {otherPayoutId !== undefined && (
            <Link to={`/payouts/${otherPayoutId}`}>{check.openOther}</Link>
          )}
        </div>
      ))}
      {hidden > 0 && <p className="quiet">{check.andMore(hidden)}</p>}
    </div>
  );
}
