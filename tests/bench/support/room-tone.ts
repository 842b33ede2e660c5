/** Faint noise, the same in every run: a microphone never delivers the exact zeros that would make pauses easy. */

/** @param levelDb RMS in dB against full scale */
export function createRoomTone(levelDb: number, seed = 22_222): (length: number) => Float32Array {
  // uniform noise in [-1, 1) has an RMS of 1 / sqrt(3)
  const scale = 10 ** (levelDb / 20) * Math.sqrt(3);
  let state = seed;
  return (length) =>
    Float32Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state / 2 ** 31 - 1) * scale;
    });
}
