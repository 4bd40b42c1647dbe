import { Checkbox } from "antd";
import { useId } from "react";
import { Link } from "react-router";
import type { Check, SheetProblem } from "../../api/types.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";
import "./warnings.css";

/** So many of a kind are shown and ticked one by one; whoever has more opens the rest, and ticks it once. */
const NAMED = 3;

/** Warnings of one kind. */
export interface WarningGroup {
  readonly code: string;
  readonly problems: readonly SheetProblem[];
  /** What the API is sent once they are ticked: the kind, bound to the other payout where one is meant. */
  readonly acknowledgements: readonly string[];
  readonly ticks: readonly WarningTick[];
}

/** What is ticked at once. */
interface WarningTick {
  readonly key: string;
  readonly problems: readonly SheetProblem[];
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
    const acknowledgements = [...new Set(problems.map(acknowledgementOf))];
    return { code, problems, acknowledgements, ticks: ticksOf(code, problems) };
  });
}

function ticksOf(code: string, problems: readonly SheetProblem[]): readonly WarningTick[] {
  const named = problems.slice(0, NAMED).map((problem) => ({
    key: [acknowledgementOf(problem), problem.cell, problem.message.en].join(" "),
    problems: [problem],
  }));
  const others = problems.slice(NAMED);
  return others.length === 0 ? named : [...named, { key: `${code} others`, problems: others }];
}

/** Whether each of a kind was ticked. */
export function isTicked({ ticks }: WarningGroup, ticked: readonly string[]): boolean {
  return ticks.every(({ key }) => ticked.includes(key));
}

/** What was ticked, as the API takes it: a kind once all that it may be about was. */
export function acknowledgementsIn(
  groups: readonly WarningGroup[],
  ticked: readonly string[],
): string[] {
  return groups.flatMap(({ acknowledgements, ticks }) => {
    const open = ticks.filter(({ key }) => !ticked.includes(key));
    const left = new Set(open.flatMap(({ problems }) => problems.map(acknowledgementOf)));
    return acknowledgements.filter((each) => !left.has(each));
  });
}

function acknowledgementOf({ code, otherPayoutId }: SheetProblem): string {
  return otherPayoutId === undefined ? code : `${code}:${otherPayoutId}`;
}

/** What may be a slip, a box to tick for each; in words alone for those who only look. */
export function Warnings({
  groups,
  ticked = [],
  onTick,
  acknowledged,
}: {
  readonly groups: readonly WarningGroup[];
  readonly ticked?: readonly string[];
  /** Absent for those who only look. */
  readonly onTick?: (ticked: string[]) => void;
  /** What was acknowledged and by whom, for those who decide on it. */
  readonly acknowledged?: { readonly warnings: readonly string[]; readonly by: string };
}) {
  const { check: texts } = useTexts();
  if (groups.length === 0) return null;
  const change = (key: string, isOn: boolean) => {
    const others = ticked.filter((each) => each !== key);
    onTick?.(isOn ? [...others, key] : others);
  };
  return (
    <section className="warnings" aria-labelledby="warnings-title">
      <h3 id="warnings-title">{texts.warnings}</h3>
      <p className="quiet">{onTick === undefined ? texts.warningsToRead : texts.warningsHelp}</p>
      <ul>
        {groups.map((group) => (
          <li key={group.code}>
            {group.ticks.map((tick) => (
              <Tick
                key={tick.key}
                tick={tick}
                isOn={ticked.includes(tick.key)}
                onChange={onTick && ((isOn) => change(tick.key, isOn))}
              />
            ))}
            {acknowledged !== undefined && (
              <p className="quiet">
                {group.acknowledgements.every((each) => acknowledged.warnings.includes(each))
                  ? texts.tickedBy(acknowledged.by)
                  : texts.notTicked}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tick({
  tick: { problems },
  isOn,
  onChange,
}: {
  readonly tick: WarningTick;
  readonly isOn: boolean;
  readonly onChange: ((isOn: boolean) => void) | undefined;
}) {
  const { check } = useTexts();
  const id = useId();
  const lines = problems.map((problem) => (
    <WarningLine key={[problem.cell, problem.message.en].join(" ")} problem={problem} />
  ));
  return (
    <div className="warning-tick">
      <div id={id}>
        {problems.length === 1 ? (
          lines
        ) : (
          <details>
            <summary>{check.andMore(problems.length)}</summary>
            {lines}
          </details>
        )}
      </div>
      {onChange !== undefined && (
        <Checkbox
          checked={isOn}
          aria-describedby={id}
          onChange={({ target }) => onChange(target.checked)}
        >
          {check.tick}
        </Checkbox>
      )}
    </div>
  );
}

function WarningLine({ problem }: { readonly problem: SheetProblem }) {
  const { check } = useTexts();
  const { language } = useLanguage();
  const { cell, message, otherPayoutId } = problem;
  return (
    <div>
      <p>
        {cell !== undefined && <strong>{cell} </strong>}
        {message[language]}
      </p>
      {otherPayoutId !== undefined && (
        <Link to={`/payouts/${otherPayoutId}`}>{check.openOther}</Link>
      )}
    </div>
  );
}
