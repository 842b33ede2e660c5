/** How busy the machine was, this process and all others together, from the kernel's own counts. */
import { readFileSync } from 'node:fs';

/** Ticks of all cores: [all, idle]. Time taken by another virtual machine is not idle. */
function readTicks(): readonly [number, number] {
  const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!;
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  return [ticks.reduce((sum, value) => sum + value, 0), ticks[3]! + ticks[4]!];
}

/** Begins to watch; what it returns gives the share of all cores that was busy since, 0 to 1. */
export function watchMachineLoad(): () => number {
  const [all, idle] = readTicks();
  return () => {
    const [allNow, idleNow] = readTicks();
    return allNow === all ? 0 : 1 - (idleNow - idle) / (allNow - all);
  };
}
