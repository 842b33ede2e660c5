/** Turns coloured shapes into RGBA pixels, and pixels into PNG, ICO and ICNS bytes. Owns no design. */
import { crc32, deflateSync } from 'node:zlib';

/** @typedef {import('./shapes.mjs').Shape} Shape */
/** @typedef {readonly [number, number, number]} Colour 0 to 255 */
/** @typedef {{ shape: Shape, colour: Colour | ((x: number, y: number) => Colour), opacity?: number }} Layer */

const SAMPLES = 4;

/**
 * Draws layers over a transparent square; each pixel is sampled 16 times, each sample softened over its own width.
 * @param {readonly Layer[]} layers the first is the lowest @param {number} size pixels a side
 * @returns {Buffer} RGBA, not premultiplied
 */
export function drawLayers(layers, size) {
  const pixels = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const [r, g, b, a] = pixelOf(layers, column, row, size);
      const at = (row * size + column) * 4;
      const unit = a > 0 ? 1 / a : 0;
      pixels.set([r * unit, g * unit, b * unit, a * 255].map(Math.round), at);
    }
  }
  return pixels;
}

/**
 * @param {readonly Layer[]} layers @param {number} column @param {number} row @param {number} size
 * @returns {[number, number, number, number]} colour premultiplied, alpha 0 to 1
 */
function pixelOf(layers, column, row, size) {
  /** @type {[number, number, number, number]} */
  const sum = [0, 0, 0, 0];
  for (let sub = 0; sub < SAMPLES * SAMPLES; sub += 1) {
    const x = (column + ((sub % SAMPLES) + 0.5) / SAMPLES) / size;
    const y = (row + (Math.floor(sub / SAMPLES) + 0.5) / SAMPLES) / size;
    let r = 0;
    let g = 0;
    let b = 0;
    let a = 0;
    for (const { shape, colour, opacity = 1 } of layers) {
      const cover = Math.min(1, Math.max(0, 0.5 - shape(x, y) * size * SAMPLES)) * opacity;
      if (cover === 0) continue;
      const [lr, lg, lb] = typeof colour === 'function' ? colour(x, y) : colour;
      r = lr * cover + r * (1 - cover);
      g = lg * cover + g * (1 - cover);
      b = lb * cover + b * (1 - cover);
      a = cover + a * (1 - cover);
    }
    sum[0] += r;
    sum[1] += g;
    sum[2] += b;
    sum[3] += a;
  }
  const share = 1 / (SAMPLES * SAMPLES);
  return [sum[0] * share, sum[1] * share, sum[2] * share, sum[3] * share];
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/** `zlib.crc32` is younger than the oldest Node we run on. @param {Buffer} data @returns {number} */
function crc(data) {
  if (typeof crc32 === 'function') return crc32(data);
  let value = 0xffffffff;
  for (const byte of data) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** @param {Buffer} rgba @param {number} size @returns {Buffer} PNG, 8 bits a channel with alpha */
export function encodePng(rgba, size) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row += 1) {
    rgba.copy(rows, row * (size * 4 + 1) + 1, row * size * 4, (row + 1) * size * 4);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Windows icon that holds PNGs. @param {readonly { size: number, png: Buffer }[]} images up to 256 pixels */
export function encodeIco(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.set([size % 256, size % 256, 0, 0], at);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** Types of a macOS icon's entries that hold PNGs, by pixels a side. @type {Readonly<Record<number, readonly string[]>>} */
const icnsTypes = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
};

/** macOS icon. @param {readonly { size: number, png: Buffer }[]} images */
export function encodeIcns(images) {
  const entries = images.flatMap(({ size, png }) =>
    (icnsTypes[size] ?? []).map((type) => {
      const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
      head.writeUInt32BE(png.length + 8, 4);
      return Buffer.concat([head, png]);
    }),
  );
  const body = Buffer.concat(entries);
  const head = Buffer.from('icns\0\0\0\0', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}
