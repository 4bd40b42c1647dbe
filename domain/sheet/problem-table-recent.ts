/** Warnings that only a comparison with other recent payouts can give. */
export const LATELY_PROBLEMS = {
  far_above_lately: {
    ko: "{whatKo} {points}P가 평소보다 훨씬 큽니다: 최근 {days}일에 끝난 지급 {payouts}건은 하나를 빼고 모두 {usual}P 이하였으니, 그 {times}배입니다. 통화나 단위, 0의 개수가 맞는지 확인해 주세요.",
    en: "{whatEn} of {points} points is far above the usual: of the last {payouts} payouts that ended within {days} days, all but one had at most {usual}, and this is {times} times that. Check the currency, the unit and the number of zeros.",
  },
  paid_lately_same: {
    ko: "같은 사용자에게 같은 포인트를 주는 지급이 이미 있습니다: ‘{title}’ ({whenKo}, {payments}건, 지급 번호 {otherPayoutId}). 모두에게 한 번 더 지급하려는 것이 맞는지 그 지급을 열어 확인해 주세요.",
    en: "Another payout has the very same users and points: “{title}” ({whenEn}, {payments} payments, {otherPayoutId}). Open it and check that everybody is meant to be paid once more.",
  },
  paid_lately_similar: {
    ko: "이 파일의 지급 가운데 약 {percent}%가 다른 지급에도 같은 사용자, 같은 포인트로 들어 있습니다: ‘{title}’ ({whenKo}, {payments}건, 지급 번호 {otherPayoutId}). 같은 사람들에게 한 번 더 지급하려는 것이 맞는지 그 지급을 열어 확인해 주세요.",
    en: "About {percent} % of this sheet's payments stand in another payout too, with the same user and points: “{title}” ({whenEn}, {payments} payments, {otherPayoutId}). Open it and check that these people are meant to be paid once more.",
  },
} as const;
