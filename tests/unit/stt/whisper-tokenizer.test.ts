import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWhisperTokenizer } from '../../../electron/engine/stt/whisper-tokenizer.ts';
import type { WhisperTokenizer } from '../../../electron/engine/stt/whisper-tokenizer.ts';
import { splitWords } from '../../../electron/engine/stt/word-split.ts';
import { modelFolder } from '../../support/stt-engines.ts';

function open(name: string): WhisperTokenizer {
  const built = createWhisperTokenizer(readFileSync(`${modelFolder(name)}/vocab.tiktoken`, 'utf8'));
  if (!built.ok) throw new Error(built.fault.message);
  return built.value;
}

describe.each(['whisper-tiny.en', 'whisper-base'])('%s tokenizer', (name) => {
  const tokenizer = open(name);

  it('gives any text back after encoding it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(Buffer.from(text, 'utf8').toString('utf8'));
      }),
      { numRuns: 300 },
    );
  });

  it('encodes every whole-word token of the vocabulary as itself', () => {
    let tried = 0;
    for (let id = 0; id < tokenizer.size; id += 7) {
      const text = tokenizer.decode([id]);
      if (!/^ ?[A-Za-z]+$/u.test(text)) continue;
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      expect(tokenizer.encode(text)).toEqual([id]);
      tried++;
    }
    expect(tried).toBeGreaterThan(2000);
  });

  it('joins bytes of one character across tokens, and leaves out ids it does not have', () => {
    const ids = tokenizer.encode('Grüße 🙂 日本');
    expect(tokenizer.decode([...ids, 50_363, 99_999, -1])).toBe('Grüße 🙂 日本');
    expect(tokenizer.decode([])).toBe('');
  });

  it('encodes a very long piece in reasonable time', () => {
    const text = 'a'.repeat(50_000);
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  it('splits words at spaces, keeps punctuation with its word, and loses nothing', () => {
    const text = ' "Well," she said, it\'s 5.20 (or so) - isn\'t it? Café crème!';
    const words = splitWords(tokenizer.encode(text), tokenizer, 'en').map((word) => word.text);
    expect(words.join('')).toBe(text);
    expect(words.map((word) => word.trim())).toEqual(
      expect.arrayContaining(['said,', "it's", "isn't", 'it?', 'Café', 'crème!']),
    );
  });
});

describe('splitWords', () => {
  it('takes characters one by one where a language has no spaces', () => {
    const tokenizer = open('whisper-base');
    const tokens = [...'「日本」。語'].flatMap((character) => tokenizer.encode(character));
    expect(splitWords(tokens, tokenizer, 'ja').map((word) => word.text)).toEqual(['「日', '本」。', '語']);
    expect(splitWords([], tokenizer, 'ja')).toEqual([]);
  });
});

describe('a broken vocabulary', () => {
  it.each([
    ['', 'too short'],
    ['YQ== 0\nYg== 2\n', 'line 2'],
    ['nonsense', 'line 1'],
    [' 0\n', 'line 1'],
    ['YQ== x\n', 'line 1'],
  ])('%j gives model_corrupt', (text, where) => {
    const built = createWhisperTokenizer(text);
    expect(built).toMatchObject({ ok: false, fault: { code: 'model_corrupt' } });
    if (!built.ok) expect(built.fault.message).toContain(where);
  });
});
