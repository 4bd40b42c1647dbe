import { Link } from "react-router";
import { Empty } from "../components/empty.tsx";
import { useTexts } from "../texts/language.ts";

export function NotFound() {
  const { failures, nav } = useTexts();
  return (
    <Empty title={failures.notFound}>
      <Link to="/">{nav.payouts}</Link>
    </Empty>
  );
}
