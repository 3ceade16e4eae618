/** Sentences that add nothing to a task, in each supported language. All avoid a form of address the prompt may not use. */

import type { LanguageCode } from '../../text/languageWords.js';

type Phrases = Readonly<Record<Exclude<LanguageCode, 'en'>, readonly string[]>>;

/** Openings of a request. */
export const OPENINGS: Phrases = {
  de: ['Die Aufgabe ist folgende.', 'Es geht um diese Aufgabe.'],
  fr: ['La tâche est la suivante.', 'Il s’agit de la tâche suivante.'],
  es: ['La tarea es la siguiente.', 'Se trata de la siguiente tarea.'],
  it: ['Il compito è il seguente.', 'Si tratta del seguente compito.'],
  pt: ['A tarefa é a seguinte.', 'Trata-se da seguinte tarefa.'],
  nl: ['De taak is als volgt.', 'Het gaat om de volgende taak.'],
  ja: ['作業の内容は次のとおりです。', '次の作業をお願いします。'],
  zh: ['任务如下。', '这里有一项任务。'],
};

/** Thanks, at the end. */
export const THANKS: Phrases = {
  de: ['Vielen Dank!', 'Danke im Voraus!'],
  fr: ['Merci beaucoup !', 'Merci d’avance !'],
  es: ['¡Muchas gracias!', '¡Gracias de antemano!'],
  it: ['Grazie mille!', 'Grazie in anticipo!'],
  pt: ['Muito obrigado!', 'Desde já, obrigado!'],
  nl: ['Hartelijk dank!', 'Alvast bedankt!'],
  ja: ['よろしくお願いします。', 'ありがとうございます。'],
  zh: ['谢谢！', '非常感谢！'],
};

/** Reminders of the form that was asked for, without asking for another. */
export const FORM_REMINDERS: Phrases = {
  de: ['Ausgabeformat: wie beschrieben.', 'Die Antwort steht in der verlangten Form.'],
  fr: ['Format de sortie : comme décrit.', 'La réponse suit la forme demandée.'],
  es: ['Formato de salida: como se describe.', 'La respuesta sigue la forma pedida.'],
  it: ['Formato di uscita: come descritto.', 'La risposta segue la forma richiesta.'],
  pt: ['Formato de saída: como descrito.', 'A resposta segue a forma pedida.'],
  nl: ['Uitvoerformaat: zoals beschreven.', 'Het antwoord heeft de gevraagde vorm.'],
  ja: ['出力形式：指定のとおり。', '回答は指定された形式に従います。'],
  zh: ['输出格式：按要求。', '回答采用所要求的形式。'],
};
