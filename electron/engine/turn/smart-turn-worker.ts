/** Worker of the end-of-turn lane: owns the Smart Turn session and the audio of its streams. */
import { FaultError, faultOf } from '../../contract/errors.ts';
import { loadOnnx, onnxSessionOptions } from '../native/onnx.ts';
import type { OnnxSession } from '../native/onnx.ts';
import { serveLane } from '../runtime/lane-worker.ts';
import type {
  SmartTurnAnswer,
  SmartTurnInit,
  SmartTurnNotice,
  SmartTurnQuestion,
} from './smart-turn-protocol.ts';
import { FEATURE_VALUES, FRAME_COUNT, MEL_COUNT } from './smart-turn-shape.ts';
import { createSmartTurnStreams } from './smart-turn-streams.ts';

const INPUT = 'input_features';
/** Named `logits` by its makers, yet it already is a probability. */
const OUTPUT = 'logits';

// while the file is still being verified
void loadOnnx();

serveLane<SmartTurnInit, SmartTurnQuestion, SmartTurnAnswer>(async ({ modelPath }) => {
  const onnx = await loadOnnx();
  if (!onnx.ok) throw new FaultError(onnx.fault);
  const session: OnnxSession = await onnx.value.InferenceSession.create(
    modelPath,
    onnxSessionOptions({ graphOptimizationLevel: 'all', threads: 1 }),
  );
  if (!session.inputNames.includes(INPUT) || !session.outputNames.includes(OUTPUT)) {
    await session.release();
    throw new FaultError(faultOf('model_failed', 'smart-turn: the file holds another model'));
  }

  const streams = createSmartTurnStreams();
  const features = new Float32Array(FEATURE_VALUES);
  const feeds = { [INPUT]: new onnx.value.Tensor('float32', features, [1, MEL_COUNT, FRAME_COUNT]) };
  await session.run(feeds); // the first run of a session is slow: it plans its memory

  return {
    handler: {
      notify: (message) => streams.handle(message as SmartTurnNotice),
      async run(question, { isCancelled }) {
        if (isCancelled() || !streams.read(question, features)) return null;
        const outputs = await session.run(feeds);
        return (outputs[OUTPUT]!.data as Float32Array)[0]!;
      },
      close: () => session.release(),
    },
  };
});
