/** Keeps files small: nothing over 400 lines, those over 250 are listed to be looked at again. */
import { describe, expect, it } from 'vitest';
import { LOOK_AGAIN_LINES, MAXIMUM_LINES, lineCount } from '../support/arch-rules.ts';
import { readRepositoryFile, repositoryFiles } from '../support/source-files.ts';

/** Files that are tables of data, with the reason why they are not cut up. */
const dataTables: Readonly<Record<string, string>> = {
  'tests/unit/tts/speakable-rows.ts': 'written form and spoken form, one pair a row',
};

const sources = repositoryFiles().filter((path) =>
  /^(electron|tests|build|renderer)\/.*\.(ts|tsx|mjs|js|css)$/.test(path),
);

describe('file size', () => {
  it('counts lines as a reader does', () => {
    expect([lineCount(''), lineCount('a'), lineCount('a\n'), lineCount('a\nb\n')]).toEqual([0, 1, 1, 2]);
  });

  it(`is at most ${MAXIMUM_LINES} lines`, () => {
    expect(sources.length).toBeGreaterThan(80);
    const sized = sources.map((path) => ({ path, lines: lineCount(readRepositoryFile(path)) }));
    const long = sized.filter(({ lines }) => lines > LOOK_AGAIN_LINES && lines <= MAXIMUM_LINES);
    if (long.length > 0) {
      console.log(
        `Over ${LOOK_AGAIN_LINES} lines:\n${long.map(({ path, lines }) => `  ${lines} ${path}`).join('\n')}`,
      );
    }
    const tooLong = sized.filter(({ path, lines }) => lines > MAXIMUM_LINES && !(path in dataTables));
    expect(tooLong).toEqual([]);
  });

  it('exempts only tables that exist and need it', () => {
    const idle = Object.keys(dataTables).filter(
      (path) => !sources.includes(path) || lineCount(readRepositoryFile(path)) <= MAXIMUM_LINES,
    );
    expect(idle).toEqual([]);
  });
});
