/**
 * Runs on the browser's audio thread: collects the microphone's samples into pieces of 512 and posts each as PCM16.
 * Plain JavaScript, because a worklet is loaded by address and not bundled.
 */
const PIECE_SAMPLES = 512;

class CaptureProcessor extends AudioWorkletProcessor {
  piece = new Int16Array(PIECE_SAMPLES);
  filled = 0;

  /** @param {Float32Array[][]} inputs */
  process([input]) {
    const channel = input?.[0];
    if (!channel) return true;
    for (const sample of channel) {
      this.piece[this.filled++] = Math.max(-1, Math.min(1, sample)) * 32767;
      if (this.filled === PIECE_SAMPLES) {
        this.port.postMessage(this.piece.buffer, [this.piece.buffer]);
        this.piece = new Int16Array(PIECE_SAMPLES);
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor('parley-capture', CaptureProcessor);
