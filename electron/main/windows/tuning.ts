/** Looks and moments of windows before their page has drawn itself. Durations in milliseconds. */

export const windowTuning = {
  /** The page's own background in each theme (renderer/src/styles): no flash before the first paint. */
  background: { light: '#faf9f7', dark: '#161615' },
  /** Usually one second; a page that hangs keeps nothing else from starting. */
  drawnWithinMs: 5_000,
  /** A window that is dragged moves many times; its place is kept once it rests. */
  savePlaceAfterMs: 500,
} as const;
