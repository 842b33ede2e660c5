/** Looks at everything the engine stands on, one finding each: what is, and what to do. Changes nothing. */
import { statfs } from 'node:fs/promises';
import { arch, cpus, platform, totalmem } from 'node:os';
import { faultOf } from '../contract/errors.ts';
import type { Fault, Result } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import type { CaptureDevice } from './capture/devices.ts';
import type { LibraryReport } from './models/inspect.ts';
import { createWebrtcEchoCanceller } from './echo/webrtc-echo-canceller.ts';
import { staysOnThisMachine } from './network/address-rules.ts';
import { loadLlama } from './native/llama.ts';
import { loadOnnx } from './native/onnx.ts';
import { loadPvRecorder } from './native/pvrecorder.ts';
import { loadSherpa } from './native/sherpa.ts';
import { loadSqlite } from './native/sqlite.ts';
import { loadWebAudio } from './native/web-audio.ts';
import type { PlaybackDevice } from './playback/devices.ts';

export interface Finding {
  readonly name: string;
  readonly state: 'good' | 'warning' | 'bad';
  readonly detail: string;
  /** What to do; empty when there is nothing. */
  readonly help: string;
}

export interface DiagnoseParts {
  readonly dataFolder: string;
  readonly settings: Settings;
  readonly storeFaults: readonly Fault[];
  readonly needed: readonly string[];
  readonly inspectModels: () => Promise<LibraryReport>;
  readonly listDevices: () => Promise<{
    readonly microphones: Result<readonly CaptureDevice[]>;
    readonly speakers: Result<readonly PlaybackDevice[]>;
  }>;
}

/** Below this a day of kept sound may fill the disk. */
const LOW_DISK_BYTES = 1e9;
/** The default models and one conversation need about half of it. */
const LOW_MEMORY_BYTES = 2e9;
const NODE_MAJOR_AT_LEAST = 20;

const good = (name: string, detail: string): Finding => ({ name, state: 'good', detail, help: '' });
const fromFault = (name: string, state: 'warning' | 'bad', fault: Fault): Finding => ({
  name,
  state,
  detail: fault.message,
  help: fault.help,
});

async function tryEchoCanceller(): Promise<Result<unknown>> {
  const canceller = await createWebrtcEchoCanceller({});
  if (canceller.ok) canceller.value.close();
  return canceller;
}

/** Addons and what stops working without them: listening and speaking are vital, the rest degrades. */
const addons = [
  { name: 'inference addon', vital: true, load: loadOnnx },
  { name: 'voice addon', vital: true, load: loadSherpa },
  { name: 'microphone addon', vital: true, load: loadPvRecorder },
  { name: 'speaker addon', vital: true, load: loadWebAudio },
  { name: 'database addon', vital: true, load: loadSqlite },
  { name: 'echo canceller addon', vital: false, load: tryEchoCanceller },
  { name: 'language model addon', vital: false, load: loadLlama },
] as const;

function checkMachine(): Finding[] {
  const node = Number(process.versions.node.split('.')[0]);
  const cores = cpus().length;
  const gigabytes = (totalmem() / 1e9).toFixed(1);
  const about = `${platform()} ${arch()}, ${cores} cores, ${gigabytes} GB, Node ${process.versions.node}`;
  if (node < NODE_MAJOR_AT_LEAST) {
    return [
      { name: 'machine', state: 'bad', detail: about, help: `Install Node ${NODE_MAJOR_AT_LEAST} or newer.` },
    ];
  }
  if (totalmem() < LOW_MEMORY_BYTES || cores < 2) {
    return [
      { name: 'machine', state: 'warning', detail: about, help: 'Answers will be slow on this machine.' },
    ];
  }
  return [good('machine', about)];
}

async function checkAddons(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, vital, load } of addons) {
    const loaded: Result<unknown> = await load();
    findings.push(loaded.ok ? good(name, 'loads') : fromFault(name, vital ? 'bad' : 'warning', loaded.fault));
  }
  return findings;
}

async function checkModels(parts: DiagnoseParts): Promise<Finding[]> {
  const report = await parts.inspectModels();
  const needed = new Set(['silero-vad', 'smart-turn', parts.settings.recognizer, parts.settings.voice]);
  const findings = report.faults.map((fault) => fromFault('models', 'bad', fault));
  for (const name of needed) {
    if (!report.models.some((model) => model.name === name)) {
      const help = 'Choose one that `parley models` lists, or install it.';
      findings.push({
        name: `model ${name}`,
        state: 'bad',
        detail: 'not installed, but the settings need it',
        help,
      });
    }
  }
  for (const model of report.models) {
    const name = `model ${model.name}`;
    if (model.state === 'ready')
      findings.push(good(name, `${(model.sizeBytes / 1e6).toFixed(1)} MB, every file verified`));
    else {
      findings.push({
        name,
        state: needed.has(model.name) ? 'bad' : 'warning',
        detail: model.bad.map((file) => `${file.path} is ${file.state}`).join(', '),
        help: 'Restore it from the repository: git checkout -- native-models',
      });
    }
  }
  return findings;
}

async function checkStore(parts: DiagnoseParts): Promise<Finding[]> {
  const findings = parts.storeFaults.map((fault) => fromFault('store', 'warning', fault));
  try {
    const { bavail, bsize } = await statfs(parts.dataFolder);
    const free = bavail * bsize;
    const detail = `${parts.dataFolder}, ${(free / 1e9).toFixed(1)} GB free`;
    findings.push(
      free < LOW_DISK_BYTES
        ? { name: 'data folder', state: 'warning', detail, help: 'Free some disk space.' }
        : good('data folder', detail),
    );
  } catch {
    const help = 'Check its permissions, or set PARLEY_DATA to another folder.';
    findings.push({
      name: 'data folder',
      state: 'warning',
      detail: `${parts.dataFolder} cannot be read`,
      help,
    });
  }
  return findings;
}

async function checkDevices(parts: DiagnoseParts): Promise<Finding[]> {
  const { microphones, speakers } = await parts.listDevices();
  const findings: Finding[] = [];
  const real = microphones.ok ? microphones.value.filter((device) => device.kind === 'microphone') : [];
  const chosen = parts.settings.microphone;
  if (!microphones.ok) findings.push(fromFault('microphone', 'warning', microphones.fault));
  else if (real.length === 0) {
    findings.push({
      name: 'microphone',
      state: 'warning',
      detail: 'none was found',
      help: 'Connect one to talk with --mic.',
    });
  } else if (chosen !== '' && !microphones.value.some((device) => device.name === chosen)) {
    const help = 'Choose one that `parley devices` lists.';
    findings.push({ name: 'microphone', state: 'warning', detail: `"${chosen}" is not there`, help });
  } else {
    const used =
      real.find((device) => (chosen === '' ? device.isDefault : device.name === chosen)) ?? real[0]!;
    findings.push(
      used.muted
        ? {
            name: 'microphone',
            state: 'warning',
            detail: `${used.name} is muted`,
            help: 'Unmute it in the sound settings.',
          }
        : good('microphone', used.name),
    );
  }
  if (!speakers.ok) findings.push(fromFault('speaker', 'warning', speakers.fault));
  else if (speakers.value.length === 0) {
    findings.push({
      name: 'speaker',
      state: 'warning',
      detail: 'none was found',
      help: 'Connect one to hear the answers.',
    });
  } else {
    const used = speakers.value.find((device) => device.isDefault) ?? speakers.value[0]!;
    findings.push(good('speaker', used.name));
  }
  return findings;
}

function checkLanguageModel({ settings, needed }: DiagnoseParts): Finding[] {
  const name = 'language model';
  if (needed.length > 0) {
    return [
      {
        name,
        state: 'warning',
        detail: `settings are missing: ${needed.join(', ')}`,
        help: 'See parley settings --help.',
      },
    ];
  }
  if (settings.llm.kind === 'none') {
    return [
      {
        name,
        state: 'warning',
        detail: 'none is set up; the built-in skills answer',
        help: 'See parley settings --help to add one.',
      },
    ];
  }
  if (settings.llm.kind === 'gguf') return [good(name, settings.llm.path)];
  const { baseUrl } = settings.llm;
  if (settings.network === 'off' && !staysOnThisMachine(new URL(baseUrl)))
    return [fromFault(name, 'warning', faultOf('network_off', baseUrl))];
  return [good(name, baseUrl)];
}

/** `onStep` is told what is looked at. Never rejects for anything that is wrong with the machine. */
export async function diagnose(
  parts: DiagnoseParts,
  onStep: (name: string) => void,
): Promise<readonly Finding[]> {
  const findings = checkMachine();
  const steps: readonly (readonly [string, () => Promise<Finding[]>])[] = [
    ['addons', checkAddons],
    ['models', () => checkModels(parts)],
    ['data folder', () => checkStore(parts)],
    ['devices', () => checkDevices(parts)],
  ];
  for (const [name, step] of steps) {
    onStep(name);
    findings.push(...(await step()));
  }
  return [...findings, ...checkLanguageModel(parts)];
}
