import { Checkbox } from "antd";
import { Link } from "react-router";
import type { Check, SheetProblem } from "../../api/types.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";

/** Warnings of one kind, which are ticked together. */
export interface WarningGroup {
  readonly code: string;
  readonly problems: readonly SheetProblem[];
  /** What the API is sent once they are ticked: the kind, bound to the other payout where one is meant. */
  readonly acknowledgements: readonly string[];
}

/**
 * Warnings of one kind together, in the order of their first appearance: those that were found
 * since the check, and the check's own.
 */
export function warningGroups(
  { warnings }: Pick<Check, "warnings">,
  foundSince: readonly SheetProblem[] = [],
): readonly WarningGroup[] {
  const known = new Set(warnings.map(acknowledgementOf));
  const all = [...foundSince.filter((each) => !known.has(acknowledgementOf(each))), ...warnings];
  const codes = [...new Set(all.map(({ code }) => code))];
  return codes.map((code) => {
    const problems = all.filter((each) => each.code === code);
    return { code, problems, acknowledgements: [...new Set(problems.map(acknowledgementOf))] };
  });
}

export function isTicked({ acknowledgements }: WarningGroup, ticked: readonly string[]): boolean {
  return acknowledgements.every((each) => ticked.includes(each));
}

function acknowledgementOf({ code, otherPayoutId }: SheetProblem): string {
  return otherPayoutId === undefined ? code : `${code}:${otherPayoutId}`;
}

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
