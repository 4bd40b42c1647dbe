/**
 * Asks the points API to pay, and throws for anything but a yes.
 * @param {string} url
 * @param {{ userId: string, points: number, reason: string, key: string }} payment
 */
export async function pay(url, { key, ...payment }) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(payment),
  });
  const { transactionId } = await answer.json();
  if (!answer.ok) throw new Error(`The points API answered ${answer.status}.`);
  return transactionId;
}
