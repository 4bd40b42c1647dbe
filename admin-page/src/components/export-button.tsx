import { DownloadOutlined } from "@ant-design/icons";
import { useConfig } from "../config-context.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { DownloadButton } from "./download-button.tsx";

/** Saves a list as CSV, in the reader's language and by the company's clocks. */
export function ExportButton({
  path,
  query = {},
  fileName,
}: {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly fileName: string;
}) {
  const { lists } = useTexts();
  const { language } = useLanguage();
  const { defaultTimeZone: timeZone } = useConfig();
  const asked = new URLSearchParams({ timeZone, ...query, language });
  return (
    <DownloadButton
      path={`${path}?${asked}`}
      fileName={fileName}
      icon={<DownloadOutlined aria-hidden />}
    >
      {lists.export}
    </DownloadButton>
  );
}
