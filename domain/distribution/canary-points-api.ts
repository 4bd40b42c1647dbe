import type { TransportFailure } from "./answer-table.ts";
import type { Answer, PointsApi } from "./points-api.ts";

/** The code of a success that is a page for browsers, or bytes that nobody can read. */
const UNREADABLE = "unreadable_answer" satisfies TransportFailure;

/**
 * The points API as it answers the first payments of a payout. One that is down is waited for; one that
 * says all is well, in words that nobody understands, is for a person to look at: it will say so to all.
 */
export function canaryPointsApi(pointsApi: PointsApi): PointsApi {
  const { bulk } = pointsApi;
  return {
    ...pointsApi,
    pay: async (payment, key, permit) => asSeen(await pointsApi.pay(payment, key, permit)),
    bulk: bulk && {
      most: bulk.most,
      async pay(requests, permit) {
        const answer = await bulk.pay(requests, permit);
        return answer.kind === "in_doubt" ? { ...answer, unavailable: isDown(answer) } : answer;
      },
    },
  };
}

function asSeen(answer: Answer): Answer {
  return answer.kind === "in_doubt" ? { ...answer, unavailable: isDown(answer) } : answer;
}

function isDown({ code, unavailable }: Extract<Answer, { kind: "in_doubt" }>): boolean {
  return unavailable && code !== UNREADABLE;
}
