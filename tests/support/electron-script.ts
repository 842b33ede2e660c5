/** A main script that runs in the real Electron and talks with the test in lines of JSON (system/desktop/line-talk). */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { electronExecutable } from './electron-runtime.ts';

export type Told = Record<string, unknown>;

export interface ElectronScript {
  /** All it has told so far, answers aside. */
  readonly told: readonly Told[];
  ask(verb: string, parameters?: object): Promise<unknown>;
  /** Waits until something told from `from` on fits. Rejects after 20 s with all that was told. */
  waitFor(fits: (told: Told) => boolean, from?: number): Promise<Told>;
  stop(): Promise<void>;
}

const LIMIT_MS = 20_000;

/** @param main absolute path of the script @param environment beside the test's own */
export async function startElectronScript(
  main: string,
  display: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<ElectronScript> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-electron-'));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electronExecutable(), [...asRoot, '--disable-gpu', main], {
    env: {
      ...process.env,
      DISPLAY: display,
      WAYLAND_DISPLAY: '',
      XDG_SESSION_TYPE: 'x11',
      NODE_OPTIONS: '',
      PARLEY_TEST_FOLDER: folder,
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const told: Told[] = [];
  const watchers = new Set<() => void>();
  const answers = new Map<number, (value: unknown) => void>();
  let complaints = '';
  let nextId = 0;
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const value = JSON.parse(line) as Told;
    if (typeof value['answer'] === 'number') return answers.get(value['answer'])?.(value['value']);
    told.push(value);
    for (const watcher of [...watchers]) watcher();
  });

  function waitFor(fits: (value: Told) => boolean, from = 0): Promise<Told> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        watchers.delete(look);
      };
      const look = () => {
        const found = told.slice(from).find(fits);
        if (!found) return;
        end();
        resolve(found);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`Not told. Told: ${JSON.stringify(told.slice(from))} ${complaints.slice(-2_000)}`));
      }, LIMIT_MS);
      watchers.add(look);
      look();
    });
  }

  const script: ElectronScript = {
    told,
    waitFor,
    ask(verb, parameters = {}) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`No answer to ${verb}. ${complaints.slice(-2_000)}`)),
          LIMIT_MS,
        );
        answers.set(id, (value) => (clearTimeout(timer), resolve(value)));
        child.stdin.write(`${JSON.stringify({ id, verb, ...parameters })}\n`);
      });
    },
    async stop() {
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      if (child.exitCode === null && child.signalCode === null) {
        await script.ask('end').catch(() => child.kill('SIGKILL'));
      }
      await exited;
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await waitFor((value) => value['ready'] === true);
  return script;
}
