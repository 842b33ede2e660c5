/** Recordings of a folder as bytes that a socket would bring. Owns what is said about a folder that holds none. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FRAME_SAMPLES } from '../../contract/audio.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import { openWavFrames } from '../../engine/capture/wav-frames.ts';
import { encodePcm16 } from '../../engine/dsp/wav.ts';

export interface Clip {
  readonly name: string;
  /** PCM16 little-endian mono, 16 kHz. */
  readonly pcm: Uint8Array;
}

/** Of a folder so many, of a recording so much: all of it is held in memory. */
export const CLIPS_MOST = 50;
export const CLIP_SECONDS_MOST = 30;
const FRAMES_MOST = Math.ceil((CLIP_SECONDS_MOST * 16_000) / FRAME_SAMPLES);

/** Errors: those of the file. Sound beyond CLIP_SECONDS_MOST is left out. */
export async function readClip(path: string): Promise<Result<Clip>> {
  const opened = await openWavFrames(path);
  if (!opened.ok) return opened;
  const frames: Uint8Array[] = [];
  try {
    while (frames.length < FRAMES_MOST) {
      const frame = await opened.value.next();
      if (!frame.ok) return frame;
      if (!frame.value) break;
      // a float file may hold what no sound has
      frames.push(encodePcm16(frame.value.map((sample) => (Number.isFinite(sample) ? sample : 0))));
    }
  } finally {
    await opened.value.close();
  }
  return ok({ name: basename(path), pcm: Buffer.concat(frames) });
}

/**
 * The WAV files of a folder, by name. Errors: `file_missing`, also when none can be read, `file_unreadable`.
 * @param onSkipped told of each that is no sound
 */
export async function readClips(
  folder: string,
  onSkipped: (fault: Fault) => void,
): Promise<Result<readonly Clip[]>> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT') return err('file_missing', folder);
    return err('file_unreadable', `${folder}: ${code === 'ENOTDIR' ? 'not a folder' : code}`);
  }
  const wanted = names.filter((name) => name.toLowerCase().endsWith('.wav')).sort();
  const clips: Clip[] = [];
  for (const name of wanted.slice(0, CLIPS_MOST)) {
    const clip = await readClip(join(folder, name));
    if (clip.ok) clips.push(clip.value);
    else onSkipped(clip.fault);
  }
  return clips.length > 0 ? ok(clips) : err('file_missing', `${folder}: no WAV file that can be read`);
}
