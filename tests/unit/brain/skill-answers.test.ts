import { describe, expect, test } from 'vitest';
import { createSkillBench, requestOf } from '../../support/ask-skills.ts';
import { readConversations } from '../../support/skill-tables.ts';

describe('conversations on Tuesday, March 10, 2026, 10:00 in London', () => {
  test.each(readConversations())('$skill', async ({ exchanges }) => {
    const bench = createSkillBench();
    const answers: [string, string][] = [];
    for (const [said] of exchanges) answers.push([said, (await bench.ask(said))?.said ?? '-']);
    expect(answers).toEqual(exchanges);
  });
});

describe('settings', () => {
  test('a 24 hour clock is spoken as one', async () => {
    const bench = createSkillBench({ hourCycle: 'h24' });
    expect((await bench.ask('What time is it in Tokyo?'))?.said).toBe("It's 19:00 in Tokyo.");
    expect((await bench.ask('Set an alarm for quarter past five.'))?.said).toBe('Alarm set for 17:15 today.');
  });

  test('the zone of the settings counts before the zone of the request', async () => {
    const bench = createSkillBench({ timeZone: 'Asia/Tokyo' });
    expect((await bench.ask('What time is it?'))?.said).toBe("It's 7 PM.");
  });

  test('a zone nobody knows falls back to UTC', async () => {
    const bench = createSkillBench({ timeZone: 'Middle/Earth' });
    expect((await bench.ask('What time is it?'))?.said).toBe("It's 10 AM.");
  });

  test('imperial users who leave the scale open ask about Celsius', async () => {
    const bench = createSkillBench({ units: 'imperial' });
    expect((await bench.ask('How hot is 30 degrees?'))?.said).toBe(
      '30 degrees Celsius is 86 degrees Fahrenheit.',
    );
  });
});

describe('a reply', () => {
  test('is text for the eye and the same text in sentences', async () => {
    const { chunks, outcome } = (await createSkillBench().ask('What can you do?'))!;
    const eye = chunks.flatMap((chunk) => (chunk.kind === 'delta' ? [chunk.text] : [])).join('');
    const voice = chunks.flatMap((chunk) => (chunk.kind === 'sentence' ? [chunk.text] : []));
    expect(voice).toHaveLength(2);
    expect(eye).toBe(voice.join(' '));
    expect(outcome).toEqual({ kind: 'done', source: 'skill:chat' });
  });

  test('understanding changes nothing', () => {
    const bench = createSkillBench();
    expect(bench.responder.match(requestOf('Set a timer for 5 minutes.'))).not.toBeNull();
    expect(bench.storage.scheduled()).toEqual([]);
  });

  test('that was cancelled before it ran does nothing', async () => {
    const bench = createSkillBench();
    const aborted = AbortSignal.abort();
    const outcome = await bench.responder
      .match(requestOf('Set a timer for 5 minutes.'))!
      .run(() => Promise.resolve(true), aborted);
    expect(outcome).toEqual({ kind: 'cancelled' });
    expect(bench.storage.scheduled()).toEqual([]);
  });

  test('ends when the receiver stops', async () => {
    const bench = createSkillBench();
    let sent = 0;
    const outcome = await bench.responder.match(requestOf('What can you do?'))!.run(() => {
      sent++;
      return Promise.resolve(false);
    }, new AbortController().signal);
    expect(outcome).toEqual({ kind: 'cancelled' });
    expect(sent).toBe(1);
  });

  test('claims nothing when the storage fails', async () => {
    const bench = createSkillBench();
    bench.storage.failure = new Error('disk');
    const result = (await bench.ask('Set a timer for 5 minutes.'))!;
    expect(result.outcome).toMatchObject({ kind: 'failed', fault: { code: 'internal' } });
    expect(result.chunks).toEqual([]);
  });

  test('tells the alarm clock when the schedule changed, and only then', async () => {
    const bench = createSkillBench();
    await bench.ask('What time is it?');
    expect(bench.scheduleChanges()).toBe(0);
    await bench.ask('Set a timer for 5 minutes.');
    expect(bench.scheduleChanges()).toBe(1);
  });
});

describe('an answer to a question of ours', () => {
  test.each([
    [['Set a timer.', 'Ten minutes, please.'], 'Timer set for 10 minutes.'],
    [['Set an alarm.', '7:30 a.m.'], 'Alarm set for 7:30 AM tomorrow.'],
    [['Remind me to call Tom.', 'In half an hour.'], "I'll remind you in 30 minutes: call Tom."],
    [['Take a note.', 'The bike is at the station.'], 'Noted: The bike is at the station.'],
  ])('%j', async (lines, answer) => {
    const bench = createSkillBench();
    let said: string | undefined;
    for (const line of lines) said = (await bench.ask(line))?.said;
    expect(said).toBe(answer);
  });

  test('may be to call it off', async () => {
    const bench = createSkillBench();
    await bench.ask('Take a note.');
    expect((await bench.ask('Never mind.'))?.said).toBe('<{"kind":"stop"}>');
    expect(bench.storage.notes()).toEqual([]);
  });

  test('without the question it is nothing', async () => {
    expect(await createSkillBench().ask('Ten minutes.')).toBeNull();
  });
});

describe('limits', () => {
  test('a long note is kept without being read back', async () => {
    const bench = createSkillBench();
    const text = 'word '.repeat(100).trim();
    expect((await bench.ask(`Take a note that ${text}`))?.said).toBe('Noted.');
    expect(bench.storage.notes()[0]?.text).toBe(text);
  });

  test('no more than 50 timers', async () => {
    const bench = createSkillBench();
    for (let i = 0; i < 55; i++) await bench.ask('Set a timer for 5 minutes.');
    expect(bench.storage.scheduled()).toHaveLength(50);
  });

  test('a list reads at most 20 items aloud', async () => {
    const bench = createSkillBench();
    for (let i = 0; i < 30; i++) await bench.ask(`Add thing number ${i} to my shopping list.`);
    expect((await bench.ask('Read my shopping list.'))?.said).toMatch(/number 19 and 10 more\.$/);
  });
});
