/**
 * Calls of a window that brings its own microphone and speaker. The last that asks has the conversation's sound; who
 * had it before is told that it has none any more, and this machine's comes back when the owner leaves.
 */
import { ok } from '../../contract/errors.ts';
import type { Connection } from './connection.ts';
import type { DeskCalls, DeskParts } from './desk-calls.ts';
import type { BrowserSound } from './sound-plan.ts';
import { deskTuning } from './tuning.ts';

export interface SoundCalls {
  readonly calls: Pick<DeskCalls, 'attachSound' | 'detachSound'>;
  /** The connection is gone: what it brought goes with it. */
  leave(connection: Connection): void;
}

function soundOf(connection: Connection): BrowserSound {
  const { carrier } = connection;
  return {
    input: {
      kind: 'stream',
      name: 'browser',
      listen(onBytes) {
        connection.onSound = onBytes;
        return () => {
          if (connection.onSound === onBytes) connection.onSound = null;
        };
      },
    },
    output: {
      kind: 'stream',
      name: 'browser',
      line: {
        format: (sample_rate) => carrier.post({ type: 'soundFormat', sample_rate }),
        send(bytes) {
          if (carrier.waitingBytes > deskTuning.lostReaderBytes)
            carrier.close(1013, 'the reader is too slow');
          else carrier.postSound(bytes);
        },
        stop: () => carrier.post({ type: 'soundStop' }),
        gain: (gain, ramp_ms) => carrier.post({ type: 'soundGain', gain, ramp_ms }),
      },
    },
  };
}

export function createSoundCalls(parts: DeskParts): SoundCalls {
  async function detach(connection: Connection) {
    if (parts.soundOwner() !== connection) return ok(null);
    parts.setSoundOwner(null);
    return parts.conversation.useSound(null);
  }
  return {
    calls: {
      async attachSound(_params, connection) {
        if (parts.soundOwner() === connection) return ok(null);
        parts.setSoundOwner(connection);
        const moved = await parts.conversation.useSound(soundOf(connection));
        if (!moved.ok && parts.soundOwner() === connection) parts.setSoundOwner(null);
        return moved;
      },
      detachSound: (_params, connection) => detach(connection),
    },
    leave: (connection) => void detach(connection),
  };
}
