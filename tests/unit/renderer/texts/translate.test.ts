import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../../electron/contract/errors.ts';
import type { Fault } from '../../../../electron/contract/errors.ts';
import { faultText } from '../../../../renderer/src/texts/fault-text.ts';
import {
  chooseLanguage,
  fillText,
  translate,
  translateCount,
} from '../../../../renderer/src/texts/translate.ts';

describe('translate', () => {
  it('puts parameters in, numbers as the language writes them', () => {
    expect(fillText('en', '{a} of {b}', { a: 'one', b: 12_345.5 })).toBe('one of 12,345.5');
    expect(fillText('de', '{b}', { b: 12_345.5 })).toBe('12.345,5');
  });
  it('shows what is missing rather than hide it', () => {
    expect(fillText('en', 'Say {phrase}', {})).toBe('Say {phrase}');
  });
  it('does not read a parameter as a pattern or a placeholder', () => {
    expect(fillText('en', '{a}{b}', { a: '{b} $& $1', b: 'x' })).toBe('{b} $& $1x');
  });
  it('speaks both languages', () => {
    expect(translate('en', 'talk.stop')).toBe('Stop');
    expect(translate('de', 'talk.stop')).toBe('Stopp');
  });
  it.each([
    [0, '0 messages found'],
    [1, '1 message found'],
    [10_000, '10,000 messages found'],
  ])('counts %d', (count, text) => {
    expect(translateCount('en', 'history.searchFound', count)).toBe(text);
  });
});

describe('chooseLanguage', () => {
  it.each<['system' | 'en' | 'de', string[], string]>([
    ['de', ['en-GB'], 'de'],
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['fr-FR', 'de'], 'de'],
    ['system', ['EN-us'], 'en'],
    ['system', ['fr'], 'en'],
    ['system', [], 'en'],
  ])('%s on %j gives %s', (wanted, system, language) => {
    expect(chooseLanguage(wanted, system)).toBe(language);
  });
});

describe('faultText', () => {
  it('keeps the detail in another language', () => {
    const { what } = faultText('de', faultOf('mic_unknown', 'USB (2)'));
    expect(what).toBe('Das gewählte Mikrofon ist nicht da. (USB (2))');
  });
  it('is the contract in English', () => {
    const fault = faultOf('mic_none');
    expect(faultText('en', fault)).toEqual({ what: fault.message, help: fault.help });
  });
  it('says of a call that was cut off what that is to a window', () => {
    const fault = faultOf('closed', 'aborted');
    expect(faultText('en', fault).what).toContain('voice stopped before');
    expect(faultText('de', fault).what).toContain('Stimme');
    expect(faultText('de', fault).what).not.toContain('aborted');
  });
  it('keeps a sentence that is not the table’s, without inventing a detail', () => {
    const fault: Fault = { code: 'mic_none', message: 'Something else (x)', help: 'h' };
    expect(faultText('de', fault).what).toBe('Es wurde kein Mikrofon gefunden.');
  });
  it('keeps the sentences of a code it does not know', () => {
    const fault = { code: 'from_the_future', message: 'New.', help: 'Update.' } as unknown as Fault;
    expect(faultText('de', fault)).toEqual({ what: 'New.', help: 'Update.' });
  });
});
