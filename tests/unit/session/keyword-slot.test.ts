import { beforeEach, describe, expect, it } from 'vitest';
import { err, ok } from '../../../electron/contract/errors.ts';
import type { ListedModel } from '../../../electron/engine/models/model-library.ts';
import { createKeywordSlot } from '../../../electron/engine/session/keyword-slot.ts';
import { createFakeKeywordSpotter } from '../../fakes/fake-keyword-spotter.ts';

let kinds: string[];
let wake: { phrase: string; sensitivity: number };
let opened: string[];
let closed: string[];
let refuses: boolean;

beforeEach(() => {
  kinds = ['stt', 'wake'];
  wake = { phrase: 'Hey Parley', sensitivity: 0.5 };
  opened = [];
  closed = [];
  refuses = false;
});

const slot = () =>
  createKeywordSlot({
    library: {
      listed: () =>
        Promise.resolve({
          models: kinds.map((kind) => ({ entry: { name: `a-${kind}`, kind } }) as unknown as ListedModel),
          faults: [],
        }),
      open: (name) => Promise.resolve(ok({ name, folder: `/models/${name}`, path: (file) => file })),
    },
    wake: () => ({ followUpSeconds: 8, ...wake }),
    open: (model, { phrase, sensitivity }) => {
      opened.push(`${model.name} ${phrase} ${sensitivity}`);
      if (refuses) return Promise.resolve(err('bad_argument', phrase));
      const spotter = createFakeKeywordSpotter(phrase);
      return Promise.resolve(ok({ ...spotter, close: () => Promise.resolve(void closed.push(phrase)) }));
    },
  });

describe('the place of the keyword spotter', () => {
  it('is empty without a model of its kind', async () => {
    kinds = ['stt', 'tts'];
    const place = slot();
    expect(await place.follow()).toEqual(ok(undefined));
    expect(place.spotter()).toBeNull();
    expect(opened).toEqual([]);
  });

  it('has one for the phrase of the settings, and another when they change', async () => {
    const place = slot();
    await place.follow();
    await place.follow();
    expect(place.spotter()?.phrase).toBe('Hey Parley');
    wake = { phrase: 'Computer', sensitivity: 0.7 };
    await place.follow();
    expect(place.spotter()?.phrase).toBe('Computer');
    expect(opened).toEqual(['a-wake Hey Parley 0.5', 'a-wake Computer 0.7']);
    expect(closed).toEqual(['Hey Parley']);
    await place.close();
    expect(closed).toEqual(['Hey Parley', 'Computer']);
  });

  it('is empty, and says why, when the phrase cannot be spelled', async () => {
    const place = slot();
    await place.follow();
    refuses = true;
    wake = { ...wake, phrase: 'Xyzzy' };
    expect(await place.follow()).toMatchObject({ ok: false, fault: { code: 'bad_argument' } });
    expect(place.spotter()).toBeNull();
    expect(closed).toEqual(['Hey Parley']);
  });

  it('takes up a model that was installed, and lets go of one that was deleted', async () => {
    kinds = [];
    const place = slot();
    await place.follow();
    kinds = ['wake'];
    await place.follow();
    expect(place.spotter()).toBeNull();
    await place.follow(true);
    expect(place.spotter()).not.toBeNull();
    kinds = [];
    await place.follow(true);
    expect(place.spotter()).toBeNull();
    expect(closed).toEqual(['Hey Parley']);
  });

  it('keeps none that opens after the end', async () => {
    const place = slot();
    void place.follow();
    await place.close();
    expect(place.spotter()).toBeNull();
    expect(closed.length).toBe(opened.length);
  });
});
