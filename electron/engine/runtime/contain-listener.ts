/** A listener as the engine calls it: from a timer, where what it throws would end the process. */

/** @param onThrow told each time it throws, or fails later */
export function containListener<T>(
  listener: (value: T) => void,
  onThrow: (thrown: unknown) => void,
): (value: T) => void {
  return (value) => {
    try {
      const given: unknown = listener(value);
      if (given instanceof Promise) given.catch(onThrow);
    } catch (thrown) {
      onThrow(thrown);
    }
  };
}
