import { expect, it } from "vitest";
import { messageOf, problemOf } from "../../admin-api/problems/problem-answer.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import { RefusedError } from "../../domain/payout/payout-errors.ts";

function refusedFor(...changes: readonly Pick<AuditEvent, "action" | "by">[]) {
  const events = changes.map((change, index) => ({
    ...{ eventId: `e${index}`, payoutId: "1", revision: index + 2, to: "paused" as const },
    ...{ at: "2026-12-01T00:00:00.000Z", ...change },
  }));
  return messageOf(
    problemOf(new RefusedError("receipt_changed", "It changed.", { changes: events })),
  );
}

it("names who changed a payout as people do, Paysheet's own parts too", () => {
  const person = { kind: "person", id: "a", name: "김승인" } as const;
  const said = refusedFor(
    { action: "resumed", by: person },
    { action: "paused", by: { kind: "system", name: "distribute" } },
    { action: "payment_resolved", by: person },
  );
  expect(said.ko).toContain("김승인 – 이어서 지급, 지급 작업 – 멈춤, 김승인 – 결과 확정");
  expect(said.en).toContain("김승인 resumed it, the payer paused it, 김승인 settled payments");
});

it.each(["halted", "sent_back", "found_overdue"] as const)("says what %s means", (action) => {
  const said = refusedFor({ action, by: { kind: "system", name: "watch" } });
  expect(`${said.ko} ${said.en}`).not.toMatch(/그 밖의 변경|otherwise|_/);
});
