/**
 * `npm run release -- key FILE`: makes the key that signs releases. Its private half goes into FILE, which you keep and
 * which never belongs into the repository; its public half becomes resources/update-key.pem and travels with the app.
 *
 * `npm run release -- sign FILE [FOLDER]`: signs the packages in FOLDER (.cache/package) for an update feed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { packageFolder } from '../package/packed-app.mjs';
import { root } from '../setup/paths.mjs';
import { SetupError, reportFailure } from '../setup/setup-error.mjs';
import { RELEASE_FILE, SIGNATURE_FILE, makeReleaseKey, signFeed } from './signed-feed.mjs';

const publicPath = join(root, 'resources', 'update-key.pem');
const USAGE = 'npm run release -- key FILE, or npm run release -- sign FILE [FOLDER]';

/** @param {string} file */
function makeKey(file) {
  const path = resolve(file);
  const within = relative(root, path);
  if (!within.startsWith('..') && !isAbsolute(within)) {
    throw new SetupError('A private key does not belong into the repository.', 'Name a file outside of it.');
  }
  for (const there of [path, publicPath].filter((place) => existsSync(place))) {
    throw new SetupError(
      `${there} is there already.`,
      'Copies that are installed trust the key they came with: keep it. Remove the file if you mean to begin anew.',
    );
  }
  const { publicPem, privatePem } = makeReleaseKey();
  // readable by its owner only, and never over a file that appeared meanwhile
  writeFileSync(path, privatePem, { mode: 0o600, flag: 'wx' });
  writeFileSync(publicPath, publicPem, { flag: 'wx' });
  console.log(`${path}: keep it safe, releases cannot be signed without it.`);
  console.log(`${relative(root, publicPath)}: commit it, then package the app.`);
}

/** @param {string} file @param {string} folder */
async function signRelease(file, folder) {
  for (const needed of [file, publicPath].filter((path) => !existsSync(path))) {
    throw new SetupError(`${needed} is not there.`, 'Make a key first: npm run release -- key FILE');
  }
  const [privatePem, publicPem] = [file, publicPath].map((path) => readFileSync(path, 'utf8'));
  const { version, files } = await signFeed({
    folder,
    privatePem: privatePem ?? '',
    publicPem: publicPem ?? '',
  });
  console.log(`Signed ${version}: ${files.join(', ')}`);
  console.log(`Upload these, the latest*.yml, ${RELEASE_FILE} and ${SIGNATURE_FILE} from ${folder}`);
}

const [what, file, folder = packageFolder, ...more] = process.argv.slice(2);
try {
  if (!file || more.length > 0) throw new SetupError('It is not clear what is wanted.', USAGE);
  if (what === 'key') makeKey(file);
  else if (what === 'sign') await signRelease(file, resolve(folder));
  else throw new SetupError(`There is no release command ${what}.`, USAGE);
} catch (thrown) {
  reportFailure(thrown);
}
