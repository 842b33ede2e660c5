/** How often something that dies is started again. Pure. */

export interface RestartRule {
  readonly restarts: number;
  readonly window_ms: number;
}

/**
 * @param deaths times in milliseconds, oldest first, this one included
 * @returns whether it may start again, and the deaths that still count
 */
export function judgeRestart(
  deaths: readonly number[],
  rule: RestartRule,
): { readonly again: boolean; readonly deaths: readonly number[] } {
  const now = deaths.at(-1) ?? 0;
  const counted = deaths.filter((at) => now - at < rule.window_ms);
  return { again: counted.length <= rule.restarts, deaths: counted };
}
