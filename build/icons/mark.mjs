/**
 * The mark of Parley and its tray forms: two sides that face each other, and the word between them. Each state of the
 * tray differs in shape, not only in colour.
 */
import { arc, disc, stroke, tile, union, without } from './shapes.mjs';

/** @typedef {import('./raster.mjs').Layer} Layer */
/** @typedef {import('./raster.mjs').Colour} Colour */

const c = 0.5;
/** The two sides; `width` of the line. @param {number} radius @param {number} width @param {number} [half] */
const sides = (radius, width, half = 0.84) =>
  union(arc(c, c, radius, Math.PI, half, width), arc(c, c, radius, 0, half, width));

/** @param {Colour} top @param {Colour} bottom @returns {(x: number, y: number) => Colour} */
const downwards = (top, bottom) => (_x, y) => [
  top[0] + (bottom[0] - top[0]) * y,
  top[1] + (bottom[1] - top[1]) * y,
  top[2] + (bottom[2] - top[2]) * y,
];

/** The icon of the app. @param {number} size fine lines are left out below 48 pixels @returns {Layer[]} */
export function appMark(size) {
  const small = size < 48;
  const glyph = small
    ? [
        {
          shape: union(sides(0.29, 0.11), disc(c, c, 0.115)),
          colour: /** @type {Colour} */ ([250, 252, 251]),
        },
      ]
    : [
        { shape: sides(0.315, 0.052, 0.72), colour: /** @type {Colour} */ ([250, 252, 251]), opacity: 0.5 },
        { shape: sides(0.215, 0.068, 0.82), colour: /** @type {Colour} */ ([250, 252, 251]) },
        { shape: disc(c, c, 0.082), colour: /** @type {Colour} */ ([255, 205, 140]) },
      ];
  return [
    {
      shape: tile(small ? 0.02 : 0.06, small ? 0.22 : 0.205),
      colour: downwards([36, 122, 121], [16, 72, 88]),
    },
    ...glyph,
  ];
}

/** @type {Readonly<Record<'light' | 'dark' | 'template', { ink: Colour, listening: Colour, speaking: Colour, fault: Colour }>>} */
const inks = {
  // the panel is light: dark ink
  light: { ink: [38, 50, 56], listening: [0, 121, 115], speaking: [38, 50, 56], fault: [178, 62, 12] },
  dark: { ink: [236, 240, 241], listening: [94, 218, 205], speaking: [236, 240, 241], fault: [255, 170, 92] },
  // macOS colours these itself
  template: { ink: [0, 0, 0], listening: [0, 0, 0], speaking: [0, 0, 0], fault: [0, 0, 0] },
};

export const trayStates = /** @type {const} */ ([
  'idle',
  'listening',
  'thinking',
  'speaking',
  'muted',
  'fault',
]);

/**
 * @param {typeof trayStates[number]} state @param {keyof typeof inks} variant @returns {Layer[]}
 */
export function trayMark(state, variant) {
  const { ink, listening, fault } = inks[variant];
  const line = 0.105;
  const frame = sides(0.385, line, 0.86);
  const slash = stroke(0.17, 0.86, 0.83, 0.14, line);
  switch (state) {
    case 'idle':
      return [{ shape: union(frame, disc(c, c, 0.11)), colour: ink }];
    case 'listening':
      return [
        { shape: frame, colour: ink },
        { shape: disc(c, c, 0.225), colour: listening },
      ];
    case 'thinking':
      return [
        { shape: frame, colour: ink },
        {
          shape: union(disc(0.265, c, 0.078), disc(c, c, 0.078), disc(0.735, c, 0.078)),
          colour: ink,
        },
      ];
    case 'speaking':
      return [
        {
          shape: union(sides(0.42, line, 0.72), sides(0.235, line, 0.78), disc(c, c, 0.075)),
          colour: ink,
        },
      ];
    case 'muted':
      return [
        { shape: without(union(frame, disc(c, c, 0.095)), slash, 0.06), colour: ink },
        { shape: slash, colour: ink },
      ];
    case 'fault':
      return [
        { shape: frame, colour: ink },
        { shape: union(stroke(c, 0.27, c, 0.52, 0.13), disc(c, 0.73, 0.08)), colour: fault },
      ];
  }
}
