/**
 * Lets Node 20 run our TypeScript from source: `node --import ./build/setup/typescript-hook.mjs file.ts`. Types are
 * taken out file by file, which our compiler settings allow; nothing is checked.
 */
import { register } from 'node:module';

register('./typescript-loader.mjs', import.meta.url);
