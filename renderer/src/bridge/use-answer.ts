/** One question to the desk whose answer is shown: asked when the page opens and whenever `version` changes. */
import { useEffect, useState } from 'react';
import type { Result } from '../../../electron/contract/errors.ts';
import type { RpcMethod, RpcParams, RpcResults } from '../../../electron/contract/rpc.ts';
import { useBridge } from './use-bridge.ts';

/** @param params must be the same object as long as the question is @returns null until it is answered */
export function useAnswer<M extends RpcMethod>(
  method: M,
  params: RpcParams<M>,
  version: number,
): Result<RpcResults[M]> | null {
  const bridge = useBridge();
  const [answer, setAnswer] = useState<Result<RpcResults[M]> | null>(null);
  useEffect(() => {
    let wanted = true;
    void bridge.call(method, params).then((result) => wanted && setAnswer(result));
    return () => {
      wanted = false;
    };
  }, [bridge, method, params, version]);
  return answer;
}

export const NO_PARAMS = {};
