import { Button, Input, Radio } from "antd";
import { useRef, useState } from "react";
import { Field } from "../../components/field.tsx";
import { useTexts } from "../../texts/language.ts";
import { type ListKind, type ReadList, readList } from "./read-list.ts";

/** The API takes no more in one call. */
const MOST_NAMED = 2_000;

/** A list of rows or users as it is being entered. */
export interface EnteredList {
  readonly kind: ListKind;
  readonly text: string;
  readonly list: ReadList;
  readonly error: string | undefined;
  /** Undefined until the list is one that can be sent. */
  readonly names: ReadList["names"] | undefined;
  readonly setKind: (kind: ListKind) => void;
  readonly setText: (text: string) => void;
}

export function useEnteredList(payoutId: string): EnteredList {
  const [kind, setKind] = useState<ListKind>("rows");
  const [text, setText] = useState("");
  const list = readList(text, kind, payoutId);
  const error = useListError(list, kind);
  const names = error === undefined && list.count > 0 ? list.names : undefined;
  return { kind, text, list, error, names, setKind, setText };
}

function useListError({ count, wrong }: ReadList, kind: ListKind): string | undefined {
  const { payments: texts } = useTexts();
  if (wrong !== undefined) return texts.listWrong[kind](wrong);
  return count > MOST_NAMED ? texts.listTooLong(MOST_NAMED) : undefined;
}

/** A list of rows or users that is pasted, or read from a file. */
export function ListFields({
  entered: { kind, text, list, error, setKind, setText },
  kinds,
}: {
  readonly entered: EnteredList;
  /** What it may name. */
  readonly kinds: readonly ListKind[];
}) {
  const { payments: texts } = useTexts();
  return (
    <>
      <Radio.Group
        aria-label={texts.listKind}
        value={kind}
        onChange={({ target }) => setKind(kinds.find((one) => one === target.value) ?? kind)}
        options={kinds.map((value) => ({ value, label: texts.listOf[value] }))}
      />
      <Field
        label={kind === "outcomes" ? texts.listOfOutcomes : texts.list}
        help={texts.listHelp(list.count)}
        error={error}
      >
        {({ id, describedBy }) => (
          <Input.TextArea
            id={id}
            aria-describedby={describedBy}
            rows={5}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <FileButton onRead={setText} />
    </>
  );
}

function FileButton({ onRead }: { readonly onRead: (text: string) => void }) {
  const { payments: texts } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <p>
      <Button onClick={() => input.current?.click()}>{texts.listFile}</Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt"
        aria-label={texts.listFile}
        hidden
        onChange={async ({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) onRead(await file.text());
          // So that the same file can be chosen once more.
          target.value = "";
        }}
      />
    </p>
  );
}
