/** The browser's microphone as PCM16 mono 16 kHz pieces. The browser cancels the echo of what it plays itself. */
import { err, ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import { ENGINE_RATE_HZ } from '../../../electron/contract/audio.ts';

export interface BrowserMicrophone {
  close(): void;
}

/**
 * @param onPiece 512 samples as bytes, little-endian like every machine a browser runs on
 * @param onEnded the device was unplugged or the permission taken back
 * Errors: `mic_denied`, `mic_none`, `mic_failed`.
 */
export async function openBrowserMicrophone(
  onPiece: (bytes: Uint8Array) => void,
  onEnded: () => void,
): Promise<Result<BrowserMicrophone>> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: false, autoGainControl: true, channelCount: 1 },
    });
  } catch (thrown) {
    const name = thrown instanceof DOMException ? thrown.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return err('mic_denied');
    return err(name === 'NotFoundError' ? 'mic_none' : 'mic_failed');
  }
  const context = new AudioContext({ sampleRate: ENGINE_RATE_HZ });
  function close(): void {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  }
  try {
    await context.audioWorklet.addModule(new URL('./capture-worklet.js', import.meta.url));
  } catch {
    close();
    return err('mic_failed');
  }
  const processor = new AudioWorkletNode(context, 'parley-capture', { numberOfOutputs: 0 });
  processor.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => onPiece(new Uint8Array(data));
  context.createMediaStreamSource(stream).connect(processor);
  for (const track of stream.getTracks()) track.addEventListener('ended', onEnded);
  await context.resume();
  return ok({ close });
}
