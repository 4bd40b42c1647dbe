import type { AuditEvent } from "../domain/payout/audit-event.ts";
import type { Actor, Person } from "../domain/payout/person.ts";
import { auditReason } from "../presentation/audit-reason.ts";

/** A person as the API answers them: what tells humans apart stays inside. */
export function presentPerson({ id, name }: Person) {
  return { id, name };
}

/** A line of the audit trail as the API answers it. */
export function presentEvent(event: AuditEvent, isReversal: boolean) {
  return { ...event, by: presentActor(event.by), reason: auditReason(event, isReversal) };
}

function presentActor(actor: Actor) {
  if (actor.kind === "system") return actor;
  return { kind: actor.kind, ...presentPerson(actor), via: actor.via };
}
