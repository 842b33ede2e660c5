/**
 * The app's voice process with a burden: the built voice server as it is, behind a host's port that also carries
 * out what a test asks for. `sessions` opens conversations that speak recordings, by the same command a host has;
 * `hold` takes memory, `letGo` gives it back. What comes of it is kept from the app.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { findHostPort } from '../../out/voice/host-port.js';
import { serveVoice } from '../../out/voice/voice-server.js';

/** Requests of the test begin here; the app counts from one. */
const FIRST_REQUEST = 1_000_000;
const MEGABYTE = 1_000_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const host = findHostPort();
let nextRequest = FIRST_REQUEST;
/** Read by nobody: it is there to weigh. */
const ballast = [];

function carryOut(message, take) {
  switch (message.do) {
    case 'sessions':
      for (const paths of message.paths) {
        const [input, output] = [{ kind: 'files', paths }, { kind: 'none' }];
        take({ type: 'openSession', request: nextRequest++, input, output }, []);
      }
      break;
    case 'hold':
      for (let i = 0; i < message.megabytes; i++) ballast.push(Buffer.alloc(MEGABYTE, 1));
      break;
    case 'letGo':
      ballast.length = 0;
      collect();
      break;
  }
}

const isOfTest = (message) =>
  (message?.type === 'answer' && message.request >= FIRST_REQUEST) ||
  // what the test's conversations say: the desk's own facts carry no conversation
  (message?.type === 'event' && 'session_id' in message.event);

serveVoice(
  {
    onMessage: (take) =>
      host.onMessage((message, ports) => {
        if (message?.type === 'test') carryOut(message, take);
        else take(message, ports);
      }),
    post: (message) => void (isOfTest(message) || host.post(message)),
    onGone: (listener) => host.onGone(listener),
  },
  () => process.exit(),
);
