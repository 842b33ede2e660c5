/** The small pure rules of the desk: memory after a restart, where sound goes, which faults are there. */
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../../electron/contract/errors.ts';
import { captureFaults, createPresentFaults } from '../../../../electron/voice/desk/present-faults.ts';
import { restoreMemory } from '../../../../electron/voice/desk/restored-memory.ts';
import { planSound } from '../../../../electron/voice/desk/sound-plan.ts';
import type { SoundFacts } from '../../../../electron/voice/desk/sound-plan.ts';

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;
const turn = (minutesAgo: number, name: string) => ({
  startedAt: NOW - minutesAgo * MINUTE,
  userText: `q${name}`,
  heardText: `a${name}`,
});

describe('memory after a restart', () => {
  it('is the last turns of a conversation that is not long over, oldest first', () => {
    const memory = restoreMemory([turn(1, '3'), turn(20, '2'), turn(45, '1')], NOW);
    expect(memory.map(({ text }) => text)).toEqual(['q1', 'a1', 'q2', 'a2', 'q3', 'a3']);
    expect(memory[0]).toEqual({ role: 'user', text: 'q1' });
  });
  it('ends at a long pause, and is empty after one', () => {
    expect(restoreMemory([turn(1, '2'), turn(40, '1')], NOW).map(({ text }) => text)).toEqual(['q2', 'a2']);
    expect(restoreMemory([turn(31, '1')], NOW)).toEqual([]);
    expect(restoreMemory([], NOW)).toEqual([]);
  });
  it('holds ten turns at most and nothing that was not said', () => {
    const many = Array.from({ length: 15 }, (_, at) => turn(at, String(at)));
    expect(restoreMemory(many, NOW)).toHaveLength(20);
    expect(restoreMemory([{ ...turn(1, 'x'), heardText: '' }], NOW)).toEqual([{ role: 'user', text: 'qx' }]);
  });
});

describe('where sound goes', () => {
  const browser: SoundFacts['browser'] = {
    input: { kind: 'stream', name: 'b', listen: () => () => {} },
    output: { kind: 'stream', name: 'b', line: { format() {}, send() {}, stop() {}, gain() {} } },
  };
  const facts: SoundFacts = {
    host: 'utility',
    canHear: true,
    browser: null,
    microphones: 0,
    speakers: 0,
    noCapture: false,
  };
  const rows: [string, Partial<SoundFacts>, string, string, string][] = [
    ['a desktop, whatever is plugged in', {}, 'microphone', 'speaker', 'host'],
    ['a desktop without the addon', { noCapture: true }, 'none', 'speaker', 'host'],
    ['a desktop without recogniser', { canHear: false }, 'none', 'speaker', 'host'],
    ['a bare server', { host: 'headless' }, 'none', 'none', 'none'],
    [
      'a server with both',
      { host: 'headless', microphones: 1, speakers: 1 },
      'microphone',
      'speaker',
      'host',
    ],
    ['a server with a speaker', { host: 'headless', speakers: 1 }, 'none', 'speaker', 'host'],
    ['a browser', { host: 'headless', browser }, 'stream', 'stream', 'browser'],
    ['a browser, and nothing to hear with', { browser, canHear: false }, 'none', 'stream', 'browser'],
  ];
  it.each(rows)('%s', (_name, patch, input, output, sound) => {
    const plan = planSound({ ...facts, ...patch });
    expect([plan.input.kind, plan.output.kind, plan.sound]).toEqual([input, output, sound]);
  });
});

describe('present faults', () => {
  function board() {
    const told: string[] = [];
    const faults = createPresentFaults({
      onRaised: ({ code }) => void told.push(`+${code}`),
      onCleared: (code) => void told.push(`-${code}`),
    });
    return { told, faults };
  }
  it('are told once as they come and go', () => {
    const { told, faults } = board();
    faults.raise(faultOf('store_full'));
    faults.raise(faultOf('store_full'));
    faults.clear('store_full');
    faults.clear('store_full');
    expect(told).toEqual(['+store_full', '-store_full']);
  });
  it('of a microphone are one at a time', () => {
    const { told, faults } = board();
    faults.raise(faultOf('speaker_lost'));
    faults.replace(captureFaults, faultOf('mic_gone', 'a'));
    faults.replace(captureFaults, faultOf('mic_none', 'a'));
    faults.replace(captureFaults, null);
    expect(told).toEqual(['+speaker_lost', '+mic_gone', '-mic_gone', '+mic_none', '-mic_none']);
    expect(faults.list().map(({ code }) => code)).toEqual(['speaker_lost']);
  });
  it('that follow from a choice go when another is made', () => {
    const { told, faults } = board();
    faults.raise(faultOf('model_missing'), 'whisper');
    faults.raise(faultOf('store_full'));
    faults.clearStale('whisper');
    faults.clearStale('other');
    expect(told).toEqual(['+model_missing', '+store_full', '-model_missing']);
  });
});
