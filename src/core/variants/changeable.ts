/** The sentences and lists whose layout a variant may change: not those that show what the answer must look like. */

import { overlaps, type Span } from '../text/span.js';
import { proseOf } from './layout.js';
import { layoutSectionsOf } from './layoutSections.js';
import { listsOf, type ListItem } from './lists.js';

/** As `proseOf`. */
export function changeableProseOf(text: string): Span[][] {
  const sections = layoutSectionsOf(text);
  return proseOf(text).filter((sentences) => !sentences.some((each) => overlaps(sections, each)));
}

/** As `listsOf`. A list that is partly such a layout is left out. */
export function changeableListsOf(text: string): ListItem[][] {
  const sections = layoutSectionsOf(text);
  return listsOf(text).filter((items) => !items.some((each) => overlaps(sections, each)));
}
