/**
 * What a page of Parley may load and do, in the app's windows (`app://`) and in a browser (the gateway) alike: the
 * headers of every response, and the nonce by which a style made at run time is known. Owns no I/O and no randomness.
 */

/** Stands in the built index.html's head where the nonce is told; the renderer reads its `nonce` property. */
const NONCE_META = 'csp-nonce';

export interface PagePolicy {
  /** At least 128 random bits in base64, new with each response that carries a page. */
  readonly styleNonce: string;
  /** Addresses beside its own that the page may connect to, such as `ws://127.0.0.1:1234`. Default: none. */
  readonly connect?: readonly string[];
}

/**
 * The value of the header `Content-Security-Policy`. Scripts come from our own files only, nothing is evaluated, no
 * Trusted Types policy can be made, and styles outside our files need the nonce.
 */
export function contentSecurityPolicy({ styleNonce, connect = [] }: PagePolicy): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "worker-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** Headers of everything we answer with, pages or not. */
export const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Headers of a page. */
export function pageHeaders(policy: PagePolicy): Record<string, string> {
  return {
    ...commonHeaders,
    'Content-Security-Policy': contentSecurityPolicy(policy),
    'Permissions-Policy':
      'microphone=(self), camera=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), bluetooth=(), payment=()',
    'Cache-Control': 'no-store',
  };
}

/**
 * The built page with its nonce: the renderer finds it as
 * `document.querySelector('meta[property="csp-nonce"]').nonce`.
 * @param html a page with a `<head>`
 */
export function insertStyleNonce(html: string, styleNonce: string): string {
  return html.replace('<head>', `<head>\n    <meta property="${NONCE_META}" nonce="${styleNonce}" />`);
}

/** For what is not a page: nothing may be loaded from it, wherever it is shown. */
export const bareHeaders = {
  ...commonHeaders,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
} as const;
