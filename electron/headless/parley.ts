/** The `parley` command: finds the sub-command, reads its arguments, and ends with its exit code. */
import { faultFrom } from '../contract/errors.ts';
import { createCliIo, tableLines } from './cli-io.ts';
import { UsageError, exitCodes, helpLines, parseCommand } from './command.ts';
import type { Command } from './command.ts';
import { devicesCommand } from './commands/devices.ts';
import { doctorCommand } from './commands/doctor.ts';
import { historyCommand } from './commands/history.ts';
import { loadCommand } from './commands/load.ts';
import { modelsCommand } from './commands/models.ts';
import { sayCommand } from './commands/say.ts';
import { serveCommand } from './commands/serve.ts';
import { settingsCommand } from './commands/settings.ts';
import { talkCommand } from './commands/talk.ts';
import { transcribeCommand } from './commands/transcribe.ts';

const commands: readonly Command[] = [
  talkCommand,
  serveCommand,
  transcribeCommand,
  sayCommand,
  devicesCommand,
  modelsCommand,
  historyCommand,
  settingsCommand,
  doctorCommand,
  loadCommand,
];

function overview(): string[] {
  return [
    'Parley: a private voice assistant that runs on this machine.',
    '',
    'Usage: parley COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...tableLines(commands.map(({ spec }) => [`  ${spec.name}`, spec.summary])),
    '',
    'parley COMMAND --help tells more.',
  ];
}

async function main(argv: readonly string[]): Promise<number> {
  const io = createCliIo();
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    for (const line of overview()) io.print(line);
    return name === undefined ? exitCodes.usage : exitCodes.done;
  }
  const command = commands.find((candidate) => candidate.spec.name === name);
  if (!command) {
    io.tell(`parley: there is no command "${name}". parley --help lists them.`);
    return exitCodes.usage;
  }
  try {
    const args = parseCommand(command.spec, rest);
    if (args.flag('help')) {
      for (const line of helpLines(command.spec)) io.print(line);
      return exitCodes.done;
    }
    const code = await command.run(args, io);
    io.status('');
    return io.interrupted.aborted && !command.endsWhenInterrupted ? exitCodes.interrupted : code;
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      io.tell(`parley ${name}: ${thrown.message}. parley ${name} --help tells more.`);
      return exitCodes.usage;
    }
    io.tellFault(faultFrom(thrown));
    if (process.env['PARLEY_DEBUG'] && thrown instanceof Error) io.tell(thrown.stack ?? '');
    return exitCodes.failed;
  }
}

process.exitCode = await main(process.argv.slice(2));
// addons keep threads that would hold the process open
process.exit();
