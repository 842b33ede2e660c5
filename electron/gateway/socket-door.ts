/**
 * WebSockets of the gateway: takes over what the guard let through, keeps watch that each lives, and closes all.
 * Does not judge requests.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { SocketRoute } from './routes.ts';
import { DESK_PROTOCOL } from './request-facts.ts';
import { closeCodes, createSocketCarrier } from './socket-carrier.ts';
import type { GatewayTuning } from './tuning.ts';

export interface SocketDoor {
  readonly size: number;
  open(route: SocketRoute, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

export function createSocketDoor(tuning: GatewayTuning): SocketDoor {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: tuning.maxMessageBytes,
    perMessageDeflate: false,
    // never the one with the token: what is answered may be logged by anyone
    handleProtocols: (offered) => (offered.has(DESK_PROTOCOL) ? DESK_PROTOCOL : false),
  });
  const silent = new WeakSet<WebSocket>();

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.ping();
    }
  }, tuning.pingEveryMs);
  heartbeat.unref();

  return {
    get size() {
      return server.clients.size;
    },
    open(route, request, socket, head) {
      server.handleUpgrade(request, socket, head, (opened) => {
        opened.on('pong', () => silent.delete(opened));
        route.connect(createSocketCarrier(opened, tuning));
      });
    },
    async close() {
      clearInterval(heartbeat);
      const closing = [...server.clients].map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.once('close', () => resolve());
            socket.close(closeCodes.goingAway, 'Parley ends');
            setTimeout(() => socket.terminate(), tuning.closeGraceMs).unref();
          }),
      );
      server.close();
      await Promise.all(closing);
    },
  };
}
