/** `parley serve`: the whole of Parley without a window; a browser on this machine is its interface. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openGateway } from '../../gateway/server.ts';
import type { Gateway } from '../../gateway/server.ts';
import { createDesk } from '../../voice/desk/desk.ts';
import type { Desk } from '../../voice/desk/desk.ts';
import type { CliIo } from '../cli-io.ts';
import { UsageError, exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import { commandLog, withEngine } from '../open-engine.ts';

/** Tried first; any of its neighbours may be used instead. */
const USUAL_PORT = 7420;
/** How often the desk is asked whether it can be talked to, and for how long before it is said that it cannot. */
const READY_EVERY_MS = 20;
const READY_WITHIN_MS = 60_000;

const rendererFolder = fileURLToPath(new URL('../../renderer', import.meta.url));

function readVersion(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Errors: UsageError. */
function portOf(args: ParsedCommand): number {
  const text = args.text('port');
  if (text === undefined) return USUAL_PORT;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError('--port is a number from 0 to 65535');
  return port;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** The link is spent the moment the page has loaded, so that a look at the list of processes comes too late. */
function openInBrowser(link: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const child = spawn(opener, [link], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

/** @returns whether it can be talked to; false when it was interrupted or took too long */
async function whenReady(desk: Desk, signal: AbortSignal): Promise<boolean> {
  const since = performance.now();
  while (desk.state === 'opening' && !signal.aborted && performance.now() - since < READY_WITHIN_MS)
    await new Promise((resolve) => setTimeout(resolve, READY_EVERY_MS));
  return desk.state === 'open' && !signal.aborted;
}

/** Enter in the terminal, or SIGUSR2 where there is none, asks for a new link. Returns how to stop. */
function onNewLinkWanted(act: () => void): () => void {
  const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }) : null;
  lines?.on('line', act);
  // readline takes Ctrl-C for itself
  lines?.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  if (process.platform !== 'win32') process.on('SIGUSR2', act);
  return () => {
    lines?.close();
    process.off('SIGUSR2', act);
  };
}

const whenInterrupted = ({ interrupted }: CliIo) =>
  new Promise<void>((resolve) => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener('abort', () => resolve(), { once: true });
  });

async function runGateway(gateway: Gateway, desk: Desk, args: ParsedCommand, io: CliIo): Promise<number> {
  const ready = await whenReady(desk, io.interrupted);
  if (io.interrupted.aborted) return exitCodes.done;
  const seconds = (performance.now() / 1000).toFixed(1);
  const link = gateway.issueLink();
  io.print(
    ready
      ? `Parley ready: ${link} in ${seconds} s`
      : `Parley cannot be talked to after ${seconds} s. Why is shown at ${link}`,
  );
  io.tell(
    process.stdin.isTTY
      ? 'The link works once, for ten minutes. Enter prints a new one; Ctrl-C ends.'
      : `The link works once, for ten minutes. "kill -USR2 ${process.pid}" prints a new one.`,
  );
  if (io.interactive && hasDisplay() && !args.flag('no-open')) openInBrowser(link);
  const stopListening = onNewLinkWanted(() => io.print(`New link: ${gateway.issueLink()}`));
  await whenInterrupted(io);
  stopListening();
  return exitCodes.done;
}

async function serve(args: ParsedCommand, io: CliIo): Promise<number> {
  if (args.words.length > 0) throw new UsageError('serve takes no files');
  const port = portOf(args);
  return withEngine(io, { need: { hearing: true, voice: true } }, async (engine, services) => {
    const log = commandLog();
    const desk = createDesk({ engine, services, host: 'headless', version: readVersion(), log });
    try {
      const gateway = await openGateway({ desk, rendererFolder, port, log });
      if (!gateway.ok) {
        io.tellFault(gateway.fault);
        return exitCodes.failed;
      }
      try {
        return await runGateway(gateway.value, desk, args, io);
      } finally {
        await gateway.value.close();
      }
    } finally {
      await desk.close();
    }
  });
}

export const serveCommand: Command = {
  spec: {
    name: 'serve',
    summary: 'Run without a window, with the interface in a browser on this machine.',
    usage: '[OPTIONS]',
    details:
      'Prints a link that works once, for ten minutes; the tab that opens it may talk to Parley until it is closed. ' +
      'Only this machine is answered. Where it has no microphone, the browser brings its own.',
    options: {
      port: {
        type: 'string',
        short: 'p',
        value: 'N',
        help: `First port to try; 0 for any. Default ${USUAL_PORT}.`,
      },
      'no-open': { type: 'boolean', help: 'Do not open the link in a browser.' },
    },
    examples: ['parley serve', 'parley serve --port 9000 --no-open'],
  },
  endsWhenInterrupted: true,
  run: serve,
};
