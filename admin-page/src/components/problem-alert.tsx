import { Alert, Button } from "antd";
import { explain } from "../api/problem.ts";
import { useLanguage, useTexts } from "../texts/language.ts";

/** What went wrong and how to go on; nothing while all is well. */
export function ProblemAlert({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}) {
  const texts = useTexts();
  const { language } = useLanguage();
  if (error === null || error === undefined) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="problem-alert"
      title={explain(error, texts, language)}
      action={
        onRetry !== undefined && (
          <Button size="small" onClick={onRetry}>
            {texts.retryLoading}
          </Button>
        )
      }
    />
  );
}
