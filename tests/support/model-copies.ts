/** Copies of native-models in which one file is bad. Good files are hard links: the originals are never written. */
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Damage = 'missing' | 'truncated' | 'bit-flipped';

export interface ModelCopy {
  readonly root: string;
  remove(): void;
}

const originals = fileURLToPath(new URL('../../native-models/', import.meta.url));

/** Copies all models and damages `file` (for example `piper-joe/model.onnx`). */
export function copyModels(file: string, damage: Damage): ModelCopy {
  const root = mkdtempSync(join(tmpdir(), 'parley-models-'));
  cpSync(originals, root, { recursive: true, filter: (path) => !path.endsWith('.onnx') });
  for (const model of readdirSync(originals, { withFileTypes: true })) {
    if (!model.isDirectory()) continue;
    const weights = readdirSync(join(originals, model.name)).filter((name) => name.endsWith('.onnx'));
    for (const name of weights) linkOrCopy(join(originals, model.name, name), join(root, model.name, name));
  }
  const victim = join(root, file);
  rmSync(victim);
  if (damage !== 'missing') {
    copyFileSync(join(originals, file), victim);
    if (damage === 'truncated') truncateSync(victim, 1_000);
    else flipBit(victim);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function flipBit(path: string): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at]! ^= 0x10;
  writeFileSync(path, bytes);
}

/** SHA-256 of an original file, to see that nobody wrote to it. */
export function originalHash(file: string): string {
  return createHash('sha256')
    .update(readFileSync(join(originals, file)))
    .digest('hex');
}
