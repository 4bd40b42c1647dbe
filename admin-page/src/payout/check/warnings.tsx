import { Checkbox } from "antd";
import type { Check, SheetProblem } from "../../api/types.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";

const NAMED = 3;

/** What may be a slip, one box to tick for each kind. */
export function Warnings({
  check,
  ticked,
  onTick,
}: {
  readonly check: Check;
  readonly ticked: readonly string[];
  /** Absent for those who only look. */
  readonly onTick?: (ticked: string[]) => void;
}) {
  const { check: texts } = useTexts();
  const groups = warningGroups(check);
  if (groups.length === 0) return null;
  return (
    <section className="warnings" aria-labelledby="warnings-title">
      <h3 id="warnings-title">{texts.warnings}</h3>
      <p className="quiet">{texts.warningsHelp}</p>
      <ul>
        {groups.map(({ code, problems }) => (
          <li key={code}>
            <WarningLines problems={problems} />
            {onTick !== undefined && (
              <Checkbox
                checked={ticked.includes(code)}
                onChange={({ target }) =>
                  onTick(
                    target.checked ? [...ticked, code] : ticked.filter((each) => each !== code),
                  )
                }
              >
                {texts.tick}
              </Checkbox>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function WarningLines({ problems }: { readonly problems: readonly SheetProblem[] }) {
  const { check } = useTexts();
  const { language } = useLanguage();
  const hidden = problems.length - NAMED;
  return (
    <div>
      {problems.slice(0, NAMED).map(({ sheet, cell, value, message }) => (
        <p key={[sheet, cell, value].join(" ")}>
          {cell !== undefined && <strong>{cell} </strong>}
          {message[language]}
        </p>
      ))}
      {hidden > 0 && <p className="quiet">{check.andMore(hidden)}</p>}
    </div>
  );
}

/** Warnings of one kind together, in the order of their first appearance. */
export function warningGroups({ warnings }: Pick<Check, "warnings">) {
  const codes = [...new Set(warnings.map(({ code }) => code))];
  return codes.map((code) => ({ code, problems: warnings.filter((each) => each.code === code) }));
}
