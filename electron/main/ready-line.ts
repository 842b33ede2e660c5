/** The one line on stdout that says that Parley can be talked to, where, and how long it took. Pure. */
import { APP_PAGE } from './app-address.ts';
import type { DesktopState } from './main-context.ts';

const hosts = { utility: 'in a utility process', main: 'in the main process' } as const;

export function readyLine(facts: {
  readonly windowShown: boolean;
  readonly host: DesktopState['voice']['host'];
  readonly tookMs: number;
}): string {
  const where = facts.windowShown ? `window ${APP_PAGE}` : 'in the tray, window hidden';
  return `Parley ready: ${where}, voice ${hosts[facts.host]}, ${(facts.tookMs / 1000).toFixed(1)} s`;
}
