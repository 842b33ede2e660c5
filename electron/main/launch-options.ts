/** What the app was started with: `--hidden` and `--page=NAME`. Pure; everything else on the line is Chromium's. */
import { z } from 'zod';
import { desktopSchemas } from '../contract/desktop.ts';
import type { PageName } from './main-context.ts';

export interface LaunchOptions {
  readonly hidden: boolean;
  readonly page: PageName | null;
}

const pageName = desktopSchemas.openPage.shape.page;

/** An unknown page is no page. The last of each counts. */
export function parseLaunchOptions(argv: readonly string[]): LaunchOptions {
  const given = argv.findLast((value) => value.startsWith('--page='))?.slice('--page='.length);
  const page = pageName.safeParse(given);
  return { hidden: argv.includes('--hidden'), page: page.success ? page.data : null };
}

const launchSchema = z.strictObject({ hidden: z.boolean(), page: pageName.nullable() });

/** What a second start handed over; anything odd means no more than "show yourself". */
export function parseSecondLaunch(data: unknown): LaunchOptions {
  const parsed = launchSchema.safeParse(data);
  return parsed.success ? parsed.data : { hidden: false, page: null };
}
