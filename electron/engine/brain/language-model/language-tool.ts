/** What a language model may call. Tools only read: a wrong call must do no harm. */
export interface LanguageTool {
  /** As the model calls it: letters, digits and underscores. */
  readonly name: string;
  /** For the model: when to call it. */
  readonly description: string;
  /** JSON schema of the arguments, an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The result as text for the model. May reject; the model is then told that it failed. */
  run(args: unknown, signal: AbortSignal): Promise<string>;
}
