/** `parley talk`: files or the microphone through the complete loop. */
import { createInterface } from 'node:readline';
import type { SessionEvent } from '../../contract/events.ts';
import type { OpenSessionOptions } from '../../engine/engine-port.ts';
import type { Session } from '../../engine/session.ts';
import type { CliIo } from '../cli-io.ts';
import { UsageError, exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import { withEngine } from '../open-engine.ts';
import { recognizerOverride } from '../recognizer-option.ts';
import { createTalkView } from '../talk-view.ts';

function outputOf(args: ParsedCommand): OpenSessionOptions['output'] {
  const path = args.text('out');
  if (path !== undefined) return { kind: 'wav', path };
  if (args.flag('fast') || args.flag('quiet')) return { kind: 'none' };
  return { kind: 'speaker', device: args.text('speaker') ?? null };
}

/** Typed lines are questions too; an empty line interrupts. */
function readTypedLines(session: Session): () => void {
  if (!process.stdin.isTTY) return () => {};
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (text) => (text.trim() === '' ? session.interrupt() : session.type(text.trim())));
  return () => lines.close();
}

async function talk(args: ParsedCommand, io: CliIo): Promise<number> {
  const mic = args.flag('mic');
  const fast = args.flag('fast');
  if (!mic && args.words.length === 0) throw new UsageError('name at least one WAV file, or use --mic');
  if (mic && args.words.length > 0) throw new UsageError('--mic and files do not go together');
  if (mic && fast) throw new UsageError('--fast is for files');
  const override = recognizerOverride(args);
  const options = { need: { hearing: true, voice: true }, fast, override };
  return withEngine(io, options, async (engine) => {
    // without this the first reply would carry the loading of the voice in its time
    await engine.voiceReady;
    const view = createTalkView(io);
    const asJson = args.flag('json');
    const onEvent = (event: SessionEvent) => (asJson ? io.print(JSON.stringify(event)) : view.show(event));
    const opened = await engine.openSession({
      input: mic
        ? { kind: 'microphone', device: args.text('device') ?? null }
        : {
            kind: 'files',
            paths: args.words,
            onFile: (name) => (asJson ? undefined : io.print(io.paint('cyan', name))),
          },
      output: outputOf(args),
      background: false,
      onEvent,
    });
    if (!opened.ok) {
      // a part that could not be had was told when the engine started
      if (!engine.faults.includes(opened.fault)) io.tellFault(opened.fault);
      return exitCodes.failed;
    }
    const session = opened.value;
    if (mic) io.tell('Listening. Speak, or type a line; Ctrl-C ends.');
    const stopTyping = mic ? readTypedLines(session) : () => {};
    const stop = () => void session.close();
    io.interrupted.addEventListener('abort', stop, { once: true });
    if (io.interrupted.aborted) stop();
    const reason = await session.ended;
    stopTyping();
    return reason === 'failed' ? exitCodes.failed : exitCodes.done;
  });
}

export const talkCommand: Command = {
  spec: {
    name: 'talk',
    summary: 'Talk with Parley: files as if spoken into the microphone, or the microphone itself.',
    usage: '[OPTIONS] FILE.wav [FILE.wav ...]  |  --mic',
    details: 'Each file is played once the one before it has been answered.',
    options: {
      mic: { type: 'boolean', help: 'Use the microphone and the speaker; speaking interrupts the reply.' },
      fast: { type: 'boolean', help: 'Do not wait for real time; decisions stay those of real time.' },
      out: { type: 'string', short: 'o', value: 'FILE', help: 'Write the spoken answers to a WAV file.' },
      json: { type: 'boolean', help: 'Print one JSON event a line.' },
      quiet: { type: 'boolean', short: 'q', help: 'Do not play the answers.' },
      device: { type: 'string', value: 'NAME', help: 'Microphone, as parley devices lists it.' },
      speaker: { type: 'string', value: 'NAME', help: 'Speaker, as parley devices lists it.' },
      recognizer: {
        type: 'string',
        value: 'NAME',
        help: 'whisper-tiny.en, whisper-base or sherpa-streaming.',
      },
    },
    examples: [
      'parley talk question.wav',
      'parley talk question.wav --fast --out reply.wav',
      'parley talk --mic',
      'parley talk --json question.wav | jq .type',
    ],
  },
  run: talk,
};
