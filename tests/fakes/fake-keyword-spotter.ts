/** A keyword spotter at its port: it finds the phrase, or fails, when a test says so, and counts what it was given. */
import type { Fault } from '../../electron/contract/errors.ts';
import type {
  KeywordSpotter,
  KeywordStreamOptions,
} from '../../electron/engine/wake/keyword-spotter-port.ts';

export interface FakeKeywordSpotter extends KeywordSpotter {
  /** Samples given to the open streams so far. */
  readonly heardSamples: number;
  readonly openStreams: number;
  find(): void;
  fail(fault: Fault): void;
}

export function createFakeKeywordSpotter(phrase = 'Hey Parley'): FakeKeywordSpotter {
  const open = new Set<KeywordStreamOptions>();
  let heardSamples = 0;
  return {
    name: 'fake-keyword',
    phrase,
    get heardSamples() {
      return heardSamples;
    },
    get openStreams() {
      return open.size;
    },
    createStream(options) {
      open.add(options);
      return {
        hear(samples) {
          if (open.has(options)) heardSamples += samples.length;
        },
        reset() {},
        close() {
          open.delete(options);
        },
      };
    },
    find() {
      for (const { onFound } of [...open]) onFound();
    },
    fail(fault) {
      for (const options of [...open]) {
        open.delete(options);
        options.onFault(fault);
      }
    },
    close() {
      open.clear();
      return Promise.resolve();
    },
  };
}
