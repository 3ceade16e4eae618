/** Parts of a prompt that show what the answer must look like: output formats, templates and examples. */

import type { Span } from '../text/span.js';
import { linesOf, type Line } from './lines.js';
import { VARIABLE_TAG } from './templateTags.js';

/** How the lead of such a part reads, in the supported languages. */
const ABOUT_LAYOUT =
  /(?:format|output|schema|template|layout|example|sample|response|structure|ausgabe|vorlage|beispiel|antwort|sortie|modèle|exemple|réponse|salida|plantilla|ejemplo|respuesta|uscita|modello|esempio|risposta|saída|modelo|exemplo|resposta|uitvoer|sjabloon|voorbeeld|antwoord|形式|出力|例|格式|输出|示例|模板)/i;
/** "Answer in this format:", on a line of its own. */
const MAX_LEAD_WORDS = 12;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;
const BOLD = /^\s*(?:\*\*[^*]+\*\*[:：]?|__[^_]+__[:：]?)\s*$/;

/** Sorted, without overlaps. A heading's part ends at the next heading of its level, another's at a rule or the next lead. */
export function layoutSectionsOf(text: string): Span[] {
  const lines = linesOf(text);
  const slot = slotOf(lines);
  const sections: Span[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line;
    if (!isLead(line) || !ABOUT_LAYOUT.test(line.text) || line.text.trim() === slot) continue;
    const next = endOf(lines, at);
    sections.push({ start: line.start, end: (lines[next - 1] as Line).end });
    at = next - 1;
  }
  return sections;
}

/** The last line, where it is a name that the answer follows (`Respuesta:`): it announces nothing. Null where it is none. */
function slotOf(lines: readonly Line[]): string | null {
  const last = lines.findLast(({ isBlank }) => !isBlank);
  const isSlot = last !== undefined && levelOf(last) === 0 && /^\p{L}.*[:：]\s*$/u.test(last.text);
  return isSlot ? last.text.trim() : null;
}

const levelOf = ({ text, isCode }: Line): number =>
  isCode ? 0 : (/^\s*(#{1,6})\s/.exec(text)?.[1]?.length ?? 0);

function isLead(line: Line): boolean {
  if (line.isCode || line.isBlank) return false;
  if (levelOf(line) > 0 || BOLD.test(line.text)) return true;
  return /[:：]\s*$/.test(line.text) && line.text.trim().split(/\s+/).length <= MAX_LEAD_WORDS;
}

/** The index of the first line that is no longer part of the section. */
function endOf(lines: readonly Line[], at: number): number {
  const lead = lines[at] as Line;
  const level = levelOf(lead);
  const isBold = BOLD.test(lead.text);
  let hasText = false;
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] as Line;
    const isHeading = levelOf(line) > 0;
    if (level > 0 ? isHeading && levelOf(line) <= level : RULE.test(line.text)) return next;
    if (level === 0 && BOLD.test(line.text)) return next;
    // What holds a value of the case is the input again, not an example.
    if (level === 0 && VARIABLE_TAG.test(line.text)) return next;
    if (level === 0 && !isBold && line.isBlank && hasText) return next;
    hasText ||= !line.isBlank;
  }
  return lines.length;
}
