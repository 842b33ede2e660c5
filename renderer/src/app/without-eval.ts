/**
 * Loaded before everything else: tells zod not to try whether it may evaluate text. It may not (Content-Security-
 * Policy), it works without, and the attempt would be reported as a violation.
 */
import { config } from 'zod';

config({ jitless: true });
