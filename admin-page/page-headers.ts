/** Where else than its own origin the page may connect to. */
export interface PageOrigins {
  /** Of the OpenID provider. */
  readonly issuer: string;
  /** Of its endpoints that do not stand there, as Cognito's. */
  readonly provider?: readonly string[];
  /** Where sheets are posted to and reports fetched from. */
  readonly bucket: readonly string[];
}

/**
 * The headers of the page's document, wherever it is served. Scripts come from the page's own
 * origin alone. Styles may stand inline: Ant Design writes its style sheets while it runs, and a
 * page of static files has no nonce that changes. `frame-ancestors 'self'` and `frame-src` let a
 * sign-in be renewed in a hidden frame.
 */
export function pageHeaders({
  issuer,
  provider = [],
  bucket,
}: PageOrigins): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", issuer, ...provider, ...bucket].join(" ")}`,
    `frame-src ${["'self'", issuer, ...provider].join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
  };
}
