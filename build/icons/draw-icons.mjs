/** Draws every icon into resources/icons. Run after changing mark.mjs: `node build/icons/draw-icons.mjs`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { appMark, trayMark, trayStates } from './mark.mjs';
import { drawLayers, encodeIcns, encodeIco, encodePng } from './raster.mjs';

const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
/** Pixels at scale 1: Windows and macOS take 16, Linux panels 22; each has its double. */
const TRAY_SIZES = [16, 22];

/** Every file by name. @returns {Map<string, Buffer>} */
export function drawIcons() {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  const app = APP_SIZES.map((size) => ({ size, png: encodePng(drawLayers(appMark(size), size), size) }));
  for (const { size, png } of app) files.set(`${size}x${size}.png`, png);
  files.set('icon.png', /** @type {Buffer} */ (files.get('512x512.png')));
  files.set('icon.ico', encodeIco(app.filter(({ size }) => size <= 256)));
  files.set('icon.icns', encodeIcns(app));
  for (const state of trayStates) {
    for (const variant of /** @type {const} */ (['light', 'dark'])) {
      for (const size of TRAY_SIZES) {
        for (const scale of [1, 2]) {
          const pixels = size * scale;
          const name = `tray-${state}-${variant}-${size}${scale === 2 ? '@2x' : ''}.png`;
          files.set(name, encodePng(drawLayers(trayMark(state, variant), pixels), pixels));
        }
      }
    }
    for (const scale of [1, 2]) {
      const name = `tray-${state}-Template${scale === 2 ? '@2x' : ''}.png`;
      files.set(name, encodePng(drawLayers(trayMark(state, 'template'), 16 * scale), 16 * scale));
    }
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL('../../resources/icons/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of drawIcons()) writeFileSync(new URL(name, folder), bytes);
}
