/** Entry of the voice process, in an Electron utilityProcess or a plain Node child. */
import { findHostPort } from './host-port.ts';
import { serveVoice } from './voice-server.ts';

const host = findHostPort();
if (!host) throw new Error('the voice process must be started by a host: see electron/voice/host-port.ts');
serveVoice(host, () => process.exit());
