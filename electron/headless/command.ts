/** What a sub-command is, how its arguments are read, and how its help is written. */
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import type { CliIo } from './cli-io.ts';
import { tableLines } from './cli-io.ts';

/** 0 done, 1 it failed, 2 the command was not understood, 130 interrupted. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** Name of the value in the help, for example FILE. */
  readonly value?: string;
  readonly help: string;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** What follows the name, for example `[FILE ...]`. */
  readonly usage: string;
  readonly details?: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly string[];
}

export interface ParsedCommand {
  readonly words: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
}

export interface Command {
  readonly spec: CommandSpec;
  /** It runs until it is interrupted: then that is no failure, and its own exit code counts. */
  readonly endsWhenInterrupted?: boolean;
  /** Resolves with the exit code. */
  run(args: ParsedCommand, io: CliIo): Promise<number>;
}

/** Thrown by a command that was called wrongly; the message is one sentence. */
export class UsageError extends Error {}

/** Throws UsageError for an unknown option or a missing value. */
export function parseCommand(spec: CommandSpec, argv: readonly string[]): ParsedCommand {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const [name, option] of Object.entries(spec.options)) {
    options[name] = { type: option.type, ...(option.short ? { short: option.short } : {}) };
  }
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return {
      words: positionals,
      flag: (name) => values[name] === true,
      text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    };
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message.split('. ')[0]! : String(thrown));
  }
}

export function helpLines(spec: CommandSpec): string[] {
  const rows = Object.entries(spec.options).map(([name, option]) => [
    `  ${option.short ? `-${option.short}, ` : '    '}--${name}${option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : ''}`,
    option.help,
  ]);
  rows.push(['  -h, --help', 'Show this help.']);
  return [
    spec.summary,
    '',
    `Usage: parley ${spec.name} ${spec.usage}`.trimEnd(),
    ...(spec.details ? ['', spec.details] : []),
    '',
    'Options:',
    ...tableLines(rows),
    ...(spec.examples.length > 0 ? ['', 'Examples:', ...spec.examples.map((example) => `  ${example}`)] : []),
    '',
    'Exit codes: 0 done, 1 failed, 2 not understood, 130 interrupted.',
  ];
}
