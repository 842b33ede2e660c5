/** What index.html draws before any script runs: the app's own frame, where there is one, under the policy of pages. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pages } from '../../../../renderer/src/app/pages.tsx';
import { pageNames } from '../../../../renderer/src/app/route.ts';
import { windowViewOf } from '../../../../renderer/src/app/window-view.tsx';

const read = (path: string) => readFileSync(new URL(`../../../../renderer/${path}`, import.meta.url), 'utf8');
const html = read('index.html');
const [, root = ''] = /<div id="root">(.*)<\/div>\s*<script/s.exec(html) ?? [];
const named = [...root.matchAll(/<i id="\/([^"]*)" data-bare><\/i>/g)].map(([, name]) => name).sort();

describe('the frame of index.html', () => {
  it('is left out for every view that has none, and for no other', () => {
    const views = [...pageNames, 'overlay', 'monitor-window'];
    const frame = windowViewOf('');
    const bare = views.filter(
      (name) =>
        windowViewOf(`#/${name}`) !== frame ||
        pages.some((page) => page.name === name && page.isBare === true),
    );
    expect(named).toEqual(bare.sort());
    expect(read('src/styles/app.css')).toContain('[data-bare]:target ~ #first-frame');
  });

  it('looks as the navigation that takes its place', () => {
    const [, rail, name] =
      /<div\s+class="([^"]*bg-rail[^"]*)"\s*>\s*<p class="([^"]*)">Parley<\/p>/.exec(root) ?? [];
    const navigation = read('src/app/navigation.tsx');
    expect(navigation).toContain(`<header className="${rail}"`);
    expect(navigation).toContain(`<p className="${name}">{t('app.name')}</p>`);
  });

  it('is followed by the first script only, which loads the rest once it is painted', () => {
    expect([...html.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, source]) => source)).toEqual([
      './src/app/start.ts',
    ]);
    expect(read('src/app/start.ts')).not.toMatch(/^import .* from '[^']*(main|app)\.tsx'/m);
  });

  it('is told to nobody and needs nothing that the policy refuses', () => {
    expect(root).toContain('<div id="first-frame" class="@container h-full" aria-hidden="true">');
    expect(root).not.toMatch(/\sstyle=|<style|<script|\son\w+=|<a\s|<button|<input/);
  });
});
