/** A person's part in the meaning gate: decisions on kept wordings, written to `.plumbline/variants/`, and what follows from them. */

import { l10n, type Uri } from 'vscode';
import { UserError } from '../../core/errors.js';
import type {
  Calls,
  FrozenVariants,
  Imported,
  Message,
  Prompt,
  Rechecked,
  TurnedDown,
} from '../../core/index.js';
import { engine } from '../engine.js';
import type { PromptPlace } from '../platform.js';
import { rescoreReport } from '../rescore.js';
import { whyUnreadable, type Entry } from '../entry.js';
import { askBeside, type AuxiliaryTools } from '../auxiliaryCalls.js';

/** What the gate asks a model for one wording: does each require what the other does? */
export const CALLS_PER_CHECK = 2;

export interface Mending {
  /** The text of each message; null leaves the wording as it is. */
  readonly contents: readonly string[] | null;
  /** Whether a model is asked about its requirements. */
  readonly ask: boolean;
}

interface Kept {
  readonly entry: Entry;
  readonly place: PromptPlace;
  readonly prompt: Prompt;
  readonly text: string;
  readonly frozen: FrozenVariants;
}

export class WordingReview {
  readonly #tools: AuxiliaryTools;
  #last: Promise<void> = Promise.resolve();
  /** Why stale wordings did not hold when they were last checked, for the prompt they were checked against. */
  readonly #turnedDown = new Map<string, { prompt: string; found: Map<string, TurnedDown> }>();

  constructor(tools: AuxiliaryTools) {
    this.#tools = tools;
  }

  /**
   * Writes the decision and computes the numbers again; `pending` takes an earlier decision back. Throws `UserError` when it cannot
   * be written.
   */
  decide(
    uri: Uri,
    variants: readonly string[],
    status: 'approved' | 'rejected' | 'pending',
  ): Promise<void> {
    return this.#inTurn(async () => {
      const { place, text, entry } = await this.#kept(uri);
      const { decideOn, isRuleMade, withoutVariant } = await engine();
      // One that rules made is kept only as long as it is rejected.
      const isForgotten = (id: string) =>
        status === 'pending' &&
        entry.wordings.some((each) => each.id === id && isRuleMade(each.class));
      const decided = variants.reduce(
        (now, id) => (isForgotten(id) ? withoutVariant(now, id) : decideOn(now, id, { status })),
        text,
      );
      await this.#write(uri, place, decided);
    });
  }

  /** Keeps a variant that rules made as rejected, and computes the numbers without it. The next test sends another. */
  exclude(uri: Uri, variant: string): Promise<void> {
    return this.#inTurn(async () => {
      const { session, platform, log } = this.#tools;
      const { place, prompt, report } = await session.withReport(uri);
      const made = report?.variants.find(({ id }) => id === variant);
      if (!place || !prompt || !made) throw new UserError(l10n.t('Unknown variant {0}.', variant));
      const store = await platform.store(place, (line) => log.warn(line));
      const { excludeVariants } = await engine();
      await this.#write(uri, place, excludeVariants(prompt, await store.readVariants(), [made]));
    });
  }

  /** Checks a wording from elsewhere without asking anybody, and keeps it for review. */
  add(uri: Uri, text: string, change: string): Promise<Imported> {
    return this.#inTurn(async () => {
      const core = await engine();
      const entry = await this.#tools.session.refresh(uri);
      const { place, prompt } = entry;
      if (!place || !prompt) throw new UserError(whyUnreadable(entry));
      const store = await this.#tools.platform.store(place, () => undefined);
      const frozen = await store.readVariants();
      const { imported, variants } = await core.importWordings(prompt, [{ text, messages: null }], {
        ...{ frozen, change, ask: null, embed: null },
      });
      if (variants.length > 0)
        await this.#write(uri, place, core.freeze(prompt, frozen, { variants, asked: null }));
      return imported[0] as Imported;
    });
  }

  /** Gates a wording again, as it is or as a person mended it. It waits for a decision afterwards. */
  mend(uri: Uri, variant: string, { contents, ask }: Mending): Promise<void> {
    return this.#inTurn(async () => {
      const core = await engine();
      const { entry, place, prompt, text } = await this.#kept(uri);
      const own = entry.wordings.find(({ id }) => id === variant);
      if (!own || own.status === 'stale')
        throw new UserError(l10n.t('Unknown variant {0}.', variant));
      const messages = own.messages.map(({ role, content }, at): Message => ({
        role,
        content: contents?.[at] ?? content,
      }));
      const others = entry.wordings
        .filter(({ id, status }) => id !== variant && status !== 'stale' && status !== 'rejected')
        .map((each) => each.messages);
      const repeated = 'flag' as const;
      const { gate } = ask
        ? await askBeside(
            uri,
            {
              title: l10n.t('Comparing requirements'),
              calls: CALLS_PER_CHECK,
              work: ({ calls: { auxiliary } }) =>
                core.checkWording(prompt, messages, { ...asked(auxiliary), others, repeated }),
            },
            this.#tools,
          )
        : await core.checkWording(prompt, messages, { ask: null, embed: null, others, repeated });
      const status = contents === null && own.status === 'approved' ? 'approved' : 'pending';
      const decided = core.decideOn(text, variant, {
        status,
        gate,
        ...(contents === null ? {} : { messages }),
      });
      await this.#write(uri, place, decided);
    });
  }

  /** Gates the wordings of earlier versions against the prompt as it is; those that hold wait for a decision anew. */
  checkStale(uri: Uri, { ask }: { ask: boolean }): Promise<void> {
    return this.#inTurn(async () => {
      const core = await engine();
      const { entry, place, prompt, frozen } = await this.#kept(uri);
      const stale = entry.wordings.filter(({ status }) => status === 'stale');
      const rechecked: readonly Rechecked[] = ask
        ? await askBeside(
            uri,
            {
              title: l10n.t('Checking variants of earlier versions'),
              calls: CALLS_PER_CHECK * stale.length,
              work: ({ calls: { auxiliary } }) =>
                core.recheckStale(prompt, frozen, asked(auxiliary)),
            },
            this.#tools,
          )
        : await core.recheckStale(prompt, frozen, { ask: null, embed: null });
      const refused = rechecked.flatMap(({ variant, turnedDown }) =>
        turnedDown ? [[variant.id, turnedDown] as const] : [],
      );
      this.#turnedDown.set(uri.toString(), {
        prompt: core.fingerprint(prompt.messages),
        found: new Map(refused),
      });
      const variants = rechecked.filter((each) => !each.turnedDown).map(({ variant }) => variant);
      const { text } = await this.#kept(uri);
      const next =
        variants.length === 0 ? text : core.freeze(prompt, frozen, { variants, asked: null });
      await this.#write(uri, place, next);
    });
  }

  /** By the wording's id; empty where none was checked against the prompt as it is. */
  async turnedDown({ uri, prompt }: Entry): Promise<ReadonlyMap<string, TurnedDown>> {
    const known = this.#turnedDown.get(uri.toString());
    if (!known || !prompt) return new Map();
    const { fingerprint } = await engine();
    return known.prompt === fingerprint(prompt.messages) ? known.found : new Map();
  }

  /** One after the other: each reads the file the one before has written. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    // Whoever asked for it gets the error; the next in turn begins all the same.
    this.#last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }

  async #kept(uri: Uri): Promise<Kept> {
    const entry = await this.#tools.session.refresh(uri);
    const { place, prompt } = entry;
    const store = place && (await this.#tools.platform.store(place, () => undefined));
    const frozen = await store?.readVariants();
    const text = await store?.readVariantsText();
    if (!place || !prompt || !frozen || text == null)
      throw new UserError(l10n.t('This prompt has no kept variants.'));
    return { entry, place, prompt, text, frozen };
  }

  async #write(uri: Uri, place: PromptPlace, text: string): Promise<void> {
    const { session, platform, log } = this.#tools;
    const store = await platform.store(place, (line) => log.warn(line));
    await store.writeVariants(text);
    const { prompt, report, text: promptText } = await session.refresh(uri);
    if (!prompt || !report || session.isRunning(uri)) return;
    const say = (line: string) => log.info(line);
    const fresh = await rescoreReport(
      { prompt, text: promptText ?? '', place, last: report },
      { platform, say },
    );
    if (!fresh) return;
    await session.refresh(uri);
    session.showReport(uri, fresh);
  }
}

const asked = ({ ask, embed }: Calls['auxiliary']) => ({ ask, embed });
