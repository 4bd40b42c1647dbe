import { Spin } from "antd";
import { useTexts } from "../texts/language.ts";

/** A spinner, named for screen readers; it appears only when loading takes long. */
export function Loading({ fullPage = false }: { readonly fullPage?: boolean }) {
  const { loading } = useTexts();
  return (
    <div
      className={fullPage ? "loading loading-page" : "loading"}
      role="status"
      aria-label={loading}
    >
      <Spin size="large" delay={200} />
    </div>
  );
}
