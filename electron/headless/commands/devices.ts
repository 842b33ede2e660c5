/** `parley devices`: microphones and speakers. */
import type { CliIo } from '../cli-io.ts';
import { tableLines } from '../cli-io.ts';
import { exitCodes } from '../command.ts';
import type { Command, ParsedCommand } from '../command.ts';
import { withServices } from '../open-engine.ts';

function devices(args: ParsedCommand, io: CliIo): Promise<number> {
  return withServices(io, {}, async (services) => {
    const { microphones, speakers } = await services.listDevices();
    for (const list of [microphones, speakers]) if (!list.ok) io.tellFault(list.fault);
    const found = {
      microphones: microphones.ok ? microphones.value : [],
      speakers: speakers.ok ? speakers.value : [],
    };
    if (args.flag('json')) {
      io.print(JSON.stringify(found, null, 2));
    } else {
      const rows = [
        ...found.microphones.map((device) => [
          device.kind,
          device.name,
          [device.isDefault ? 'default' : '', device.muted ? 'muted' : ''].filter(Boolean).join(', '),
        ]),
        ...found.speakers.map((device) => ['speaker', device.name, device.isDefault ? 'default' : '']),
      ];
      for (const line of tableLines(rows)) io.print(line);
      if (rows.length === 0) io.tell('No microphone and no speaker was found.');
    }
    return microphones.ok && speakers.ok ? exitCodes.done : exitCodes.failed;
  });
}

export const devicesCommand: Command = {
  spec: {
    name: 'devices',
    summary: 'List microphones and speakers.',
    usage: '[--json]',
    options: { json: { type: 'boolean', help: 'Print them as JSON.' } },
    examples: ['parley devices', 'parley settings microphone "USB Audio"'],
  },
  run: devices,
};
