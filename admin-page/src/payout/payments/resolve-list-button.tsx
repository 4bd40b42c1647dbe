import { Button, Input, Radio } from "antd";
import { useRef, useState } from "react";
import { Field } from "../../components/field.tsx";
import { useTexts } from "../../texts/language.ts";
import { LIST_KINDS, type ListKind, type ReadList, readList } from "./read-list.ts";
import { MOST_RESOLVED, ResolveManyButton } from "./resolve-many-button.tsx";

/** Settles the payments of a list of rows or users that is pasted, or read from a file. */
export function ResolveListButton({ payoutId }: { readonly payoutId: string }) {
  const { payments: texts } = useTexts();
  const [kind, setKind] = useState<ListKind>("rows");
  const [text, setText] = useState("");
  const list = readList(text, kind, payoutId);
  const error = useListError(list, kind);
  return (
    <ResolveManyButton
      payoutId={payoutId}
      label={texts.resolveList}
      title={texts.resolveListTitle}
      names={error === undefined && list.count > 0 ? list.names : undefined}
    >
      <Radio.Group
        aria-label={texts.listKind}
        value={kind}
        onChange={({ target }) => setKind(LIST_KINDS.find((one) => one === target.value) ?? kind)}
        options={LIST_KINDS.map((value) => ({ value, label: texts.listOf[value] }))}
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
    </ResolveManyButton>
  );
}

function useListError({ count, wrong }: ReadList, kind: ListKind): string | undefined {
  const { payments: texts } = useTexts();
  if (wrong !== undefined) return texts.listWrong[kind](wrong);
  return count > MOST_RESOLVED ? texts.listTooLong(MOST_RESOLVED) : undefined;
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
