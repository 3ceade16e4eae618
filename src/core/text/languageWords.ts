/** Words that show which language a is in. They also open sentences, which names and nouns rarely do. */

/** The languages Plumbline has rules for, as ISO 639-1 codes. */
export const LANGUAGE_CODES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ja', 'zh'] as const;
export type LanguageCode = (typeof LANGUAGE_CODES)[number];

export const LANGUAGE_NAMES: Readonly<Record<LanguageCode, string>> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  pt: 'Portuguese',
  nl: 'Dutch',
  ja: 'Japanese',
  zh: 'Chinese',
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Function words and the imperatives prompts start with; Japanese and Chinese are recognized by their script. */
export const LANGUAGE_WORDS: Readonly<
  Record<Exclude<LanguageCode, 'ja' | 'zh'>, ReadonlySet<string>>
> = {
  en: words(`he she the of and to is are be was if you your it its this that these those which what who when where how why with
    from for not never do does only must should can may will each every all any no there they their them we our as by or
    an at but than then into about after before below above without between both one use using here another other
    answer answers reply respond return write give keep make choose pick select name read find list check say tell
    translate summarize summarise classify extract convert explain describe label sort count copy quote sign provide
    include avoid output generate create follow ensure identify analyze compare rewrite determine decide limit see     act think consider ignore mention state start begin end stop see note please always`),
  de: words(`der die das den dem des ein eine einen einem einer eines und oder aber ist sind sein wird werden nicht kein
    keine keinen nur mit von für auf aus bei nach über unter zum zur im am vom beim als auch wenn dann wie was wer welche
    welcher welches sie du dir dich ihr ihre ihren dein deine deinen sich es er wir zwischen jede jeder jedes jeden alle
    höchstens mindestens bitte immer nie antworte antworten nenne nennen schreibe schreiben fasse fassen gib geben lies
    lesen verwende verwenden nutze nutzen übersetze übersetzen ordne ordnen achte achten bis zu`),
  fr: words(`le la les un une des du de et ou est sont être dans avec pour sur sous par ne pas plus que qui quoi dont ce
    cette ces cet son sa ses votre vos ton ta tes vous tu il elle ils nous on au aux si mais chaque tous toutes sans entre
    réponds répondez donne donnez écris écrivez lis lisez résume résumez traduis traduisez classe classez utilise
    utilisez cite citez choisis choisissez indique indiquez en jamais toujours seulement`),
  es: words(`el la los las un una unos unas y o es son ser en con para por del al de que qué quién cuál no ni si sí su sus
    tu tus este esta estos estas ese esa cada todo todos todas sin entre pero como cómo más menos lo le se te usted
    responde responda escribe escriba lee lea resume resuma traduce traduzca clasifica clasifique usa use da dé indica
    indique elige elija nombra cita nunca siempre solo sólo`),
  it: words(`il lo la i gli le un uno una e o è sono essere in con per da del della dei degli delle al alla nel nella di
    che chi quale non se suo sua tuo tua questo questa questi queste ogni tutti tutte senza tra fra ma come più meno si ti
    rispondi risponda scrivi scriva leggi legga riassumi riassuma traduci traduca classifica usa usi dai indica scegli
    cita sempre solo soltanto`),
  pt: words(`o a os as um uma uns umas e ou é são ser em com para por do da dos das no na nos nas ao à de que quem qual não
    se seu sua seus suas este esta estes estas esse essa cada todo todos todas sem entre mas como mais menos você lhe
    responda escreva leia resuma traduza classifique use dê indique escolha cite nunca sempre apenas somente`),
  nl: words(`de het een en of is zijn wordt worden niet geen alleen met van voor op uit bij naar over onder in aan als dan
    wat wie welke dit dat deze die je jij jouw u uw zij hij wij hun tussen elk elke alle maar ook hoogstens minstens
    antwoord schrijf lees geef noem gebruik vat vertaal kies maak nooit altijd`),
};
