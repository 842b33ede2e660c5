/** Finds the built file of a worker, whether the caller runs from source (tests) or from the build. */

/**
 * @param callerUrl `import.meta.url` of the calling module
 * @param name file name of the worker beside the caller, without extension
 * @returns URL of the JavaScript to start: beside the caller when built, below `out/` when run from source.
 */
export function workerEntry(callerUrl: string, name: string): URL {
  if (!callerUrl.endsWith('.ts')) return new URL(`./${name}.js`, callerUrl);
  const source = new URL(`./${name}.js`, callerUrl).href;
  const at = source.lastIndexOf('/electron/');
  return new URL(`${source.slice(0, at)}/out/${source.slice(at + '/electron/'.length)}`);
}
