/** `parley history`: read, search, export and delete what was said. */
import type { CliIo } from '../cli-io.ts';
import { UsageError, exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import type { Services } from '../../engine/services.ts';
import { withServices } from '../open-engine.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 10_000;

function limitOf(args: ParsedCommand): number {
  const text = args.text('limit');
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new UsageError(`--limit takes a whole number from 1 to ${MAX_LIMIT}`);
  }
  return limit;
}

interface ShownTurn {
  readonly id: number;
  readonly startedAt: number;
  readonly userText: string;
  readonly heardText: string;
}

function show(turns: readonly ShownTurn[], args: ParsedCommand, io: CliIo): number {
  if (args.flag('json')) {
    for (const turn of turns) io.print(JSON.stringify(turn));
    return exitCodes.done;
  }
  for (const turn of turns) {
    const when = new Date(turn.startedAt).toLocaleString(undefined, {
      dateStyle: 'medium',
      timeStyle: 'short',
    });
    io.print(io.paint('dim', `${when}  #${turn.id}`));
    if (turn.userText !== '') io.print(`  ${io.paint('bold', 'You   ')}  ${turn.userText}`);
    if (turn.heardText !== '') io.print(`  ${io.paint('bold', 'Parley')}  ${turn.heardText}`);
  }
  if (turns.length === 0) io.tell('Nothing found.');
  return exitCodes.done;
}

function search(services: Services, words: readonly string[], args: ParsedCommand, io: CliIo): number {
  if (words.length === 0) throw new UsageError('say what to search for');
  const found = services.history.search(words.join(' '), limitOf(args));
  return show(
    found.map(({ turn }) => turn),
    args,
    io,
  );
}

function remove(services: Services, words: readonly string[], io: CliIo): number {
  const id = Number(words[0]);
  if (!Number.isInteger(id)) throw new UsageError('name the number of a turn, as the list shows it');
  const removed = services.history.deleteTurn(id);
  if (!removed.ok) {
    io.tellFault(removed.fault);
    return exitCodes.failed;
  }
  if (!removed.value) io.tell(`parley: there is no turn #${id}.`);
  return removed.value ? exitCodes.done : exitCodes.failed;
}

function clear(services: Services, args: ParsedCommand, io: CliIo): number {
  if (!args.flag('yes')) throw new UsageError('clear deletes every turn; add --yes to do it');
  const cleared = services.history.clear();
  if (!cleared.ok) {
    io.tellFault(cleared.fault);
    return exitCodes.failed;
  }
  io.tell(`Deleted ${cleared.value} turns.`);
  return exitCodes.done;
}

function exportAll(services: Services, format: string | undefined, io: CliIo): number {
  const chosen = format ?? 'markdown';
  if (chosen !== 'markdown' && chosen !== 'json') throw new UsageError('export as markdown or json');
  for (const piece of services.history.export(chosen)) io.write(piece);
  return exitCodes.done;
}

function history(args: ParsedCommand, io: CliIo): Promise<number> {
  const [verb = 'list', ...words] = args.words;
  return withServices(io, {}, (services) => {
    const run = (): number => {
      switch (verb) {
        case 'list':
          return show(services.history.recentTurns({ limit: limitOf(args) }).toReversed(), args, io);
        case 'search':
          return search(services, words, args, io);
        case 'export':
          return exportAll(services, words[0], io);
        case 'delete':
          return remove(services, words, io);
        case 'clear':
          return clear(services, args, io);
        default:
          throw new UsageError(`there is no "${verb}"; use list, search, export, delete or clear`);
      }
    };
    return Promise.resolve().then(run);
  });
}

export const historyCommand: Command = {
  spec: {
    name: 'history',
    summary: 'List, search, export and delete earlier conversations.',
    usage: '[list | search WORDS | export [markdown|json] | delete NUMBER | clear --yes]',
    options: {
      limit: {
        type: 'string',
        short: 'n',
        value: 'N',
        help: `How many turns at most (default ${DEFAULT_LIMIT}).`,
      },
      json: { type: 'boolean', help: 'Print one JSON object a line.' },
      yes: { type: 'boolean', help: 'Really delete everything.' },
    },
    examples: ['parley history', 'parley history search timer', 'parley history export markdown > talk.md'],
  },
  run: history,
};
