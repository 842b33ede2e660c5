/**
 * A private sound server for tests: PulseAudio with a loudspeaker and a microphone that exist only in memory, so
 * that the real capture and playback code runs without a sound card. Works as root in a container.
 *
 *   micfeed (null sink) --monitor--> virtmic "Parley Test Microphone"     what is played into micfeed is heard
 *   speaker (null sink) --monitor--> recordSpeaker()                       what is said is recorded
 *
 * The addons look at their environment when they load, and libpulse keeps what it found, so code that opens a
 * device must run in a CHILD process started with `rig.env` (see microphone-child.ts): setting process.env inside a
 * running test is too late for libpulse and leaks into other tests. Nothing outside the rig's own temporary folder
 * is read or written: own runtime folder, own home, no D-Bus, no user configuration.
 */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MonoSound } from '../../electron/contract/audio.ts';

const run = promisify(execFile);

export const RIG_MICROPHONE = 'Parley Test Microphone';
export const RIG_SPEAKER = 'Parley Test Speaker';
export const RIG_SPEAKER_MONITOR = `Monitor of ${RIG_SPEAKER}`;

export interface SpeakerRecording {
  /** Ends the recording; mono, 16 kHz, from shortly after `recordSpeaker` resolved. */
  stop(): Promise<MonoSound>;
}

export interface PulseRig {
  /** For child processes: the whole environment, pointing ALSA and Pulse clients at this server only. */
  readonly env: NodeJS.ProcessEnv;
  /** The rig's temporary folder, for files of the test. */
  readonly folder: string;
  /** Plays a WAV file into the microphone; resolves once it has been played. */
  playIntoMicrophone(wavPath: string): Promise<void>;
  /** The same into any sink; ends early, without an error, when `signal` aborts. */
  playInto(sink: string, wavPath: string, signal?: AbortSignal): Promise<void>;
  recordSpeaker(): Promise<SpeakerRecording>;
  /** Lets the microphone hear the loudspeaker, as on a desk; returns its undoing. */
  addEchoPath(delayMs: number): Promise<() => Promise<void>>;
  unplugMicrophone(): Promise<void>;
  replugMicrophone(): Promise<void>;
  /** One more loudspeaker; its name is what programs list. */
  addSink(name: string, rateHz: number): Promise<void>;
  /** One more microphone; its feed is the null sink `<name>feed`. Returns what unplugs it. */
  addMicrophone(name: string, description: string): Promise<() => Promise<void>>;
  setMicrophoneMuted(muted: boolean): Promise<void>;
  /** Environment of another user whom this server refuses (run the child with another uid; needs root). */
  envOfStranger(): Promise<NodeJS.ProcessEnv>;
  /** Runs pactl on this server. */
  pactl(...args: string[]): Promise<string>;
  /** Kills the server as a crash would. */
  killServer(): Promise<void>;
  restartServer(): Promise<void>;
  /** Ends everything the rig started and removes its folder; throws if a process is left. */
  stop(): Promise<void>;
}

/** Whether this machine can run the rig. */
export async function canRunPulseRig(): Promise<boolean> {
  const works = (tool: string) =>
    run(tool, ['--version']).then(
      () => true,
      () => false,
    );
  return (await works('pulseaudio')) && (await works('pactl'));
}

const exited = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts the server and its devices; resolves once both are there. */
export async function startPulseRig(): Promise<PulseRig> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-pulse-'));
  const runtime = join(folder, 'run');
  const home = join(folder, 'home');
  const socket = join(runtime, 'native');
  mkdirSync(runtime, { mode: 0o700 });
  mkdirSync(join(home, '.config', 'pulse'), { recursive: true });
  writeFileSync(join(home, '.config', 'pulse', 'client.conf'), 'autospawn = no\nenable-shm = no\n');
  writeFileSync(
    join(home, '.asoundrc'),
    'pcm.!default { type pulse }\nctl.!default { type pulse }\npcm.pulse { type pulse }\nctl.pulse { type pulse }\n',
  );
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_RUNTIME_DIR: runtime,
    PULSE_RUNTIME_PATH: runtime,
    PULSE_SERVER: `unix:${socket}`,
    LC_ALL: 'C.UTF-8',
  };
  for (const name of ['DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'PULSE_SINK', 'PULSE_SOURCE', 'PULSE_COOKIE']) {
    delete env[name];
  }
  const children = new Set<ChildProcess>();
  let server: ChildProcess | null = null;
  let microphoneModule = '';

  function start(tool: string, args: string[]): ChildProcess {
    const child = spawn(tool, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    children.add(child);
    child.once('exit', () => children.delete(child));
    child.once('error', () => children.delete(child));
    return child;
  }

  async function pactl(...args: string[]): Promise<string> {
    return (await run('pactl', args, { env, timeout: 10_000 })).stdout.trim();
  }

  const described = (description: string) => `"device.description='${description}'"`;

  async function loadMicrophone(): Promise<void> {
    microphoneModule = await pactl(
      'load-module',
      'module-remap-source',
      'master=micfeed.monitor',
      'source_name=virtmic',
      `source_properties=${described(RIG_MICROPHONE)}`,
    );
    await pactl('set-default-source', 'virtmic');
  }

  /**
   * A null sink makes two seconds of silence at once and lets nobody listen before they are over, unless it may not take
   * back what it made; servers before 15 do not know the word.
   */
  async function loadSink(name: string, description: string, rateHz = 48_000): Promise<void> {
    const properties = [`rate=${rateHz}`, `sink_properties=${described(description)}`];
    const load = ['load-module', 'module-null-sink', `sink_name=${name}`, ...properties];
    await pactl(...load, 'norewinds=1').catch(() => pactl(...load));
  }

  /** Reads a source and throws it away; resolves once sound flows. */
  async function listenTo(source: string): Promise<void> {
    const format = ['--raw', '--format=s16le', '--rate=8000', '--channels=1', '--latency-msec=20'];
    const reader = start('parec', ['-d', source, ...format]);
    await new Promise<void>((resolve) => {
      reader.stdout!.once('data', () => resolve());
      reader.once('exit', () => resolve());
    });
    reader.stdout!.resume();
  }

  async function startServer(): Promise<void> {
    const flags = ['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--disable-shm=yes'];
    const rest = ['--realtime=no', '--high-priority=no', '--log-level=error', '--log-target=stderr'];
    const protocol = ['-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`];
    rmSync(socket, { force: true });
    server = start('pulseaudio', [...flags, ...rest, ...protocol]);
    for (let tries = 0; ; tries++) {
      if (
        await pactl('info').then(
          () => true,
          () => false,
        )
      )
        break;
      if (tries > 100 || server.exitCode !== null) throw new Error('pulseaudio does not start');
      await pause(50);
    }
    await loadSink('speaker', RIG_SPEAKER);
    await loadSink('micfeed', 'Parley Test Feed');
    await loadMicrophone();
    await pactl('set-default-sink', 'speaker');
    // A null sink nobody listens to closely works in steps of two seconds; sound cards do not.
    await Promise.all(['micfeed', 'speaker'].map((sink) => listenTo(`${sink}.monitor`)));
  }

  async function playInto(sink: string, wavPath: string, signal?: AbortSignal): Promise<void> {
    const player = start('paplay', ['-d', sink, wavPath]);
    const end = () => player.kill('SIGKILL');
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
    await exited(player);
    signal?.removeEventListener('abort', end);
    if (!signal?.aborted && player.exitCode !== 0) throw new Error(`paplay ended with ${player.exitCode}`);
  }

  async function killServer(): Promise<void> {
    if (!server) return;
    server.kill('SIGKILL');
    await exited(server);
    server = null;
  }

  async function stop(): Promise<void> {
    const all = [...children];
    for (const child of all) child.kill('SIGTERM');
    await Promise.race([Promise.all(all.map(exited)), pause(3_000)]);
    for (const child of [...children]) child.kill('SIGKILL');
    await Promise.race([Promise.all([...children].map(exited)), pause(2_000)]);
    rmSync(folder, { recursive: true, force: true });
    if (children.size > 0) throw new Error(`${children.size} processes of the rig are left`);
  }

  try {
    await startServer();
  } catch (failure) {
    await stop();
    throw failure;
  }

  return {
    env,
    folder,
    pactl,
    playIntoMicrophone: (wavPath) => playInto('micfeed', wavPath),
    playInto,
    async recordSpeaker() {
      const format = ['--raw', '--format=s16le', '--rate=16000', '--channels=1', '--latency-msec=20'];
      const recorder = start('parec', ['-d', 'speaker.monitor', ...format]);
      const parts: Buffer[] = [];
      recorder.stdout!.on('data', (part: Buffer) => parts.push(part));
      // Bytes flow once the stream is up: a null sink's monitor is never quiet in the sense of sending nothing.
      for (let tries = 0; parts.length === 0; tries++) {
        if (tries > 200) throw new Error('the speaker cannot be recorded');
        await pause(20);
      }
      return {
        async stop() {
          recorder.kill('SIGTERM');
          await exited(recorder);
          const bytes = Buffer.concat(parts);
          const samples = new Float32Array(Math.floor(bytes.length / 2));
          for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(i * 2) / 0x8000;
          return { samples, sampleRateHz: 16_000 };
        },
      };
    },
    async addEchoPath(delayMs) {
      const id = await pactl(
        'load-module',
        'module-loopback',
        'source=speaker.monitor',
        'sink=micfeed',
        `latency_msec=${delayMs}`,
        'adjust_time=0',
      );
      return async () => {
        await pactl('unload-module', id);
      };
    },
    async unplugMicrophone() {
      await pactl('unload-module', microphoneModule);
    },
    replugMicrophone: loadMicrophone,
    addSink: (name, rateHz) => loadSink(name, name, rateHz),
    async addMicrophone(name, description) {
      await loadSink(`${name}feed`, `${description} Feed`);
      const properties = `source_properties=${described(description)}`;
      const source = [`master=${name}feed.monitor`, `source_name=${name}`, properties];
      const module = (await pactl('load-module', 'module-remap-source', ...source)).trim();
      return async () => void (await pactl('unload-module', module));
    },
    async setMicrophoneMuted(muted) {
      await pactl('set-source-mute', 'virtmic', muted ? '1' : '0');
    },
    async envOfStranger() {
      const guarded = join(folder, 'guarded');
      const strangersHome = join(folder, 'stranger');
      mkdirSync(strangersHome, { recursive: true });
      for (const open of [folder, strangersHome]) chmodSync(open, 0o755);
      await pactl('load-module', 'module-native-protocol-unix', 'auth-anonymous=0', `socket=${guarded}`);
      chmodSync(guarded, 0o777);
      return {
        ...env,
        HOME: strangersHome,
        XDG_CONFIG_HOME: strangersHome,
        XDG_RUNTIME_DIR: strangersHome,
        PULSE_RUNTIME_PATH: strangersHome,
        PULSE_SERVER: `unix:${guarded}`,
      };
    },
    killServer,
    restartServer: startServer,
    stop,
  };
}
