/**
 * The one door through which the engine reaches other programs by network (a rule in tests/arch keeps it the only
 * one). Owns the policy and every request under way; refuses redirects, proxies and look-ups of `localhost`, so that
 * an address is let through for what it says and for nothing that is found out later.
 */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { FaultError, faultOf } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
import { isAskable, isLocalName, staysOnThisMachine } from './address-rules.ts';
import type { Network, NetworkRequest, NetworkResponse } from './network-port.ts';

/** `localhost` is this machine whatever a name server says. */
const lookupLocal: LookupFunction = (_host, options, callback) => {
  const all = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  if (options.all) callback(null, all);
  else callback(null, '127.0.0.1', 4);
};

const networkOff = (url: URL): FaultError => new FaultError(faultOf('network_off', url.host));

/** @param mode what is allowed at the start; `setMode` follows the settings. */
export function createNetwork(mode: Settings['network']): Network {
  let now = mode;
  let closed = false;
  /** How to end what is under way, by the address it goes to. */
  const running = new Map<(reason: FaultError) => void, URL>();
  // a connection for each request: none is left open behind a request that was allowed
  const agents = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };

  const allows = (url: URL) => isAskable(url) && (now === 'allowed' || staysOnThisMachine(url));

  function refusal({ url, signal }: NetworkRequest): Error | null {
    if (closed) return new FaultError(faultOf('closed', 'network'));
    if (!isAskable(url)) return new FaultError(faultOf('bad_argument', 'not an http or https address'));
    if (!allows(url)) return networkOff(url);
    return signal.aborted ? new FaultError(faultOf('closed', 'aborted')) : null;
  }

  function request(asked: NetworkRequest): Promise<NetworkResponse> {
    const refused = refusal(asked);
    if (refused) return Promise.reject(refused);
    const { url, signal } = asked;
    return new Promise((resolve, reject) => {
      const secure = url.protocol === 'https:';
      const outgoing = (secure ? httpsRequest : httpRequest)(url, {
        method: asked.method ?? 'GET',
        agent: secure ? agents.https : agents.http,
        headers: {
          'user-agent': 'parley',
          'accept-encoding': 'identity',
          ...(asked.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(asked.body)) }),
          ...asked.headers,
        },
        ...(isLocalName(url.hostname) ? { lookup: lookupLocal } : {}),
      });
      let incoming: IncomingMessage | null = null;
      const end = (reason: Error) => {
        reject(reason);
        // the body's reader is told why, not only that its socket is gone
        incoming?.destroy(reason);
        outgoing.destroy(reason);
      };
      const abort = () => end(new FaultError(faultOf('closed', 'aborted')));
      running.set(end, url);
      signal.addEventListener('abort', abort, { once: true });
      outgoing.on('error', reject);
      outgoing.once('close', () => {
        running.delete(end);
        signal.removeEventListener('abort', abort);
        reject(new FaultError(faultOf('closed', 'the connection ended')));
      });
      outgoing.once('response', (message) => {
        incoming = message;
        resolve(responseOf(message));
      });
      outgoing.end(asked.body);
    });
  }

  return {
    allows,
    request,
    setMode(next) {
      now = next;
      if (next === 'allowed') return;
      for (const [end, url] of [...running]) if (!staysOnThisMachine(url)) end(networkOff(url));
    },
    close() {
      closed = true;
      for (const end of [...running.keys()]) end(new FaultError(faultOf('closed', 'network')));
    },
  };
}

function responseOf(message: IncomingMessage): NetworkResponse {
  const status = message.statusCode ?? 0;
  return {
    status,
    ok: status >= 200 && status < 300,
    header(name) {
      const value = message.headers[name];
      return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
    },
    body: Readable.toWeb(message) as ReadableStream<Uint8Array>,
  };
}
