/** One Parley for each data folder: a second start hands its wishes to the first and ends. Call before `ready`. */
import { app } from 'electron';
import { parseSecondLaunch } from './launch-options.ts';
import type { LaunchOptions } from './launch-options.ts';

/**
 * @param onSecond what the second start was started with
 * @returns false when another Parley runs: it has been told, and this one is to end
 */
export function becomeOnlyInstance(
  options: LaunchOptions,
  onSecond: (launch: LaunchOptions) => void,
): boolean {
  if (!app.requestSingleInstanceLock({ hidden: options.hidden, page: options.page })) return false;
  app.on('second-instance', (_event, _argv, _folder, data) => onSecond(parseSecondLaunch(data)));
  return true;
}
