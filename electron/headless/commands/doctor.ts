/** `parley doctor`: checks everything Parley stands on and says what to do. */
import type { CliIo } from '../cli-io.ts';
import { exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import { withServices } from '../open-engine.ts';

const marks = { good: ['ok', 'green'], warning: ['note', 'yellow'], bad: ['FAIL', 'red'] } as const;
const MARK_WIDTH = 6;

function doctor(args: ParsedCommand, io: CliIo): Promise<number> {
  return withServices(io, {}, async (services) => {
    const findings = await services.diagnose((name) => io.status(`Checking ${name} ...`));
    io.status('');
    if (args.flag('json')) {
      io.print(JSON.stringify(findings, null, 2));
    } else {
      for (const finding of findings) {
        const [mark, colour] = marks[finding.state];
        io.print(`${io.paint(colour, mark.padEnd(MARK_WIDTH))}${finding.name}: ${finding.detail}`);
        if (finding.state !== 'good' && finding.help !== '')
          io.print(`${''.padEnd(MARK_WIDTH)}${finding.help}`);
      }
    }
    return findings.some((finding) => finding.state === 'bad') ? exitCodes.failed : exitCodes.done;
  });
}

export const doctorCommand: Command = {
  spec: {
    name: 'doctor',
    summary: 'Check weights, devices, addons, disk and permissions, and say what to do.',
    usage: '[--json]',
    details: 'A note is something to know; a FAIL keeps Parley from working and makes the exit code 1.',
    options: { json: { type: 'boolean', help: 'Print the findings as JSON.' } },
    examples: ['parley doctor'],
  },
  run: doctor,
};
