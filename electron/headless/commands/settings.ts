/** `parley settings`: read and change the settings file. */
import type { CliIo } from '../cli-io.ts';
import { tableLines } from '../cli-io.ts';
import { UsageError, exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import { withServices } from '../open-engine.ts';

async function settings(args: ParsedCommand, io: CliIo): Promise<number> {
  if (args.words.length > 0 && args.words.length % 2 === 0) return change(args, io);
  if (args.words.length > 1) throw new UsageError('give pairs of a name and a value');
  return withServices(io, {}, ({ settingsFile }) => {
    const [path] = args.words;
    if (path !== undefined) {
      if (args.flag('reset')) {
        const reset = settingsFile.reset(path);
        if (!reset.ok) io.tellFault(reset.fault);
        return Promise.resolve(reset.ok ? exitCodes.done : exitCodes.failed);
      }
      const value = settingsFile.get(path);
      if (value.ok) io.print(value.value);
      else io.tellFault(value.fault);
      return Promise.resolve(value.ok ? exitCodes.done : exitCodes.failed);
    }
    const listed = settingsFile.list();
    if (args.flag('json')) {
      io.print(
        JSON.stringify(Object.fromEntries(listed.map(({ path: name, value }) => [name, value])), null, 2),
      );
    } else {
      for (const line of tableLines(
        listed.map(({ path: name, value, isDefault }) => [name, value, isDefault ? '' : '(changed)']),
      )) {
        io.print(line);
      }
      io.tell(`Kept in ${settingsFile.path}`);
    }
    return Promise.resolve(exitCodes.done);
  });
}

function change(args: ParsedCommand, io: CliIo): Promise<number> {
  const entries: (readonly [string, string])[] = [];
  for (let i = 0; i < args.words.length; i += 2) entries.push([args.words[i]!, args.words[i + 1]!]);
  return withServices(io, {}, ({ settingsFile }) => {
    const changed = settingsFile.setAll(entries);
    if (!changed.ok) {
      io.tellFault(changed.fault);
      return Promise.resolve(exitCodes.failed);
    }
    for (const name of changed.value.needed) io.tell(`Still needed: ${name}`);
    return Promise.resolve(exitCodes.done);
  });
}

export const settingsCommand: Command = {
  spec: {
    name: 'settings',
    summary: 'Show and change the settings.',
    usage: '[NAME [VALUE] [NAME VALUE ...]]',
    options: {
      json: { type: 'boolean', help: 'Print them as one JSON object.' },
      reset: { type: 'boolean', help: 'Put NAME back to its default.' },
    },
    examples: [
      'parley settings',
      'parley settings speechRate 1.2',
      'parley settings dictation.words "Kubernetes, Frau Meier"',
      'parley settings llm.kind openai-compatible llm.baseUrl http://127.0.0.1:8080/v1 llm.model qwen3-1.7b',
    ],
  },
  run: settings,
};
