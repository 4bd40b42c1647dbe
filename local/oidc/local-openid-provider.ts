import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { importJWK, SignJWT } from "jose";
import { Provider } from "oidc-provider";
import { LOCAL_PEOPLE, type LocalPerson } from "./local-users.ts";
import { pickPerson } from "./person-picker.ts";
import {
  DEFAULT_TOKEN_TTL_SECONDS,
  PAGE_CLIENT_ID,
  providerConfiguration,
} from "./provider-configuration.ts";
import { openProviderState } from "./provider-state.ts";
import { openSigningKey, SIGNING_ALGORITHM } from "./signing-key.ts";

interface LocalToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
}

/** A real OpenID provider for the local stack, whose people have no passwords. */
export interface LocalOpenIdProvider {
  readonly issuer: string;
  readonly people: readonly LocalPerson[];
  /** Serves everything under the issuer's path. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** A token as the provider itself would issue it; undefined for an unknown user. */
  issueToken(user: string): Promise<LocalToken | undefined>;
}

/**
 * Opens the provider. Its key and state are kept in `dataDir`. `redirectUris` are where the admin
 * page may be returned to after signing in; by default the root and `/signed-in` of the issuer's
 * origin, under both its loopback names.
 */
export async function createLocalOpenIdProvider(options: {
  readonly dataDir: string;
  /** E.g. `http://localhost:8080/oidc`; its path is where it is mounted. */
  readonly issuer: string;
  readonly audience: string;
  readonly people?: readonly LocalPerson[];
  readonly redirectUris?: readonly string[];
  readonly tokenTtlSeconds?: number | undefined;
  /** A person as they stand now; undefined where they may not sign in any more. All may, by default. */
  readonly personNow?: (person: LocalPerson) => LocalPerson | undefined;
}): Promise<LocalOpenIdProvider> {
  const { issuer, audience, people = LOCAL_PEOPLE } = options;
  const { tokenTtlSeconds = DEFAULT_TOKEN_TTL_SECONDS, personNow = (person) => person } = options;
  const find = (id: string | undefined) => {
    const person = people.find((one) => one.id === id);
    return person && personNow(person);
  };
  const mountPath = new URL(issuer).pathname.replace(/\/$/, "");
  const signingKey = await openSigningKey(options.dataDir);
  const privateKey = await importJWK(signingKey, SIGNING_ALGORITHM);
  const provider = new Provider(
    issuer,
    providerConfiguration({
      audience,
      find,
      signingKey,
      tokenTtlSeconds,
      redirectUris: options.redirectUris ?? pageUris(issuer),
      cookieKey: createHash("sha256").update(`cookies ${signingKey.d}`).digest("hex"),
      adapter: await openProviderState(options.dataDir),
      interactionPath: (uid) => `${mountPath}/interaction/${uid}`,
    }),
  );
  const callback = provider.callback();

  return {
    issuer,
    people,
    async handle(request, response) {
      const url = request.url ?? "/";
      if (url.startsWith(`${mountPath}/interaction/`)) {
        const present = people.filter(({ id }) => find(id) !== undefined);
        await pickPerson(provider, present, request, response);
        return;
      }
      // What connect-like routers do for what is mounted in them; oidc-provider reads both.
      Object.assign(request, { originalUrl: url, url: url.slice(mountPath.length) || "/" });
      await callback(request, response);
    },
    async issueToken(user) {
      const person = find(user);
      if (person === undefined) return undefined;
      const { name, email, isVerified = true, roles } = person;
      const claims = { name, email, email_verified: isVerified, roles };
      const accessToken = await new SignJWT({ client_id: PAGE_CLIENT_ID, ...claims })
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: signingKey.kid, typ: "at+jwt" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(person.id)
        .setIssuedAt()
        .setExpirationTime(`${tokenTtlSeconds}s`)
        .setJti(randomUUID())
        .sign(privateKey);
      return { accessToken, expiresInSeconds: tokenTtlSeconds };
    },
  };
}

function pageUris(issuer: string): string[] {
  const { port } = new URL(issuer);
  return ["localhost", "127.0.0.1"].flatMap((host) => {
    const origin = `http://${host}${port === "" ? "" : `:${port}`}`;
    return [`${origin}/`, `${origin}/signed-in`];
  });
}
