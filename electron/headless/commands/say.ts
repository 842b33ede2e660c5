/** `parley say`: reads text aloud, or into a WAV file. */
import { text as readAll } from 'node:stream/consumers';
import type { CliIo } from '../cli-io.ts';
import { UsageError, exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import { withEngine } from '../open-engine.ts';

/** About an hour of speech. */
const MAX_CHARACTERS = 60_000;

async function textOf(args: ParsedCommand): Promise<string> {
  const given =
    args.words.length > 0 ? args.words.join(' ') : process.stdin.isTTY ? '' : await readAll(process.stdin);
  if (given.trim() === '') throw new UsageError('give the text as words or on standard input');
  if (given.length > MAX_CHARACTERS)
    throw new UsageError(`the text is longer than ${MAX_CHARACTERS} characters`);
  return given.trim();
}

function rateOf(args: ParsedCommand): { speechRate?: number } {
  const text = args.text('rate');
  if (text === undefined) return {};
  const rate = Number(text);
  if (!(rate >= 0.5 && rate <= 2)) throw new UsageError('--rate takes a number from 0.5 to 2');
  return { speechRate: rate };
}

async function say(args: ParsedCommand, io: CliIo): Promise<number> {
  const override = rateOf(args);
  const text = await textOf(args);
  const out = args.text('out');
  return withEngine(io, { need: { hearing: false, voice: true }, override }, async (engine) => {
    const voice = await engine.models.voice();
    if (!voice.ok) {
      io.tellFault(voice.fault);
      return exitCodes.failed;
    }
    if (out !== undefined) {
      const written = await engine.speakToFile(text, out, io.interrupted);
      if (!written.ok) io.tellFault(written.fault);
      return written.ok ? exitCodes.done : exitCodes.failed;
    }
    let failed = false;
    const opened = await engine.openSession({
      input: { kind: 'none' },
      output: { kind: 'speaker', device: args.text('speaker') ?? null },
      keepHistory: false,
      onEvent(event) {
        if (event.type === 'error') {
          failed = true;
          io.tellFault(event);
        }
        if (event.type === 'replyEnd' && opened.ok) void opened.value.close();
      },
    });
    if (!opened.ok) {
      io.tellFault(opened.fault);
      return exitCodes.failed;
    }
    const stop = () => void opened.value.close();
    io.interrupted.addEventListener('abort', stop, { once: true });
    opened.value.say(text);
    await opened.value.ended;
    return failed ? exitCodes.failed : exitCodes.done;
  });
}

export const sayCommand: Command = {
  spec: {
    name: 'say',
    summary: 'Read text aloud, or into a WAV file.',
    usage: '[OPTIONS] TEXT ...   (or the text on standard input)',
    options: {
      out: { type: 'string', short: 'o', value: 'FILE', help: 'Write a WAV file instead of playing.' },
      rate: { type: 'string', value: 'N', help: 'Speaking rate, 0.5 to 2 (default: the setting).' },
      speaker: { type: 'string', value: 'NAME', help: 'Speaker, as parley devices lists it.' },
    },
    examples: [
      'parley say "It is five to nine."',
      'parley say --out hello.wav Hello there',
      'parley say < letter.txt',
    ],
  },
  run: say,
};
