/** Takes a port of the loopback interface, never of another. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';
const LAST_PORT = 65_535;

/** @returns the port, null when it is taken or not allowed */
function tryPort(server: Server, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const onError = () => resolve(null);
    server.once('error', onError);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/**
 * @param first the port wanted, 0 for any
 * @param tries how many neighbours are asked before any free port is taken
 * @returns the port listened on, null if there is none at all
 */
export async function listenOnLoopback(server: Server, first: number, tries: number): Promise<number | null> {
  for (let port = first; first > 0 && port < first + tries && port <= LAST_PORT; port++) {
    const taken = await tryPort(server, port);
    if (taken !== null) return taken;
  }
  return tryPort(server, 0);
}
