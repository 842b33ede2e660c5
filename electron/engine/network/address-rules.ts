/** Which addresses stay on this machine, and which may be asked at all. Pure: looks nothing up. */
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** `[::1]` -> `::1`, `localhost.` -> `localhost`. */
function plainHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** A name that means this machine without being looked up (RFC 6761, 6.3). */
export function isLocalName(host: string): boolean {
  return /^(.+\.)?localhost\.?$/i.test(host);
}

/**
 * Whether what is sent to `url` stays on this machine: a loopback address or `localhost`. 0.0.0.0 and names that may
 * stand for a loopback address do not count, since only a look-up could tell.
 */
export function staysOnThisMachine(url: URL): boolean {
  const host = plainHost(url);
  const version = isIP(host);
  if (version === 0) return isLocalName(host);
  return loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

/** Plain http or https, without a name and password in the address. */
export function isAskable(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.hostname !== '';
}

/** What files may come from: https anywhere, http on this machine only. */
export function isSafeSource(url: URL): boolean {
  return isAskable(url) && (url.protocol === 'https:' || staysOnThisMachine(url));
}
