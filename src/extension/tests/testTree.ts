/** Prompts below their folders, and cases below their prompts. Items stay the same while their files do, and so do their results. */

import { l10n, Range, Uri, workspace, type TestController, type TestItem } from 'vscode';
import type { Entry } from '../entry.js';
import { folderSteps } from './folderSteps.js';

/** What the list of prompts tells before a file is read. */
export interface ListedTest {
  readonly uri: Uri;
  readonly name: string;
  readonly hasCases: boolean;
}

export class TestTree {
  readonly #controller: TestController;
  readonly #prompts = new Map<string, TestItem>();

  constructor(controller: TestController) {
    this.#controller = controller;
  }

  /** Every prompt there is: those that are not among them go, unless `keeps`. */
  list(all: readonly ListedTest[], keeps: (uri: Uri) => boolean): void {
    const listed = new Set(all.map(({ uri }) => uri.toString()));
    for (const item of [...this.#prompts.values()])
      if (item.uri && !listed.has(item.id) && !keeps(item.uri)) this.remove(item.uri);
    for (const { uri, name, hasCases } of all) {
      if (this.#prompts.has(uri.toString())) continue;
      const item = this.#add(uri);
      item.description = hasCases ? name : withoutCases(name);
      item.canResolveChildren = hasCases;
    }
  }

  has(uri: Uri): boolean {
    return this.#prompts.has(uri.toString());
  }

  get(uri: Uri): TestItem | undefined {
    return this.#prompts.get(uri.toString());
  }

  /** Adds or updates the test of a prompt and of its cases. */
  show({ uri, prompt, trouble, place }: Entry): void {
    const item = this.get(uri) ?? this.#add(uri);
    item.error = trouble ?? place?.trouble ?? undefined;
    if (!prompt) return;
    const { cases, name, start } = prompt;
    item.description = cases.length > 0 ? name : withoutCases(name);
    item.range = cases.length > 0 ? rangeOf(start.line) : undefined;
    item.canResolveChildren = false;
    const ids = new Set(cases.map(({ id }) => id));
    item.children.forEach((child) => {
      if (!ids.has(child.label)) item.children.delete(child.id);
    });
    for (const { id, range } of cases) {
      const childId = JSON.stringify([uri.toString(), id]);
      const known = item.children.get(childId);
      const child = known ?? this.#controller.createTestItem(childId, id, uri);
      if (range && child.range?.start.line !== range.line - 1) child.range = rangeOf(range.line);
      if (!known) item.children.add(child);
    }
  }

  /** The folders that it leaves empty go too. */
  remove(uri: Uri): void {
    const item = this.get(uri);
    this.#prompts.delete(uri.toString());
    for (let gone = item; gone;) {
      const { parent, id } = gone;
      const siblings = parent?.children ?? this.#controller.items;
      siblings.delete(id);
      gone = siblings.size === 0 ? parent : undefined;
    }
  }

  /** The prompts at or below an item that is no case; all of them without one. */
  promptsIn(item?: TestItem): readonly TestItem[] {
    if (item && this.#prompts.has(item.id)) return [item];
    const found: TestItem[] = [];
    const children = item?.children ?? this.#controller.items;
    children.forEach((child) => found.push(...this.promptsIn(child)));
    return found;
  }

  isCase({ parent }: TestItem): boolean {
    return parent !== undefined && this.#prompts.has(parent.id);
  }

  #add(uri: Uri): TestItem {
    const { folders, name } = folderSteps(workspace.asRelativePath(uri));
    let siblings = this.#controller.items;
    folders.forEach(({ id, label }, index) => {
      const known = siblings.get(id);
      const up = folders.length - index;
      const folder =
        known ??
        this.#controller.createTestItem(id, label, Uri.joinPath(uri, ...Array(up).fill('..')));
      if (!known) siblings.add(folder);
      siblings = folder.children;
    });
    const item = this.#controller.createTestItem(uri.toString(), name, uri);
    item.canResolveChildren = true;
    siblings.add(item);
    this.#prompts.set(item.id, item);
    return item;
  }
}

const withoutCases = (name: string) => l10n.t('{0} · no cases', name);

/** Lines count from 1, as in the engine. */
const rangeOf = (line: number) => new Range(line - 1, 0, line - 1, 0);
