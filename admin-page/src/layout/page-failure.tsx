import { Alert, Button } from "antd";
import { Component, type ReactNode } from "react";
import { useTexts } from "../texts/language.ts";

/**
 * Says that a page could not be shown, with the way on, instead of nothing at all: its scripts could
 * not be fetched, or a new version has others.
 */
export class PageFailure extends Component<
  { readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { failures } = useTexts();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={failures.page}
      action={
        <Button size="small" onClick={() => location.reload()}>
          {failures.reload}
        </Button>
      }
    />
  );
}
