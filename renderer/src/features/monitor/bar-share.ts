/** How far a bar is filled. Pure. */

/** The end of the widest bar moves by about a pixel a step; what moves less is not painted again. */
const STEPS = 200;

/** @returns 0 to 1, the same for what looks the same */
export const barShare = (fill: number): number => Math.round(Math.min(1, Math.max(0, fill)) * STEPS) / STEPS;
