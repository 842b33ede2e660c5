/**
 * Every screen in every theme, at 100 % and 200 % text: axe finds nothing, and a picture is kept in tests/output for
 * whoever wants to look.
 */
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace } from '../support/app-place.ts';
import type { Place } from '../support/app-place.ts';
import { updateInPage } from '../support/update-in-page.ts';
import { startXvfb } from '../support/xvfb.ts';
import type { VirtualDisplay } from '../support/xvfb.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const output = fileURLToPath(new URL('../output/screens', import.meta.url));
const pages = ['talk', 'settings', 'models', 'monitor', 'wake', 'welcome', 'about'] as const;
const looks = [
  { theme: 'light', scale: 1, language: 'en' },
  { theme: 'light', scale: 2, language: 'de' },
  { theme: 'dark', scale: 1, language: 'de' },
  { theme: 'dark', scale: 2, language: 'en' },
  { theme: 'contrast', scale: 1, language: 'en' },
  { theme: 'contrast', scale: 2, language: 'de' },
] as const;

interface AxeFinding {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
}

describe('every screen', () => {
  let display: VirtualDisplay;
  let place: Place;

  beforeAll(async () => {
    mkdirSync(output, { recursive: true });
    display = await startXvfb();
    place = await openPlace('app', { display: display.display, rig: null });
    const field = place.page.getByLabel('Type a message');
    await field.waitFor({ timeout: 60_000 });
    for (const text of ['what is six times seven', 'set a timer for ten minutes']) {
      await field.fill(text);
      await field.press('Enter');
      await place.page.locator('[data-turn]', { hasText: text }).waitFor({ timeout: 60_000 });
    }
    await place.page.locator('[data-turn]').first().getByRole('button', { name: 'Details' }).click();
    // evaluated by the debugger, which the page's policy does not bind
    await place.page.evaluate(readFileSync(axePath, 'utf8'));
  });
  afterAll(async () => {
    await place.end();
    await display.stop();
  });

  async function choose(look: (typeof looks)[number]): Promise<void> {
    const { page } = place;
    await page.evaluate(() => void (location.hash = '#/settings'));
    await updateInPage(page, [
      ['appearance.theme', look.theme],
      ['appearance.textScale', look.scale],
      ['appearance.language', look.language],
    ]);
    await expect
      .poll(() =>
        page.evaluate(() => [document.documentElement.dataset['theme'], document.documentElement.lang]),
      )
      .toEqual([look.theme, look.language]);
  }

  it.each(looks)('$theme at $scale, $language', async (look) => {
    const { page } = place;
    await choose(look);
    for (const name of pages) {
      await page.evaluate((to) => void (location.hash = `#/${to}`), name);
      await page.locator('h1, [role="region"]').first().waitFor();
      // pictures and colours are judged when nothing moves any more
      await page.evaluate(() =>
        Promise.all(
          document
            .getAnimations()
            .filter((a) => a.effect?.getComputedTiming().iterations !== Infinity)
            .map((a) => a.finished),
        ),
      );
      await page.screenshot({
        path: join(output, `${name}-${look.theme}-${look.scale * 100}-${look.language}.png`),
      });
      const found = await page.evaluate<readonly AxeFinding[]>(
        'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => r.violations)',
      );
      const told = found.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => String(node.target)).join(', ')}`,
      );
      expect(told, `${name}, ${JSON.stringify(look)}`).toEqual([]);
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('body, body *')]
          .filter((part) => part.scrollWidth > part.clientWidth + 1)
          .filter((part) => ['auto', 'scroll'].includes(getComputedStyle(part).overflowX))
          .map((part) => part.className),
      );
      expect(wide, `${name} has to be scrolled sideways`).toEqual([]);
    }
    expect(place.complaints).toEqual([]);
  });
});
