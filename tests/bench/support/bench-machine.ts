/** Describes the machine a bench ran on. */
import { arch, cpus, release, totalmem, type } from 'node:os';
import type { BenchMachine } from './bench-result.ts';

export function describeMachine(now = new Date()): BenchMachine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() || `unknown ${arch()}`,
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    node: process.versions.node,
    date: now.toISOString().slice(0, 10),
  };
}
