/** Durations and limits of the language model folder, with what a user notices of each. */
import type { Ms } from '../../../contract/audio.ts';

/**
 * A first sentence may be spoken up to its first comma, semicolon or dash behind this many characters. Heard as:
 * how soon a long-winded answer begins. Shorter pieces sound chopped, since the voice cannot know what follows.
 */
export const FIRST_CLAUSE_CHARS = 60;

/**
 * The same where the text comes quickly: a first piece ends at the first place behind this many characters where a
 * speaker would breathe. Speaking it takes a second, in which the next piece comes.
 */
export const FIRST_BREATH_CHARS = 18;

/**
 * A text comes quickly from this many characters a second on: four times as fast as the voice speaks, which leaves time
 * for 60 characters to come and to be turned into sound while 18 are spoken. About 17 tokens.
 */
export const QUICK_CHARS_PER_SECOND = 80;

/** Text without any sentence end is spoken at the last space before this many characters. */
export const LONGEST_SENTENCE_CHARS = 400;

/** Tokens an answer may have. Heard as: the longest answer, about a minute of speech and more. */
export const REPLY_MAX_TOKENS = 300;

/** Text of one answer; what a server sends beyond it is not read. */
export const REPLY_MAX_CHARS = 64 * 1024;

/** Characters of earlier turns that a server is told. Noticed as: how far back it remembers. */
export const HISTORY_MAX_CHARS = 6_000;

/** Longest question passed on, far beyond what can be said in one breath; text may be typed or read from files. */
export const QUESTION_MAX_CHARS = 8_000;

/** Times a model may ask for tools before it must answer; more are loops of a confused model. */
export const TOOL_MAX_ROUNDS = 4;

/** Tool calls of one round, and characters of arguments and of a result, that are taken. */
export const TOOL_MAX_CALLS = 8;
export const TOOL_MAX_CHARS = 16 * 1024;

/** Waits before the first and the second repetition of a request that did not get through. */
export const RETRY_DELAYS_MS: readonly Ms[] = [250, 750];

/** The longest `Retry-After` that is waited for; a server that wants more is told as busy. */
export const RETRY_AFTER_MAX_MS: Ms = 5_000;

/** Redirects followed inside one origin. */
export const REDIRECTS_MAX = 3;

/** Bytes of one server response, of a response that is one JSON text, and of a refusal, that are read. */
export const STREAM_MAX_BYTES = 8 * 1024 * 1024;
export const JSON_MAX_BYTES = 1024 * 1024;
export const REFUSAL_MAX_BYTES = 8 * 1024;

/** A line of a server's stream may have this many characters. */
export const SSE_LINE_MAX_CHARS = 1024 * 1024;

/**
 * How long a cancelled embedded model may take to stop before its process is killed: reading a prompt cannot be
 * stopped. Noticed only as the model being loaded again on the next question.
 */
export const ABORT_GRACE_MS: Ms = 1_000;

/** An embedded model that was not asked for this long is unloaded. Noticed as memory, and one slower answer. */
export const IDLE_UNLOAD_MS: Ms = 10 * 60_000;

/** Longest look at a file of weights: 20 GB hashed from a slow disk. A network drive that is gone ends here. */
export const FILE_CHECK_MAX_MS: Ms = 5 * 60_000;

/** A trial of a server ends after this, first token or not. Someone waits before a settings page. */
export const TRIAL_MAX_MS: Ms = 10_000;

/** Names of models that a trial shows; servers of others may list thousands. */
export const TRIAL_MAX_MODELS = 500;
