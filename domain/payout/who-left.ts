import { optional } from "../optional.ts";
import { approverOf } from "./approval.ts";
import type { ApprovalReason } from "./approval-reason.ts";
import type { AccountStatus, Directory } from "./directory.ts";
import { makersOf, ownerOf } from "./owner.ts";
import type { PayoutIn } from "./payout.ts";
import { isDecider, isSamePerson, type Person } from "./person.ts";

export interface WhoLeftDeps {
  /** Absent where the provider can't be asked: nobody is known to have left then. */
  readonly directory?: Directory | undefined;
}

export interface WhoLeft {
  /** Who does not stand for the payout any more, and so why it is not to be paid. */
  readonly reasons: readonly ApprovalReason[];
  /** Why the provider could not say it of everybody: the code of its last silence. */
  readonly noAnswer?: string | undefined;
}

/** In what somebody stands for a payout. */
type Part = "owner" | "scheduler" | "approver";

const LEFT = {
  owner: "owner_left",
  scheduler: "scheduler_left",
  approver: "approver_left",
} as const satisfies Record<Part, ApprovalReason["code"]>;

/**
 * Asks the sign-in provider whether those who stand for a scheduled payout are still there: its owner,
 * who scheduled it, and who approved it, these with a role that lets them. Who handed it over is not
 * asked about: another person answers for it. Only what the provider says counts, not its silence.
 */
export async function findWhoLeft(
  { directory }: WhoLeftDeps,
  payout: PayoutIn<"scheduled">,
): Promise<WhoLeft> {
  if (directory === undefined) return { reasons: [] };
  const asked = await Promise.all(
    standingFor(payout).map(async ({ person, part }) => {
      const status = await directory.statusOf(person);
      return { reason: reasonOf(status, person, part), status };
    }),
  );
  const silence = asked.findLast(({ status }) => status.kind === "no_answer")?.status;
  return {
    reasons: asked.flatMap(({ reason }) => reason ?? []),
    ...optional("noAnswer", silence?.kind === "no_answer" ? silence.code : undefined),
  };
}

/** Each account once; as an approver where it approved, which takes the most. */
function standingFor(
  payout: PayoutIn<"scheduled">,
): readonly { readonly person: Person; readonly part: Part }[] {
  const { schedule } = payout;
  const owner = ownerOf(payout);
  const former = makersOf(payout).filter((maker) => !isSamePerson(maker, owner));
  const hasHandedOver = former.some((one) => isSamePerson(one, schedule.requestedBy));
  const standing: { person: Person; part: Part }[] = [];
  const add = (part: Part, person: Person | undefined) => {
    const isKnown = standing.some(({ person: known }) => isSameAccount(known, person));
    if (person !== undefined && !isKnown) standing.push({ person, part });
  };
  add("approver", approverOf(schedule));
  add("approver", schedule.firstApproval?.by);
  add("owner", owner);
  if (!hasHandedOver) add("scheduler", schedule.requestedBy);
  return standing;
}

/** Not the human: of two accounts of somebody, the one that acted is asked about. */
function isSameAccount(one: Person, other: Person | undefined): boolean {
  return one.id === other?.id && one.issuer === other.issuer;
}

function reasonOf(status: AccountStatus, person: Person, part: Part): ApprovalReason | undefined {
  if (status.kind === "left") return { code: LEFT[part], person: person.name };
  if (part !== "approver" || status.kind !== "active") return undefined;
  const { roles } = status;
  const mayApprove = roles === undefined || isDecider({ roles });
  return mayApprove ? undefined : { code: "approver_lost_role", person: person.name };
}
