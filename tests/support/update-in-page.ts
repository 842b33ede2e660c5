/** Changes settings through the desk from inside a window, as another window of the user would. */
import type { Page } from 'playwright-core';
import { openDesk } from './app-window.ts';

const lines = new WeakMap<Page, Awaited<ReturnType<typeof openDesk>>>();

export async function updateInPage(
  page: Page,
  entries: [string, string | number | boolean][],
): Promise<void> {
  const desk = lines.get(page) ?? (await openDesk(page));
  lines.set(page, desk);
  const saved = await desk.call('updateSettings', { entries });
  if (!saved.ok) throw new Error(saved.fault.message);
}
