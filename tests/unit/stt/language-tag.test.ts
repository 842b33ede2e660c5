import { expect, it } from 'vitest';
import { whisperLanguageOf } from '../../../electron/engine/stt/language-tag.ts';

const known = ['en', 'de', 'jw', 'no', 'zh', 'he'];

it.each([
  ['en', 'en'],
  ['en-GB', 'en'],
  [' DE_at ', 'de'],
  ['auto', 'auto'],
  ['jv', 'jw'],
  ['nb-NO', 'no'],
  ['zh-Hant-TW', 'zh'],
  ['iw', 'he'],
  ['fr', null],
  ['', null],
  ['x'.repeat(10_000), null],
])('%j is %j', (tag, code) => {
  expect(whisperLanguageOf(tag, known)).toBe(code);
});
