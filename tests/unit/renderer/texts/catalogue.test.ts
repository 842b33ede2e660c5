import { describe, expect, it } from 'vitest';
import { faultCodes, faultOf } from '../../../../electron/contract/errors.ts';
import { faults as germanFaults } from '../../../../renderer/src/texts/de/faults.ts';
import { de } from '../../../../renderer/src/texts/de.ts';
import { en } from '../../../../renderer/src/texts/en.ts';
import { literalTextComplaints, namedKeys } from '../../../support/literal-text.ts';
import { readRepositoryFile, repositoryFiles } from '../../../support/source-files.ts';

const keys = Object.keys(en) as (keyof typeof en)[];
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const modules = repositoryFiles().filter(
  (path) => /^renderer\/src\/.*\.tsx?$/.test(path) && !path.startsWith('renderer/src/texts/'),
);

describe('the catalogue', () => {
  it('has texts', () => {
    expect(keys.length).toBeGreaterThan(150);
  });

  it('has every text in German and none more', () => {
    expect(Object.keys(de).sort()).toEqual([...keys].sort());
    // some states need no words, but then in no language
    expect(keys.filter((key) => (de[key].trim() === '') !== (en[key].trim() === ''))).toEqual([]);
  });

  it('has the same placeholders in both languages', () => {
    const different = keys.filter((key) => placeholders(en[key]).join() !== placeholders(de[key]).join());
    expect(different).toEqual([]);
  });

  it('has both forms of every text that counts', () => {
    const forms = keys.filter((key) => key.endsWith('.one'));
    expect(forms.length).toBeGreaterThan(3);
    expect(forms.filter((key) => !Object.hasOwn(en, key.replace(/\.one$/, '.other')))).toEqual([]);
  });

  it('has no key that no module names', () => {
    const named = modules.map((path) => namedKeys(path, readRepositoryFile(path)));
    const isNamed = (key: string) =>
      named.some(
        ({ literals, composed }) =>
          literals.has(key) ||
          composed.some(
            ({ head, tail }) =>
              key.startsWith(head) && key.endsWith(tail) && key.length > head.length + tail.length,
          ),
      );
    // a text that counts is named without its form
    expect(keys.filter((key) => !isNamed(key) && !isNamed(key.replace(/\.(one|other)$/, '')))).toEqual([]);
  });

  it('tells every fault in German, differently from English', () => {
    expect(Object.keys(germanFaults).sort()).toEqual([...faultCodes].sort());
    const untold = faultCodes.filter(
      (code) => germanFaults[code].what === faultOf(code).message || germanFaults[code].help === '',
    );
    expect(untold).toEqual([]);
  });
});

describe('what a user reads', () => {
  it('comes from the catalogue', () => {
    const screens = modules.filter((path) => path.endsWith('.tsx'));
    expect(screens.length).toBeGreaterThan(40);
    expect(screens.flatMap((path) => literalTextComplaints(path, readRepositoryFile(path)))).toEqual([]);
  });

  it.each([
    ['text', `<p>Hello there</p>`],
    ['text in braces', `<p>{'Hello there'}</p>`],
    ['a branch', `<p>{isOn ? 'On now' : t('x')}</p>`],
    ['what follows a condition', `<p>{count > 0 && 'On now'}</p>`],
    ['a name', `<button aria-label="Close"><X /></button>`],
    ['a composed name', '<button aria-label={`Close ${name}`}><X /></button>'],
    ['a hint', `<input placeholder="Type here" />`],
    ['a title', `<span title={'More'} />`],
    ['a label in a list', `<Menu items={[{ id: 'a', label: 'Copy' }]} />`],
  ])('is seen when it does not: %s', (_, source) => {
    expect(literalTextComplaints('a.tsx', `const x = ${source};`)).toHaveLength(1);
  });

  it.each([
    [`<p>{t('talk.stop')}</p>`],
    [`<p className="flex gap-2">{name}</p>`],
    [`<Button kind="primary" size="small">{t('x')}</Button>`],
    [`<p>{state === 'running' && <Spinner />}</p>`],
    [`<p>{count} · {time} s</p>`],
  ])('is not confused with the rest: %s', (source) => {
    expect(literalTextComplaints('a.tsx', `const x = ${source};`)).toEqual([]);
  });
});
