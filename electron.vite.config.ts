/**
 * Builds what runs in a window: the preload script and the renderer. Everything that runs in Node (main process,
 * voice process, lane workers, command line) is compiled by tsc into the same out/ folder, one file each, because
 * workers are started by path; what a start waits for is then joined in place (build/setup/join-entries.mjs).
 */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const here = import.meta.dirname;

/** The interface is loaded once the page's frame is painted (renderer/src/app/start.ts); it is fetched meanwhile. */
const fetchInterfaceEarly: Plugin = {
  name: 'parley-fetch-interface-early',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {} }) {
      const late = Object.values(bundle).filter((part) => part.type === 'chunk' && part.isDynamicEntry);
      return late.map(({ fileName }) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${fileName}` },
        injectTo: 'head',
      }));
    },
  },
};

// eslint-disable-next-line no-restricted-syntax -- electron-vite reads the default export
export default defineConfig({
  preload: {
    build: {
      outDir: 'out/preload',
      emptyOutDir: true,
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: resolve(here, 'electron/preload/preload.ts') },
        // a sandboxed preload script has to be CommonJS in one file
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        external: ['electron'],
      },
    },
  },
  renderer: {
    root: resolve(here, 'renderer'),
    base: './',
    plugins: [react(), tailwindcss(), fetchInterfaceEarly],
    build: {
      outDir: resolve(here, 'out/renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      // the polyfill fetches, and every target here knows modulepreload
      modulePreload: { polyfill: false },
      minify: true,
      // a data: font or image in the style sheet would need a looser policy
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: resolve(here, 'renderer/index.html') } },
    },
  },
});
