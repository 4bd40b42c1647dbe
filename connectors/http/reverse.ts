import type { Call, Original, Reversing } from "../connector.ts";
import { placeholdersIn } from "./check-templates.ts";
import { meaningOf, type Rules } from "./meanings.ts";
import type { HttpOptions } from "./options.ts";
import { createTemplateValues, encodedBody } from "./request-template.ts";
import type { ReverseOptions } from "./reverse-options.ts";

/** How a payment is taken back, as a configuration says. */
export function reversingOf(options: HttpOptions, reverse: ReverseOptions): Reversing {
  const { method, url, headers, body, alreadyReversed, ...rules } = reverse;
  const named = placeholdersIn([url, headers, body]).map(({ name }) => name);
  const { notDone } = options;
  const answers: Rules = { ...rules, alreadyPaid: alreadyReversed, notDone, accepted: undefined };
  return {
    call(ask, original): Call {
      for (const name of ["transactionId", "reference"] as const) {
        if (named.includes(name) && original[name] === undefined) throw missing(name);
      }
      const { reference } = original;
      const values = createTemplateValues({ ask, reference, original });
      const call = { method, url: values.url(url), headers: values.headers(headers) };
      return body === undefined
        ? call
        : { ...call, ...encodedBody(values.json(body), options.form) };
    },
    read: (reply) => meaningOf(reply, answers),
  };
}

/** A call that leaves its name empty could take back something else. */
function missing(name: keyof Original): Error {
  return new Error(`The payment has no ${name} by which it could be taken back.`);
}
