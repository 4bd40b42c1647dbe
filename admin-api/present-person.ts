import type { AuditEvent } from "../domain/payout/audit-event.ts";
import type { Actor, Person } from "../domain/payout/person.ts";

/** A person as the API answers them: what tells humans apart stays inside. */
export function presentPerson({ id, name }: Person) {
  return { id, name };
}

/** A line of the audit trail as the API answers it. */
export function presentEvent(event: AuditEvent) {
  return { ...event, by: presentActor(event.by) };
}

function presentActor(actor: Actor) {
  if (actor.kind === "system") return actor;
  return { kind: actor.kind, ...presentPerson(actor), via: actor.via };
}
