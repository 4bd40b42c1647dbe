import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { useLocation, useNavigate } from "react-router";
import { useMe } from "../sign-in/use-me.ts";
import { useTexts } from "../texts/language.ts";
import "./drafts.css";

interface DroppedFile {
  /** What was dropped, until the page that is open takes it. */
  readonly file: File | undefined;
  readonly take: () => void;
  /** The page that is open takes what is dropped from now on; undoes it. */
  readonly claim: () => () => void;
}

const DroppedFileContext = createContext<DroppedFile>({
  file: undefined,
  take: () => undefined,
  claim: () => () => undefined,
});

/** What was dropped anywhere, for the page of a new payout. */
export function useDroppedFile(): Pick<DroppedFile, "file" | "take"> {
  return useContext(DroppedFileContext);
}

/** The same, for another place that takes what is dropped as long as it is there: no new payout is begun. */
export function useFileDroppedHere(): Pick<DroppedFile, "file" | "take"> {
  const { claim, ...dropped } = useContext(DroppedFileContext);
  useEffect(() => claim(), [claim]);
  return dropped;
}

/** A file that is dropped anywhere goes to the place that takes it, or to a new payout. */
export function DropAnywhere({ children }: { readonly children: ReactNode }) {
  const { drafts } = useTexts();
  const mayUpload = useMe().may("createPayout");
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [file, setFile] = useState<File>();
  const [claims, setClaims] = useState(0);
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    if (!mayUpload) return;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Without it the browser opens what is dropped in place of the page.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      const [dropped] = event.dataTransfer?.files ?? [];
      if (dropped === undefined) return;
      setFile(dropped);
      if (claims === 0 && pathname !== "/new") void navigate("/new");
    };
    addEventListener("dragenter", over);
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragenter", over);
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [mayUpload, claims, pathname, navigate]);

  const claim = useCallback(() => {
    setClaims((before) => before + 1);
    return () => setClaims((before) => before - 1);
  }, []);
  const take = useCallback(() => setFile(undefined), []);
  const context = useMemo(() => ({ file, take, claim }), [file, take, claim]);
  return (
    <DroppedFileContext value={context}>
      {children}
      {isOver && (
        <div className="drop-anywhere" aria-hidden="true">
          <p>{claims > 0 ? drafts.dropHere : drafts.dropForNew}</p>
        </div>
      )}
    </DroppedFileContext>
  );
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true;
}
