/** The one door to the network: what may be asked of it, and what comes back. */
import type { ReadableStream } from 'node:stream/web';
import type { Settings } from '../../contract/settings.ts';

export interface NetworkRequest {
  readonly url: URL;
  /** Default GET. */
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request and the body of the answer, socket included. */
  readonly signal: AbortSignal;
}

export interface NetworkResponse {
  readonly status: number;
  /** A status from 200 to 299. */
  readonly ok: boolean;
  /** The value of a header by its name in lower case; null when it was not sent. */
  header(name: string): string | null;
  /** As it was sent, nothing decoded. Its reads reject with `network_off` once the network is switched off. */
  readonly body: ReadableStream<Uint8Array>;
}

export interface Network {
  /** Whether a request to this address would be let through now. */
  allows(url: URL): boolean;
  /**
   * One request; a redirect comes back as it is, so that following it passes this door again. Rejects with a
   * FaultError `network_off` before any name is looked up, `bad_argument` for an address that is not plain http or
   * https, and with the system's own error when the connection fails.
   */
  request(request: NetworkRequest): Promise<NetworkResponse>;
  /** In force at once: `off` also ends requests under way that leave this machine. */
  setMode(mode: Settings['network']): void;
  /** Ends every request. */
  close(): void;
}
