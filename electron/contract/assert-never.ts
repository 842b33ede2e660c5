/** Closes a switch over a union: compiles only when every arm is handled, throws if data lied about its type. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
