/**
 * Joins what a process or thread loads when it starts into one file each: a few hundred small files cost a start more
 * than all that is in them. A joined file stands at its entry's place in out/, so that whoever starts it by path finds
 * it there; what it loads later, by `import()`, are the single files beside it. Owns the list of entries.
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { build } from 'vite';

/** What is started on the way to the first window and to listening; below electron/, without extension. */
export const joinedEntries = [
  'main/index',
  'main/key-hook/key-hook-process',
  'voice/entry',
  'engine/stt/whisper-worker',
  'engine/turn/smart-turn-worker',
  'engine/tts/piper-worker',
];

/** Packages of many small files of plain JavaScript; all others stay where they are and find their own files. */
const JOINED_PACKAGES = ['zod'];

/** @param {string} from folder @param {string} to file @returns {string} as an import writes it */
function addressFrom(from, to) {
  const path = relative(from, to).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

/**
 * Each module goes on finding its neighbours by `import.meta.url`, and what is imported late is left for later.
 *
 * @param {string} sources absolute folder of the sources, without links
 * @param {string} entry absolute path of the entry's source, below it
 * @returns {import('vite').Plugin}
 */
function keepPlaces(sources, entry) {
  const here = dirname(entry);
  /** @param {string} source */
  const builtBeside = (source) => addressFrom(here, source.replace(/\.ts$/, '.js'));
  return {
    name: 'parley-keep-places',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      handler(specifier, importer, { kind }) {
        if (kind !== 'dynamic-import' || !importer || !specifier.startsWith('.')) return null;
        return { id: builtBeside(resolve(dirname(importer), specifier)), external: true };
      },
    },
    transform(code, id) {
      // the builder writes `/` everywhere
      const source = resolve(id);
      if (source === entry || !source.startsWith(sources + sep)) return null;
      if (!code.includes('import.meta.url')) return null;
      const own = `new URL(${JSON.stringify(builtBeside(source))}, import.meta.url).href`;
      return { code: code.replaceAll('import.meta.url', own), map: null };
    },
  };
}

/**
 * Writes the joined files over the compiler's, from the same sources. An entry without a source is left out.
 *
 * @param {string} folder the repository
 * @throws {Error} with the builder's words
 */
export async function joinEntries(folder) {
  // modules are named by where they really are
  const sources = realpathSync(join(folder, 'electron'));
  for (const name of joinedEntries) {
    const entry = join(sources, `${name}.ts`);
    if (!existsSync(entry)) continue;
    const place = resolve(folder, 'out', dirname(name));
    await build({
      root: folder,
      configFile: false,
      envFile: false,
      publicDir: false,
      logLevel: 'error',
      plugins: [keepPlaces(sources, entry)],
      ssr: { target: 'node', noExternal: JOINED_PACKAGES },
      build: {
        ssr: entry,
        outDir: place,
        emptyOutDir: false,
        target: 'node20.18',
        minify: false,
        sourcemap: true,
        rolldownOptions: {
          external: ['electron'],
          output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
        },
      },
    });
  }
}
