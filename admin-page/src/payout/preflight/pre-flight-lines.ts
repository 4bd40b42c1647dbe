import type { Payout, PreFlight } from "../../api/types.ts";
import { duration, shortTime } from "../../components/times.ts";
import type { Texts } from "../../texts/ko.ts";
import type { Language } from "../../texts/language.ts";

/** What one look came to: all is well, somebody has to look, nothing tells, or it is still at work. */
export interface PreFlightLine {
  readonly name: string;
  readonly verdict: "well" | "look" | "unknown" | "waiting";
  readonly says: string;
}

/** All looks at a payout, in the order in which they were made. */
export function preFlightLines(
  payout: Payout,
  { pointsApi, users }: PreFlight,
  texts: Texts,
  language: Language,
): readonly PreFlightLine[] {
  return [
    apiLine(pointsApi, texts),
    credentialsLine(pointsApi, texts),
    floatLine(pointsApi, texts),
    usersLine(users, texts, language),
    ...forecastLines(payout, texts, language),
  ];
}

type Look = PreFlight["pointsApi"];

function apiLine(look: Look, { preFlight: { api } }: Texts): PreFlightLine {
  const { name } = api;
  switch (look?.api) {
    case undefined:
      return { name, verdict: "waiting", says: "" };
    case "no_answer":
      return { name, verdict: "look", says: api.noAnswer };
    case "not_asked":
      return { name, verdict: "unknown", says: api.notAsked };
    default:
      return { name, verdict: "well", says: api.answers };
  }
}

function credentialsLine(look: Look, { preFlight: { credentials } }: Texts): PreFlightLine {
  const { name } = credentials;
  switch (look?.api) {
    case undefined:
      return { name, verdict: "waiting", says: "" };
    case "refuses_credentials":
      return { name, verdict: "look", says: credentials.refused };
    case "answers":
      return { name, verdict: "well", says: credentials.taken };
    default:
      return { name, verdict: "unknown", says: credentials.unknown };
  }
}

function floatLine(look: Look, { preFlight: { float }, points }: Texts): PreFlightLine {
  const { name } = float;
  if (look === undefined) return { name, verdict: "waiting", says: "" };
  if (look.float === undefined) return { name, verdict: "unknown", says: float.unknown };
  const { has, promised, needed } = look.float;
  const says = float.figures(
    points(has),
    promised === 0 ? undefined : points(promised),
    points(needed),
  );
  return { name, verdict: has - promised >= needed ? "well" : "look", says };
}

function usersLine(
  users: PreFlight["users"],
  { preFlight: { users: words } }: Texts,
  language: Language,
): PreFlightLine {
  const { name } = words;
  if (users === undefined) return { name, verdict: "waiting", says: "" };
  const { looked, of, missing, untold, isPart, before, updatedAt } = users;
  const timed = (instant: string) => shortTime(instant, language);
  const earlier = before && words.before(timed(before.at), before.looked, before.missing);
  const told = joined([
    words.found(looked, of, missing),
    untold > 0 && words.untold(untold),
    isPart && words.isPart(of),
    earlier,
  ]);
  switch (users.state) {
    case "not_asked":
      return { name, verdict: "unknown", says: words.notAsked };
    case "waiting":
      return { name, verdict: "waiting", says: joined([words.waiting(looked, of), earlier]) };
    case "looking":
      return { name, verdict: "waiting", says: told };
    case "stopped":
      return { name, verdict: "look", says: `${words.stopped} ${told}` };
    case "done":
      return {
        name,
        verdict: missing + untold > 0 ? "look" : "well",
        says: joined([told, words.at(timed(updatedAt))]),
      };
  }
}

function joined(says: readonly (string | false | undefined)[]): string {
  return says.filter((text) => typeof text === "string").join(" ");
}

function forecastLines(
  { forecast }: Payout,
  texts: Texts,
  language: Language,
): readonly PreFlightLine[] {
  if (forecast === undefined) return [];
  const { schedule, preFlight } = texts;
  const { maintenance = [], seconds, days } = forecast;
  const says = [
    schedule.about(duration(seconds * 1_000, texts)),
    ...(days === undefined ? [] : [preFlight.overDays(days)]),
    ...maintenance.map(({ from, until }) =>
      preFlight.maintenance(shortTime(from, language), shortTime(until, language)),
    ),
  ].join(" · ");
  const isLate = maintenance.length > 0 || days !== undefined;
  return [{ name: schedule.forecast, verdict: isLate ? "look" : "well", says }];
}
