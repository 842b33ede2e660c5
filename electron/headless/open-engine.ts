/** Services and engine for one command, opened and closed in the right order, with their faults told. */
import type { Settings } from '../contract/settings.ts';
import { createEngine } from '../engine/engine.ts';
import type { Engine, EngineOptions } from '../engine/engine-port.ts';
import { openServices } from '../engine/services.ts';
import type { Services } from '../engine/services.ts';
import { createLogger } from '../engine/runtime/logger.ts';
import type { Logger } from '../engine/runtime/logger.ts';
import type { CliIo } from './cli-io.ts';

export interface UseEngineOptions {
  readonly need: NonNullable<EngineOptions['need']>;
  /** Files drive a clock of their own, as fast as the machine allows. */
  readonly fast?: boolean;
  /** Settings for this run only. */
  readonly override?: Partial<Settings>;
}

/** Runs `work` with open services. */
export async function withServices(
  io: CliIo,
  override: UseEngineOptions['override'],
  work: (services: Services) => Promise<number>,
): Promise<number> {
  const services = await openServices({
    log: commandLog(),
    override: override ?? {},
  });
  if (!services.ok) {
    io.tellFault(services.fault);
    return 1;
  }
  for (const fault of services.value.faults()) io.tellFault(fault);
  try {
    return await work(services.value);
  } finally {
    await services.value.close();
  }
}

/** Runs `work` with an open engine. */
export function withEngine(
  io: CliIo,
  options: UseEngineOptions,
  work: (engine: Engine, services: Services) => Promise<number>,
): Promise<number> {
  return withServices(io, options.override, async (services) => {
    io.status('Loading models ...');
    const engine = await createEngine({
      services,
      fast: options.fast ?? false,
      log: commandLog(),
      need: options.need,
    });
    io.status('');
    for (const fault of engine.faults) io.tellFault(fault);
    try {
      return await work(engine, services);
    } finally {
      await engine.close();
    }
  });
}

/** Nothing, unless PARLEY_DEBUG is set. */
export function commandLog(): Logger {
  return createLogger(process.env['PARLEY_DEBUG'] ? 'info' : 'silent');
}
