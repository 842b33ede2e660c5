/** When the voice process is started again and when it is given up, as tables of events. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../electron/contract/errors.ts';
import { voiceTuning } from '../../../electron/main/voice/tuning.ts';
import { initialVoiceState, stepVoice, voiceViewOf } from '../../../electron/main/voice/voice-supervisor.ts';
import type { VoiceCommand, VoiceEvent, VoiceState } from '../../../electron/main/voice/voice-supervisor.ts';

const begin: VoiceEvent = { type: 'startAsked' };
const ready: VoiceEvent = { type: 'ready' };
const waited: VoiceEvent = { type: 'waited' };
const end: VoiceEvent = { type: 'endAsked' };
const restart: VoiceEvent = { type: 'restartAsked' };
const pause: VoiceEvent = { type: 'pauseAsked' };
const late: VoiceEvent = { type: 'shutdownTookTooLong' };
const exited = (at: number): VoiceEvent => ({ type: 'exited', at });
const refused: VoiceEvent = { type: 'refused', fault: faultOf('bad_argument', 'no home folder') };

function play(events: readonly VoiceEvent[], host: 'utility' | 'main' = 'utility') {
  let state: VoiceState = initialVoiceState(host);
  const commands: VoiceCommand[] = [];
  for (const event of events) {
    const step = stepVoice(state, event);
    state = step.state;
    commands.push(...step.commands);
  }
  return { state, view: voiceViewOf(state), commands: commands.map(({ type }) => type) };
}

const crash = (at: number) => [exited(at), waited, ready];

describe('the voice process is', () => {
  it.each<[string, VoiceEvent[], string[], string, string | undefined]>([
    ['started', [begin], ['start'], 'starting', undefined],
    ['running once it says so', [begin, ready], ['start'], 'running', undefined],
    [
      'started again after a crash',
      [begin, ready, exited(0)],
      ['start', 'wait'],
      'restarting',
      'voice_restarted',
    ],
    [
      'running again, and the user is told',
      [begin, ready, ...crash(0)],
      ['start', 'wait', 'start'],
      'running',
      'voice_restarted',
    ],
    [
      'silent about it once the next turn began',
      [begin, ready, ...crash(0), { type: 'turnBegun' }],
      ['start', 'wait', 'start'],
      'running',
      undefined,
    ],
    [
      'started again when it dies while starting',
      [begin, exited(0)],
      ['start', 'wait'],
      'restarting',
      'voice_restarted',
    ],
    [
      'given up at the third crash',
      [begin, ready, ...crash(0), ...crash(1_000), exited(2_000)],
      ['start', 'wait', 'start', 'wait', 'start'],
      'stopped',
      'voice_stopped',
    ],
    [
      'not given up when the first crash is five minutes past',
      [begin, ready, ...crash(0), ...crash(1_000), exited(voiceTuning.crashWindowMs)],
      ['start', 'wait', 'start', 'wait', 'start', 'wait'],
      'restarting',
      'voice_restarted',
    ],
    [
      'given up just inside five minutes',
      [begin, ready, ...crash(0), ...crash(1_000), exited(voiceTuning.crashWindowMs - 1)],
      ['start', 'wait', 'start', 'wait', 'start'],
      'stopped',
      'voice_stopped',
    ],
    [
      'started again when the user asks, with nothing held against it',
      [begin, ready, ...crash(0), ...crash(1), exited(2), restart, ready, exited(3)],
      ['start', 'wait', 'start', 'wait', 'start', 'start', 'wait'],
      'restarting',
      'voice_restarted',
    ],
    [
      'ended in order before the restart that was asked for',
      [begin, ready, restart],
      ['start', 'shutdown'],
      'restarting',
      undefined,
    ],
    [
      'started after that end, which is no crash',
      [begin, ready, restart, exited(5), ready],
      ['start', 'shutdown', 'start'],
      'running',
      undefined,
    ],
    [
      'killed when its end takes too long',
      [begin, ready, restart, late],
      ['start', 'shutdown', 'kill'],
      'restarting',
      undefined,
    ],
    [
      'left alone by a late timer',
      [begin, ready, restart, exited(5), ready, late],
      ['start', 'shutdown', 'start'],
      'running',
      undefined,
    ],
    [
      'not started again when it says it cannot',
      [begin, refused, exited(9)],
      ['start', 'shutdown'],
      'stopped',
      'bad_argument',
    ],
    [
      'started after that when asked',
      [begin, refused, exited(9), restart],
      ['start', 'shutdown', 'start'],
      'restarting',
      undefined,
    ],
    [
      'started after that when asked while it ends',
      [begin, refused, restart, exited(9)],
      ['start', 'shutdown', 'start'],
      'restarting',
      undefined,
    ],
    [
      'ended with the app',
      [begin, ready, end, exited(1)],
      ['start', 'shutdown', 'done'],
      'stopped',
      undefined,
    ],
    [
      'not started by a timer after that',
      [begin, ready, exited(0), end, waited],
      ['start', 'wait', 'done'],
      'stopped',
      'voice_restarted',
    ],
    [
      'not restarted when the app ends meanwhile',
      [begin, ready, restart, end, exited(1)],
      ['start', 'shutdown', 'done'],
      'stopped',
      undefined,
    ],
    ['left alone by an end that came before its start', [end, begin, ready], ['done'], 'stopped', undefined],
  ])('%s', (_, events, commands, state, fault) => {
    const played = play(events);
    expect(played.commands).toEqual(commands);
    expect(played.view.state).toBe(state);
    expect(played.view.fault?.code).toBe(fault);
  });

  it('moved to the host that was chosen, by an orderly end and a start', () => {
    const played = play([begin, ready, { type: 'hostChosen', host: 'main' }, exited(3)]);
    expect(played.commands).toEqual(['start', 'shutdown', 'start']);
    expect(played.view).toMatchObject({ host: 'main', state: 'restarting' });
  });

  it('not touched when the chosen host is the one it has', () => {
    const state = initialVoiceState('main');
    expect(stepVoice(state, { type: 'hostChosen', host: 'main' })).toEqual({ state, commands: [] });
  });
});

describe('whatever happens', () => {
  const events = fc.array(
    fc.oneof(
      fc.constantFrom<VoiceEvent>(begin, ready, waited, end, restart, pause, late, refused, {
        type: 'turnBegun',
      }),
      fc.constantFrom<VoiceEvent>(
        { type: 'hostChosen', host: 'main' },
        { type: 'hostChosen', host: 'utility' },
      ),
      fc.nat(400_000).map(exited),
    ),
    { maxLength: 60 },
  );

  it('there is never more than one at a time, and none after the end', () => {
    fc.assert(
      fc.property(events, (given) => {
        let state: VoiceState = initialVoiceState('utility');
        let alive = 0;
        let done = false;
        for (const event of given) {
          // only what runs can exit
          if (event.type === 'exited' && alive === 0) continue;
          if (event.type === 'exited') alive -= 1;
          const step = stepVoice(state, event);
          state = step.state;
          for (const command of step.commands) {
            if (command.type === 'start') alive += 1;
            if (command.type === 'start') expect(done).toBe(false);
            if (command.type === 'done') done = true;
          }
          expect(alive).toBeLessThanOrEqual(1);
          if (done) expect(alive).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
