/** Abbreviations and titles. A table and the few rules that tell Saint from Street. */
import { before, matchAt, stopAfter } from './reading.ts';
import type { Reading } from './reading.ts';

/** With the full stop they are written with; said without it unless the sentence ends there. */
const dotted: Readonly<Record<string, string>> = {
  'mr.': 'Mister', 'mrs.': 'Missus', 'ms.': 'Miz', 'prof.': 'Professor', 'jr.': 'Junior', 'sr.': 'Senior',
  'gen.': 'General', 'col.': 'Colonel', 'sgt.': 'Sergeant', 'capt.': 'Captain', 'lt.': 'Lieutenant',
  'cmdr.': 'Commander', 'maj.': 'Major', 'gov.': 'Governor', 'sen.': 'Senator', 'rep.': 'Representative',
  'rev.': 'Reverend', 'hon.': 'Honorable', 'pres.': 'President',
  'e.g.': 'for example', 'eg.': 'for example', 'i.e.': 'that is', 'ie.': 'that is', 'etc.': 'et cetera',
  'et al.': 'and others', 'vs.': 'versus', 'v.s.': 'versus', 'cf.': 'compare', 'viz.': 'namely', 'ca.': 'circa',
  'approx.': 'approximately', 'ave.': 'Avenue', 'blvd.': 'Boulevard', 'rd.': 'Road', 'ln.': 'Lane', 'hwy.': 'Highway',
  'apt.': 'apartment', 'bldg.': 'building', 'mt.': 'Mount', 'inc.': 'Incorporated', 'corp.': 'Corporation',
  'ltd.': 'Limited', 'co.': 'Company', 'bros.': 'Brothers', 'dept.': 'department', 'univ.': 'University',
  'est.': 'established', 'min.': 'minutes', 'max.': 'maximum', 'avg.': 'average', 'hrs.': 'hours', 'hr.': 'hour',
  'mins.': 'minutes', 'secs.': 'seconds', 'yrs.': 'years', 'misc.': 'miscellaneous', 'govt.': 'government',
  'assn.': 'association', 'dist.': 'district', 'ext.': 'extension', 'tel.': 'telephone', 'temp.': 'temperature',
  'jan.': 'January', 'feb.': 'February', 'apr.': 'April', 'aug.': 'August', 'sept.': 'September', 'sep.': 'September',
  'oct.': 'October', 'nov.': 'November', 'dec.': 'December', 'mon.': 'Monday', 'tue.': 'Tuesday',
  'tues.': 'Tuesday', 'wed.': 'Wednesday', 'thu.': 'Thursday', 'thur.': 'Thursday', 'thurs.': 'Thursday',
  'fri.': 'Friday', 'lb.': 'pound', 'lbs.': 'pounds', 'oz.': 'ounces', 'ft.': 'feet',
  'ph.d.': 'P H D', 'm.d.': 'M D', 'a.k.a.': 'also known as', 'p.s.': 'P S', 'r.s.v.p.': 'R S V P',
}; // prettier-ignore

/** Only in front of a figure: without one they are ordinary words. */
const beforeFigure: Readonly<Record<string, string>> = {
  'no.': 'number', 'nos.': 'numbers', 'fig.': 'figure', 'vol.': 'volume', 'ch.': 'chapter', 'sec.': 'section',
  'p.': 'page', 'pp.': 'pages', 'art.': 'article', 'para.': 'paragraph', 'ver.': 'version', 'v.': 'version',
  'ed.': 'edition', 'eq.': 'equation', 'tab.': 'table',
}; // prettier-ignore

/** Without a full stop. Case counts. */
const undotted: Readonly<Record<string, string>> = {
  Mr: 'Mister', Mrs: 'Missus', Ms: 'Miz', Dr: 'Doctor', Prof: 'Professor', Jr: 'Junior', Sr: 'Senior',
  vs: 'versus', etc: 'et cetera', eg: 'for example', ie: 'that is', approx: 'approximately', aka: 'also known as',
  PhD: 'P H D', Ltd: 'Limited', Inc: 'Incorporated', Blvd: 'Boulevard', Ave: 'Avenue',
  'w/': 'with', 'w/o': 'without', 'b/c': 'because', 'c/o': 'care of', 'n/a': 'not applicable', 'N/A': 'not applicable',
  'and/or': 'and or', WiFi: 'Wi-Fi', iOS: 'eye O S', macOS: 'mac O S', iPhone: 'eye phone', iPad: 'eye pad',
  GitHub: 'Git hub', YouTube: 'You Tube', LaTeX: 'lah tech', PostgreSQL: 'post gres Q L', MySQL: 'my S Q L',
  npm: 'N P M', cli: 'C L I', nginx: 'engine X', Nginx: 'engine X', kubectl: 'cube control', sudo: 'soo doo',
  mp3: 'M P three', mp4: 'M P four', MP3: 'M P three', MP4: 'M P four', H2O: 'H two O', CO2: 'C O two', Wh: 'watt hours',
}; // prettier-ignore

const dottedShape = /(?:et al|[A-Za-z]{1,7}(?:\.[A-Za-z]){0,3})\./y;
const undottedShape =
  /(?:[A-Za-z]\/[A-Za-z]?(?![A-Za-z])|and\/or|[A-Za-z]{2,10}\d?|[A-Z]\d[A-Z])(?![A-Za-z0-9])/y;
const initials = /(?:[A-Za-z]\.){2,8}(?![A-Za-z])|(?:[A-Z]\.[ ]?){1,3}(?=[A-Z][a-z])/y;

/** Dr. and St. stand in front of a name for Doctor and Saint, behind one for Drive and Street. */
function titleOrRoad(text: string, at: number): Reading | null {
  const found = matchAt(/(Dr|St)\b\.?/y, text, at);
  if (!found) return null;
  const end = at + found[0].length;
  const nameBehind = /^ {1,2}[A-Z]/.test(text.slice(end, end + 3));
  const nameInFront = /(?:[A-Z][a-z]+|\d(?:st|nd|rd|th)) $/.test(before(text, at, 24));
  const road = nameInFront && (!nameBehind || /\d+ (?:[A-Z][a-z]+ ){1,2}$/.test(before(text, at, 40)));
  const word = found[1] === 'Dr' ? (road ? 'Drive' : 'Doctor') : road ? 'Street' : 'Saint';
  if (found[1] === 'St' && !road && !nameBehind) return null;
  return {
    length: found[0].length,
    speak: word + (road && found[0].endsWith('.') ? stopAfter(text, end) : ''),
  };
}

/** Abbreviations at the beginning of a word. */
export function abbreviation(text: string, at: number): Reading | null {
  const title = titleOrRoad(text, at);
  if (title) return title;
  const withDot = matchAt(dottedShape, text, at);
  if (withDot) {
    const key = withDot[0].toLowerCase();
    const end = at + withDot[0].length;
    const figure = /^ ?\d/.test(text.slice(end, end + 2)) ? beforeFigure[key] : undefined;
    if (figure !== undefined && Object.hasOwn(beforeFigure, key))
      return { length: withDot[0].length, speak: figure };
    const word = Object.hasOwn(dotted, key) ? dotted[key] : undefined;
    // "the co." and "min." are sure; "Sun." and "sat." are words, and not here.
    if (word !== undefined) {
      const title =
        /^(?:mr|mrs|ms|prof|gen|col|sgt|capt|lt|cmdr|maj|gov|sen|rep|rev|hon|pres|mt|vs|e\.g|i\.e)\.$/.test(
          key,
        );
      return { length: withDot[0].length, speak: word + (title ? '' : stopAfter(text, end)) };
    }
  }
  const letters = matchAt(initials, text, at);
  if (letters) {
    const end = at + letters[0].trimEnd().length;
    const said = [...letters[0].replace(/[^A-Za-z]/g, '').toUpperCase()]
      .map((letter) => (letter === 'A' ? 'eh' : letter))
      .join(' ');
    const stop = /^["'”’)\]]*\s*$/.test(text.slice(end, end + 8)) && end + 8 >= text.length ? '.' : '';
    return { length: letters[0].trimEnd().length, speak: said + stop };
  }
  const without = matchAt(undottedShape, text, at);
  if (without && Object.hasOwn(undotted, without[0]))
    return { length: without[0].length, speak: undotted[without[0]]! };
  return null;
}
