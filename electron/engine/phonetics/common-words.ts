/** Words so common that hearing them says nothing about a name or a term. Lower case, without marks. */

const list = `
a about above after again against ago all almost alone along already also although always am among an and another any
anybody anyone anything anyway are area around as ask asked at away baby back bad be became because become bed been
before began begin behind being believe best better between big bit black blue body book both box boy bread break bring
brother brought build bus business but buy by call called came can cannot car care case cat catch cause certain chair
change check child children city clean clear close cold color come coming common could country course cup cut dad dark
date daughter day days dead deal dear did die different dinner do doctor does dog doing done door down draw dream dress
drink drive drop during each early earth easy eat eight either else end enough even evening ever every everyone
everything example eye eyes face fact fall family far fast father feel feet fell felt few field fifth figure fill find
fine finger fire first fish five floor fly follow food foot for force forget form found four free friend friends from
front full fun game garden gave get getting girl give given glass go goes going gone gonna good got great green ground
group grow guess guy guys had hair half hand hands happen happened happy hard has hat have having he head hear heard
heart heavy held hello help her here hers herself hey hi high him himself his hit hold hole home hope horse hot hour
hours house how however hundred husband i idea if important in inside instead into is it its itself job join just keep
kept key kid kids kind king kitchen knew know known lady land large last late later laugh lay lead learn least leave led
left leg less let letter life light like line list listen little live lives living long look looked looking lost lot
love low lunch made make making man many map market matter may maybe me mean meant meet men might mile milk mind mine
minute minutes miss mom moment money month moon more morning most mother mouth move much music must my myself name near
nearly need never new news next nice night nine no nobody none nor north not note nothing now number of off office often
oh okay old on once one only open or orange order other others our out outside over own page paid paper parent part
party pass past pay people perhaps person phone pick picture piece place plan play please point poor possible power
pretty problem pull put question quick quickly quiet quite rain ran read ready real really reason red remember rest
return rich ride right river road rock room round run sad safe said same sat save saw say says school sea second see
seem seen self sell send sent set seven several shall she ship shirt shoe shop short should show shut sick side simple
since sing sir sister sit six sleep slow slowly small snow so some somebody someone something sometimes son song soon
sorry sort sound south speak spring stand star start started state stay step still stood stop store story street strong
student study such suddenly summer sun sure table take taken talk tall teacher tell ten than thank thanks that the
their them themselves then there these they thing things think third this those though thought thousand three through
time times tired to today together told tomorrow tonight too took top total toward town tree tried trip true try
trying turn turned twelve twenty two type uncle under until up upon us use used usually very voice wait walk wall want
wanted war warm was wash watch water way we wear weather week weekend well went were west what whatever when where
whether which while white who whole whose why wife will wind window winter wish with within without woman women wonder
word words work world would write wrong yeah year years yellow yes yesterday yet you young your yours yourself
`;

const words = new Set(list.trim().split(/\s+/));

/** @param word lower case, as `plainLetters` gives it */
export function isCommonWord(word: string): boolean {
  return words.has(word);
}
