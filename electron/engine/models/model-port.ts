/** Verified model files, by name. */
import type { Result } from '../../contract/errors.ts';

export interface VerifiedModel {
  readonly name: string;
  /** Absolute folder. */
  readonly folder: string;
  /** Absolute path of one of its files as named in the manifest. */
  path(file: string): string;
}

export interface ModelLibrary {
  /**
   * Checks every file's size and SHA-256 before anyone parses it (once per process and file state).
   * Errors: `model_unknown`, `model_missing`, `model_corrupt` (the bad file is quarantined).
   */
  open(name: string): Promise<Result<VerifiedModel>>;
  /** Whether there are files of the listed sizes under that name. Says nothing about what is in them. */
  isPresent(name: string): Promise<boolean>;
}
