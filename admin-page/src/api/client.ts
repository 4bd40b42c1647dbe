import createClient from "openapi-fetch";
import { createContext, useContext } from "react";
import { conditional } from "./conditional.ts";
import type { paths } from "./contract.ts";
import { problemIn } from "./problem.ts";

type Fetch = (request: Request) => Promise<Response>;

/** The admin API's calls, typed by its contract, over a fetch that adds the token. */
export function createApi(authorizedFetch: Fetch) {
  return createClient<paths>({ baseUrl: location.origin, fetch: conditional(authorizedFetch) });
}

export type Api = ReturnType<typeof createApi>;

export const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error("There is no API above this component.");
  return api;
}

interface Answer<T> {
  readonly data?: T | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer. @throws {ApiProblemError} when the API refused */
export async function dataOf<T>(call: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await call;
  if (data === undefined || data === null) throw problemIn(error, response.status);
  return data;
}

/** The fields that have a value: the contract's optional ones do not take undefined. */
export function defined<T extends object>(fields: T): Defined<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}

type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
