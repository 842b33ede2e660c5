/**
 * One question to the desk whose answer is shown: asked when the page opens, whenever `version` changes, and again when
 * a line is back that was closed.
 */
import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../../electron/contract/errors.ts';
import type { RpcMethod, RpcParams, RpcResults } from '../../../electron/contract/rpc.ts';
import { createAnswerOrder } from './answer-order.ts';
import type { AnswerOrder } from './answer-order.ts';
import { useBridge } from './use-bridge.ts';
import { useReturn } from './use-return.ts';

/** @param params must be the same object as long as the question is @returns null until it is answered */
export function useAnswer<M extends RpcMethod>(
  method: M,
  params: RpcParams<M>,
  version: number,
): Result<RpcResults[M]> | null {
  const bridge = useBridge();
  const [answer, setAnswer] = useState<Result<RpcResults[M]> | null>(null);
  const returns = useReturn(answer && !answer.ok ? answer.fault : null);
  const order = useRef<AnswerOrder | null>(null);
  useEffect(() => {
    const mine = createAnswerOrder();
    order.current = mine;
    return () => mine.end();
  }, [bridge, method, params]);
  useEffect(() => {
    const isNew = order.current?.ask();
    void bridge.call(method, params).then((result) => isNew?.() && setAnswer(result));
  }, [bridge, method, params, version, returns]);
  return answer;
}

export const NO_PARAMS = {};
