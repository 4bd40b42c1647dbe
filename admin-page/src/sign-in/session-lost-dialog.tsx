import { Button, Modal } from "antd";
import { useSyncExternalStore } from "react";
import { useTexts } from "../texts/language.ts";
import { useSession } from "./session-context.ts";
import { useSignIn } from "./use-sign-in.ts";

/** Stands over the page while the API takes no token; what was typed stays beneath it. */
export function SessionLostDialog() {
  const { signIn } = useTexts();
  const session = useSession();
  const start = useSignIn();
  const isLost = useSyncExternalStore(session.onChange, session.isLost);
  return (
    <Modal
      open={isLost}
      title={signIn.lost}
      closable={false}
      centered
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={() => void start()}>
          {signIn.again}
        </Button>
      }
    >
      <p>{signIn.lostHelp}</p>
    </Modal>
  );
}
