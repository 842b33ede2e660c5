/** `parley models`: what is installed and whether it is whole. */
import type { CliIo } from '../cli-io.ts';
import { tableLines } from '../cli-io.ts';
import { exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import { withServices } from '../open-engine.ts';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

function models(args: ParsedCommand, io: CliIo): Promise<number> {
  return withServices(io, {}, async (services) => {
    io.status('Checking every file ...');
    const report = await services.inspectModels();
    io.status('');
    for (const fault of report.faults) io.tellFault(fault);
    if (args.flag('json')) {
      io.print(JSON.stringify(report.models, null, 2));
    } else {
      const rows = report.models.map((model) => [
        model.name,
        model.kind,
        megabytes(model.sizeBytes),
        model.state,
        model.licence,
      ]);
      for (const line of tableLines([['name', 'kind', 'size', 'state', 'licence'], ...rows])) io.print(line);
      for (const model of report.models) {
        for (const file of model.bad) io.tell(`parley: ${model.name}/${file.path} is ${file.state}`);
      }
    }
    const whole = report.faults.length === 0 && report.models.every((model) => model.state === 'ready');
    return whole ? exitCodes.done : exitCodes.failed;
  });
}

export const modelsCommand: Command = {
  spec: {
    name: 'models',
    summary: 'List the models and check every file of them.',
    usage: '[--json]',
    options: { json: { type: 'boolean', help: 'Print everything that is known as JSON.' } },
    examples: ['parley models'],
  },
  run: models,
};
