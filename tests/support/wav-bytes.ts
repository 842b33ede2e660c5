/**
 * Builds WAV files of every shape for tests, on purpose by other means than the parser under test: one writer a
 * sample format, and chunks joined by hand. Nothing here checks anything, so that broken files can be built too.
 */

export type SampleKind = 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'alaw' | 'mulaw';

export const sampleKinds: readonly SampleKind[] = ['u8', 's16', 's24', 's32', 'f32', 'f64', 'alaw', 'mulaw'];

export const bytesOfKind: Readonly<Record<SampleKind, number>> = {
  u8: 1,
  s16: 2,
  s24: 3,
  s32: 4,
  f32: 4,
  f64: 8,
  alaw: 1,
  mulaw: 1,
};

/** Largest error of one stored value of the kind for a signal in [-0.99, 0.99]. */
export const errorOfKind: Readonly<Record<SampleKind, number>> = {
  u8: 1 / 128,
  s16: 1 / 32768,
  s24: 1 / 2 ** 23,
  s32: 1e-7,
  f32: 1e-7,
  f64: 1e-7,
  alaw: 0.033,
  mulaw: 0.033,
};

const tagOfKind = (kind: SampleKind) => {
  if (kind === 'f32' || kind === 'f64') return 3;
  if (kind === 'alaw') return 6;
  return kind === 'mulaw' ? 7 : 1;
};

/** G.711 encoders by search of the nearest code, from the decoding formulas of the recommendation. */
function alawValue(code: number): number {
  const c = code ^ 0x55;
  const seg = (c & 0x70) >> 4;
  const low = ((c & 0x0f) << 4) | 8;
  const mag = seg > 0 ? (low | 0x100) << (seg - 1) : low;
  return (c & 0x80 ? mag : -mag) / 32768;
}
function mulawValue(code: number): number {
  const c = 255 - code;
  const mag = (((c & 0x0f) * 8 + 132) << ((c & 0x70) >> 4)) - 132;
  return (c & 0x80 ? -mag : mag) / 32768;
}
function nearest(value: number, decode: (code: number) => number): number {
  let best = 0;
  for (let code = 1; code < 256; code++) {
    if (Math.abs(decode(code) - value) < Math.abs(decode(best) - value)) best = code;
  }
  return best;
}

function putSample(view: DataView, at: number, value: number, kind: SampleKind, le: boolean): void {
  switch (kind) {
    case 'u8':
      return view.setUint8(at, Math.round(value * 128) + 128);
    case 's16':
      return view.setInt16(at, Math.round(value * 2 ** 15), le);
    case 's24': {
      const whole = Math.round(value * 2 ** 23) & 0xffffff;
      for (let i = 0; i < 3; i++) view.setUint8(at + (le ? i : 2 - i), (whole >> (8 * i)) & 255);
      return;
    }
    case 's32':
      return view.setInt32(at, Math.round(value * 2 ** 31), le);
    case 'f32':
      return view.setFloat32(at, value, le);
    case 'f64':
      return view.setFloat64(at, value, le);
    case 'alaw':
      return view.setUint8(at, nearest(value, alawValue));
    case 'mulaw':
      return view.setUint8(at, nearest(value, mulawValue));
  }
}

/** Interleaved bytes of `frames` moments; `valueAt(frame, channel)` in [-1, 1). */
export function sampleBytes(
  kind: SampleKind,
  channels: number,
  frames: number,
  valueAt: (frame: number, channel: number) => number,
  littleEndian = true,
): Uint8Array {
  const size = bytesOfKind[kind];
  const bytes = new Uint8Array(frames * channels * size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (let f = 0; f < frames; f++) {
    for (let c = 0; c < channels; c++, at += size) putSample(view, at, valueAt(f, c), kind, littleEndian);
  }
  return bytes;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

function integers(le: boolean, ...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, le);
    else view.setUint32(at, value, le);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** One chunk, padded to an even length; `size` may lie. */
export function chunk(id: string, body: Uint8Array, size = body.length, littleEndian = true): Uint8Array {
  const pad = new Uint8Array(body.length & 1);
  return concatBytes(ascii(id), integers(littleEndian, [4, size]), body, pad);
}

export interface FmtOptions {
  readonly kind: SampleKind;
  readonly channels: number;
  readonly rateHz: number;
  readonly extensible?: boolean;
  readonly littleEndian?: boolean;
  readonly tag?: number;
  readonly bits?: number;
  readonly blockBytes?: number;
}

export function fmtBody(options: FmtOptions): Uint8Array {
  const { kind, channels, rateHz, extensible = false, littleEndian = true } = options;
  const block = options.blockBytes ?? channels * bytesOfKind[kind];
  const bits = options.bits ?? bytesOfKind[kind] * 8;
  const tag = options.tag ?? tagOfKind(kind);
  const head = integers(
    littleEndian,
    [2, extensible ? 0xfffe : tag],
    [2, channels],
    [4, rateHz],
    [4, (rateHz * block) % 2 ** 32],
    [2, block],
    [2, bits],
  );
  if (!extensible) return head;
  const guidTail = [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71];
  return concatBytes(
    head,
    integers(littleEndian, [2, 22], [2, bits], [4, 0], [2, tag]),
    new Uint8Array(guidTail),
  );
}

/** A RIFF file of the given chunks; `riffSize` may lie. */
export function riff(chunks: readonly Uint8Array[], riffSize?: number, id = 'RIFF'): Uint8Array {
  const body = concatBytes(ascii('WAVE'), ...chunks);
  return concatBytes(ascii(id), integers(id !== 'RIFX', [4, riffSize ?? body.length]), body);
}
