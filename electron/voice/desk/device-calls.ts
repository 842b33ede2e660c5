/** Calls about microphone, speaker and the state of this machine. */
import type { DeviceView } from '../../contract/desk-views.ts';
import { ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import type { DeskCalls, DeskParts } from './desk-calls.ts';
import { watchDevices } from './device-watch.ts';

/** Read aloud to try a speaker and a voice. */
const TEST_SENTENCE = 'This is how I sound. If you can hear me well, everything is set.';

interface Listed {
  readonly name: string;
  readonly isDefault: boolean;
}

const viewsOf = (list: Result<readonly Listed[]>): DeviceView[] =>
  list.ok ? list.value.map(({ name, isDefault }) => ({ name, isDefault })) : [];

export interface DeviceCalls {
  readonly calls: Pick<DeskCalls, 'listDevices' | 'testSpeaker' | 'diagnose' | 'watchLevel'>;
  close(): void;
}

export function createDeviceCalls(parts: DeskParts): DeviceCalls {
  const { services, conversation } = parts;
  let stopWatching: (() => void) | null = null;

  const calls: DeviceCalls['calls'] = {
    async listDevices() {
      // from the first list on, whoever shows one is told when it is another
      stopWatching ??= watchDevices({ onChange: () => parts.broadcast({ type: 'devicesChanged' }) });
      const { microphones, speakers } = await services.listDevices();
      const faults: Fault[] = [microphones, speakers].flatMap((list) => (list.ok ? [] : [list.fault]));
      return ok({ microphones: viewsOf(microphones), speakers: viewsOf(speakers), faults });
    },
    testSpeaker: () => conversation.wish((session) => session.say(TEST_SENTENCE)),
    async diagnose() {
      const findings = await services.diagnose(() => {});
      return ok({
        findings: findings.map(({ name, state, detail, help }) => ({ name, status: state, detail, help })),
      });
    },
    watchLevel({ on }, connection) {
      connection.watchesLevel = on;
      return ok(null);
    },
  };
  return { calls, close: () => stopWatching?.() };
}
