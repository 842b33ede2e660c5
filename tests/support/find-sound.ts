/** Finds a known sound inside a longer recording. */

export interface FoundSound {
  /** Where it begins in the recording, in samples. */
  readonly atSamples: number;
  /** Normalised correlation there, 1 for the very same wave at any loudness. */
  readonly likeness: number;
}

function likenessAt(recording: Float32Array, clip: Float32Array, at: number, step: number): number {
  let cross = 0;
  let ofClip = 0;
  let ofRecording = 0;
  for (let i = 0; i < clip.length; i += step) {
    const a = clip[i]!;
    const b = recording[at + i]!;
    cross += a * b;
    ofClip += a * a;
    ofRecording += b * b;
  }
  return ofClip > 0 && ofRecording > 0 ? cross / Math.sqrt(ofClip * ofRecording) : 0;
}

/**
 * The place where `clip` fits best. Every offset is tried with every eighth sample, the best of them with all.
 * Both at the same rate; the recording must be the longer one.
 */
export function findSound(recording: Float32Array, clip: Float32Array): FoundSound {
  let best: FoundSound = { atSamples: -1, likeness: 0 };
  for (let at = 0; at + clip.length <= recording.length; at++) {
    const likeness = likenessAt(recording, clip, at, 8);
    if (likeness > best.likeness) best = { atSamples: at, likeness };
  }
  if (best.atSamples < 0) return best;
  return { atSamples: best.atSamples, likeness: likenessAt(recording, clip, best.atSamples, 1) };
}
