import { Input } from "antd";
import { Field } from "../../components/field.tsx";
import { useTexts } from "../../texts/language.ts";

/** What whoever approves it is to know; folded away where nobody has to, and nothing is said. */
export function NoteField({
  note,
  isWanted,
  onChange,
}: {
  readonly note: string;
  /** Somebody else has to approve it. */
  readonly isWanted: boolean;
  readonly onChange: (note: string) => void;
}) {
  const { schedule } = useTexts();
  return (
    <details className="latest-field" open={isWanted || note !== "" || undefined}>
      <summary>{schedule.noteOptional}</summary>
      <Field label={schedule.note} help={schedule.noteHelp}>
        {({ id, describedBy }) => (
          <Input.TextArea
            id={id}
            aria-describedby={describedBy}
            rows={2}
            maxLength={500}
            value={note}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </Field>
    </details>
  );
}
