/**
 * Shapes as signed distances on a unit square: negative inside, in units of the square's side, y downwards.
 * Owns geometry only; how it becomes pixels is raster.mjs.
 */

/** @typedef {(x: number, y: number) => number} Shape */

/** @param {number} cx @param {number} cy @param {number} radius @returns {Shape} */
export const disc = (cx, cy, radius) => (x, y) => Math.hypot(x - cx, y - cy) - radius;

/**
 * A line with round ends.
 * @param {number} ax @param {number} ay @param {number} bx @param {number} by @param {number} width
 * @returns {Shape}
 */
export function stroke(ax, ay, bx, by, width) {
  const dx = bx - ax;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  return (x, y) => {
    const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2));
    return Math.hypot(x - ax - along * dx, y - ay - along * dy) - width / 2;
  };
}

/**
 * A piece of a circle's line with round ends, symmetric about `direction`.
 * @param {number} cx @param {number} cy @param {number} radius
 * @param {number} direction radians, 0 to the right @param {number} half half its opening in radians
 * @param {number} width @returns {Shape}
 */
export function arc(cx, cy, radius, direction, half, width) {
  const end = (/** @type {number} */ sign) => [
    cx + radius * Math.cos(direction + sign * half),
    cy + radius * Math.sin(direction + sign * half),
  ];
  const [ax = 0, ay = 0] = end(-1);
  const [bx = 0, by = 0] = end(1);
  return (x, y) => {
    const turn = Math.atan2(y - cy, x - cx) - direction;
    const wrapped = Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)));
    const distance =
      wrapped <= half
        ? Math.abs(Math.hypot(x - cx, y - cy) - radius)
        : Math.min(Math.hypot(x - ax, y - ay), Math.hypot(x - bx, y - by));
    return distance - width / 2;
  };
}

/** @param {number} inset from each edge @param {number} radius @returns {Shape} */
export function tile(inset, radius) {
  const half = 0.5 - inset - radius;
  return (x, y) => {
    const qx = Math.abs(x - 0.5) - half;
    const qy = Math.abs(y - 0.5) - half;
    return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - radius;
  };
}

/** @param {...Shape} shapes @returns {Shape} */
export const union =
  (...shapes) =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));

/** What is in `shape` and at least `gap` away from `cutter`. @param {Shape} shape @param {Shape} cutter @param {number} gap @returns {Shape} */
export const without = (shape, cutter, gap) => (x, y) => Math.max(shape(x, y), gap - cutter(x, y));
