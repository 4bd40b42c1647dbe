import { DAY_MS, toEpochMs, toInstant } from "../../domain/clock.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import {
  type Cause,
  changePayout,
  type TransitionFields,
} from "../../domain/payout/change-payout.ts";
import { periodsOf } from "../../domain/payout/company-periods.ts";
import { sheetKeyOf } from "../../domain/payout/create-payout.ts";
import type { CheckSummary, Payout, PayoutSchedule } from "../../domain/payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../../domain/payout/payout-store.ts";
import type { Person } from "../../domain/payout/person.ts";
import type { TransitionName } from "../../domain/payout/transitions.ts";
import { monthsUpTo, readZonedTime } from "../../domain/payout/zoned-time.ts";
import { LOCAL_PEOPLE } from "../oidc/local-users.ts";

const TIME_ZONE = "Asia/Seoul";
const MONTHS = 11;
/** On which days of a month: one kind after the other, and then what is taken back. */
const DAYS = ["05", "10", "15", "20", "25"] as const;

/** What a shop pays month after month: thousands of points, payments, and of those how many failed. */
const EVERY_MONTH = [
  { title: "정기 적립", points: 14_000, payments: 9_200, failed: 41 },
  { title: "출석 이벤트", points: 6_200, payments: 4_100, failed: 12 },
  { title: "리뷰 작성 보상", points: 3_100, payments: 1_050, failed: 0 },
  { title: "VIP 감사 포인트", points: 9_400, payments: 240, failed: 3 },
] as const;
/** In percent, the oldest month first: it grew, with a summer between and a sale in the autumn. */
const GREW = [38, 45, 52, 61, 58, 49, 55, 83, 96, 142, 110] as const;

/**
 * The months before this one, as an installation keeps them that is that old: completed payouts with their audit
 * trail, whose payments are deleted by the retention policy. What is there already stays as it is.
 */
export async function seedPastMonths(payouts: PayoutStore, nowMs: number): Promise<void> {
  const { month: thisMonth } = periodsOf(
    { policy: { defaultTimeZone: TIME_ZONE } },
    toInstant(nowMs),
  );
  const months = monthsUpTo(thisMonth, MONTHS + 1).slice(0, MONTHS);
  for (const [index, month] of months.entries()) {
    const percent = GREW[index] ?? 100;
    for (const [kind, about] of EVERY_MONTH.entries()) {
      await store(payouts, pastPayout({ ...about, month, kind, percent }));
    }
  }
  await store(payouts, takenBack(months.at(-3) ?? thisMonth));
}

interface Past {
  readonly title: string;
  /** In thousands. */
  readonly points: number;
  readonly payments: number;
  readonly failed: number;
  readonly percent: number;
  readonly month: string;
  /** Which of the month's payouts. */
  readonly kind: number;
  readonly reversalOf?: string;
}

interface Changes {
  readonly created: { readonly payout: Payout; readonly event: AuditEvent };
  readonly others: readonly { readonly payout: Payout; readonly event: AuditEvent }[];
}

/** Of the second payout of a month, some was paid twice. */
function takenBack(month: string): Changes {
  const title = "출석 이벤트 중복분 회수";
  const about = { title, points: 2_900, payments: 610, failed: 0, percent: 100, month };
  return pastPayout({ ...about, kind: EVERY_MONTH.length, reversalOf: idOf(month, 1) });
}

/** One that went from its upload to its report as all do. */
function pastPayout({ title, percent, month, kind, failed, reversalOf, ...about }: Past): Changes {
  const payoutId = idOf(month, kind);
  const time = readZonedTime(`${month}-${DAYS[kind]}T10:00`, TIME_ZONE);
  const atMs = toEpochMs(time.at);
  const payments = Math.round((about.payments * percent) / 100);
  const totalPoints = Math.round((about.points * percent) / 100) * 1_000;
  const createdMs = atMs - 2 * DAY_MS;
  const marketer = personOf("marketer");
  const maker = { kind: "person", ...marketer } as const;
  let payout: Payout = {
    ...{ state: "uploading", payoutId, title: `${Number(month.slice(-2))}월 ${title}` },
    ...{ fileName: `${title.replaceAll(" ", "_")}.xlsx`, sizeBytes: 200_000 },
    ...{ createdBy: marketer, createdAt: toInstant(createdMs), updatedAt: toInstant(createdMs) },
    ...{ revision: 1, generation: 0 },
    ...(reversalOf !== undefined && { reversalOf }),
  };
  const created = {
    payout,
    event: {
      ...{ eventId: `${payoutId}-1`, payoutId, revision: 1, at: toInstant(createdMs) },
      ...{ by: maker, action: "created", to: payout.state },
    } as const satisfies AuditEvent,
  };
  const others: { payout: Payout; event: AuditEvent }[] = [];
  const change = <N extends TransitionName>(
    name: N,
    fields: TransitionFields[N],
    cause: Pick<Cause, "by" | "nowMs">,
  ) => {
    const eventId = `${payoutId}-${payout.revision + 1}`;
    const next = changePayout(name, payout, fields, { ...cause, eventId });
    others.push(next);
    payout = next.payout;
  };
  const system = (name: "check-sheet" | "distribute") => ({ kind: "system", name }) as const;
  const check: CheckSummary = {
    ...{ payments, totalPoints, digest: `sha256:${payoutId}`, problemCount: 0, warningCount: 0 },
  };
  const key = sheetKeyOf(payoutId, ".xlsx");
  const sheet = { key, versionId: payoutId, sizeBytes: 200_000 };
  change("sheet_received", { sheet }, { by: system("check-sheet"), nowMs: createdMs + 2_000 });
  change("sheet_accepted", { check }, { by: system("check-sheet"), nowMs: createdMs + 3_000 });
  const schedule: PayoutSchedule = {
    ...time,
    requestedBy: marketer,
    name: `${payoutId}-1`,
    generation: 1,
  };
  const armed = { schedule, generation: 1, brake: undefined, needsApproval: undefined };
  change("scheduled", armed, { by: maker, nowMs: createdMs + 60_000 });
  const distribution = {
    ...{ startedAt: toInstant(atMs), chunkSize: 500, chunkCount: Math.ceil(payments / 500) },
    ...{ run: 1, execution: payoutId, ledgerKeptUntil: toInstant(atMs + DAY_MS) },
  };
  change("started", { distribution }, { by: system("distribute"), nowMs: atMs });
  const paid = payments - failed;
  const report = {
    finishedAt: toInstant(atMs + 200_000),
    counts: {
      ...{ payments, paid, rejected: failed, unknown: 0 },
      ...{ accepted: 0, withdrawn: 0, pending: 0 },
    },
    points: { total: totalPoints, paid: Math.round((totalPoints * paid) / payments) },
    resultKey: `results/${payoutId}/result.xlsx`,
  };
  change("completed", { report }, { by: system("distribute"), nowMs: atMs + 200_000 });
  return { created, others };
}

function idOf(month: string, kind: number): string {
  return `past-${month}-${kind + 1}`;
}

function personOf(id: string): Person {
  const person = LOCAL_PEOPLE.find((each) => each.id === id);
  if (person === undefined) throw new Error(`Nobody is called ${id}.`);
  const { name, email } = person;
  return { id, name, email };
}

/** The channel is not told of what is long over. */
async function store(payouts: PayoutStore, { created, others }: Changes): Promise<void> {
  try {
    await payouts.create(created.payout, created.event);
  } catch (error) {
    if (error instanceof PayoutChangedError) return;
    throw error;
  }
  let last = created.payout;
  for (const { payout, event } of others) {
    await payouts.change(payout, event);
    last = payout;
  }
  await payouts.noteTold(last);
}
