import { defineConfig } from 'vitest/config';

/*
 * unit:        pure code, no models, no devices; parallel, and files share a process: none may leave anything behind.
 * arch:        rules about the tree itself.
 * integration: the real models on recorded speech, built workers from out/, child processes; two files at a time.
 * sessions:    conversations whose decisions depend on how long a job takes; one file at a time.
 * windows:     the real Electron and a browser, command lines, without sound; two files at a time.
 * system:      the rig: PulseAudio, the real Electron, child processes; one file at a time.
 * e2e:         the whole app and its twin in a browser, spoken to and heard; one file at a time.
 *
 * The voice never says a sentence twice alike, so a test that listens to it may mishear once; and a machine that is
 * busy elsewhere breaks real-time sound up. Such a test is tried again; one that fails each time fails.
 */
const timed = [
  'tests/integration/session/{after-speech-over-reply,interruption,isolation,keyword-talk,refused-under-load,talk-modes,ten-sessions}.test.ts',
  'tests/integration/{observe,turn,wake}/**/*.test.ts',
  'tests/integration/voice/desk-sound.test.ts',
  // its files run on a clock that takes in how long each job took
  'tests/integration/headless/talk.test.ts',
  'tests/integration/session/{alarms,broken-models,instances}.test.ts',
];
const silent = [
  'tests/system/{app,start,twin}/**/*.test.ts',
  'tests/system/desktop/{keys,updates}.test.ts',
  'tests/e2e/{daily-use,history,screens}.test.ts',
];
const setupFiles = ['tests/support/property-seed.ts'];
const serial = { fileParallelism: false, maxWorkers: 1 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 60_000,
          isolate: false,
          setupFiles,
        },
      },
      { test: { name: 'arch', include: ['tests/arch/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'integration',
          setupFiles,
          include: ['tests/integration/**/*.test.ts'],
          exclude: timed,
          retry: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'sessions',
          include: timed,
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...serial,
        },
      },
      {
        test: {
          name: 'windows',
          include: silent,
          retry: 2,
          testTimeout: 240_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/system/**/*.test.ts'],
          exclude: silent,
          retry: 2,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          ...serial,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: silent,
          retry: 2,
          testTimeout: 240_000,
          hookTimeout: 180_000,
          ...serial,
        },
      },
    ],
  },
});
