/**
 * The editor's own language models. They tell neither token probabilities nor usage, take no system message and do not
 * promise to honour a temperature; they take tools and answer with calls; the editor asks for consent with the first call.
 */

import {
  CancellationTokenSource,
  l10n,
  LanguageModelChatMessage,
  LanguageModelError,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
  lm,
  type LanguageModelChat,
  type LanguageModelChatTool,
} from 'vscode';
import { UserError } from '../core/errors.js';
import type { ChatRequest, Endpoint, Tool, ToolTurn } from '../core/index.js';
import { engine } from './engine.js';
import type { ModelChoice } from './platform.js';

const CONCURRENCY = 4;
/** A call that is not answered by then counts as failed, and is made again. */
const TIMEOUT_MS = 120_000;

export async function editorModelChoices(): Promise<ModelChoice[]> {
  const models = await lm.selectChatModels();
  return models.map((model) => ({
    kind: 'editor',
    label: `${model.name} (${model.vendor})`,
    model: model.id,
  }));
}

/** Throws `UserError` when the editor no longer has the model. */
export async function editorEndpoint(id: string): Promise<Endpoint> {
  const [model] = await lm.selectChatModels({ id });
  if (!model) {
    throw new UserError(
      l10n.t('The editor no longer offers the model {0}. Select another one.', id),
    );
  }
  return {
    provider: {
      id: `editor:${model.vendor}`,
      recorded: false,
      complete: (request, { signal }) => ask(model, request, signal),
    },
    model: model.id,
    price: null,
    concurrency: CONCURRENCY,
    recordedAt: null,
    notes: [{ code: 'editor-model', params: {} }],
  };
}

async function ask(model: LanguageModelChat, request: ChatRequest, signal: AbortSignal) {
  if (request.messages.some(({ images }) => images)) {
    const { ProviderError } = await engine();
    const message = l10n.t(
      '{0} cannot be sent images from here. Select a model of an endpoint.',
      model.name,
    );
    throw new ProviderError(message, { failure: 'bad-request' });
  }
  const source = new CancellationTokenSource();
  const patience = AbortSignal.timeout(TIMEOUT_MS);
  const cancel = () => source.cancel();
  const either = AbortSignal.any([signal, patience]);
  either.addEventListener('abort', cancel, { once: true });
  const sentAt = Date.now();
  let firstAt: number | null = null;
  let said = '';
  const calls: { name: string; arguments: string }[] = [];
  const read = async () => {
    const response = await model.sendRequest(
      messagesFor(request),
      {
        justification: l10n.t(
          'Plumbline measures how much answers depend on the wording of a prompt.',
        ),
        ...(request.tools ? { tools: request.tools.map(toolOf) } : {}),
      },
      source.token,
    );
    for await (const piece of response.stream) {
      firstAt ??= Date.now();
      if (piece instanceof LanguageModelTextPart) said += piece.value;
      if (piece instanceof LanguageModelToolCallPart)
        calls.push({ name: piece.name, arguments: JSON.stringify(piece.input) });
    }
  };
  try {
    // A model that does not listen to its cancellation must not hold the run up.
    await Promise.race([read(), abortOf(either)]);
    either.throwIfAborted();
    const { writeToolCalls } = await engine();
    return {
      text: calls.length > 0 ? writeToolCalls(calls, said) : said,
      finishReason: null,
      tokens: null,
      usage: null,
      servedBy: { model: model.version || null, fingerprint: null },
      latencyMs: Date.now() - sentAt,
      ttftMs: firstAt === null ? null : firstAt - sentAt,
    };
  } catch (error) {
    signal.throwIfAborted();
    throw await providerErrorFrom(error, { model, late: patience.aborted });
  } finally {
    either.removeEventListener('abort', cancel);
    source.dispose();
  }
}

const toolOf = ({ name, description, parameters }: Tool): LanguageModelChatTool => ({
  name,
  description: description ?? '',
  ...(parameters === null ? {} : { inputSchema: parameters }),
});

/** There is no system role: its text goes before the first user message. */
function messagesFor({ messages, turns = [] }: ChatRequest): LanguageModelChatMessage[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  const first = others.findIndex(({ role }) => role === 'user');
  const folded = others.map(({ role, content }, index) => ({
    role,
    content: index === first ? [...system, content].join('\n\n') : content,
  }));
  if (first < 0 && system.length > 0)
    folded.unshift({ role: 'user', content: system.join('\n\n') });
  const asked = folded.map(({ role, content }) =>
    role === 'assistant'
      ? LanguageModelChatMessage.Assistant(content)
      : LanguageModelChatMessage.User(content),
  );
  return [...asked, ...turns.flatMap(turnMessages)];
}

const turnMessages = ({ content, calls }: ToolTurn): LanguageModelChatMessage[] => [
  LanguageModelChatMessage.Assistant([
    ...(content === '' ? [] : [new LanguageModelTextPart(content)]),
    ...calls.map(
      ({ id, name, arguments: args }) =>
        new LanguageModelToolCallPart(id, name, JSON.parse(args) as object),
    ),
  ]),
  LanguageModelChatMessage.User(
    calls.map(
      ({ id, output }) => new LanguageModelToolResultPart(id, [new LanguageModelTextPart(output)]),
    ),
  ),
];

const abortOf = (signal: AbortSignal) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );

async function providerErrorFrom(
  error: unknown,
  { model: { name }, late }: { model: LanguageModelChat; late: boolean },
): Promise<Error> {
  const { ProviderError } = await engine();
  if (late) {
    const message = l10n.t('{0} did not respond within {1} seconds.', name, TIMEOUT_MS / 1000);
    return new ProviderError(message, { failure: 'timeout', cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof LanguageModelError ? error.code : '';
  const failure =
    code === LanguageModelError.NoPermissions.name
      ? 'unauthorised'
      : code === LanguageModelError.NotFound.name
        ? 'not-found'
        : code === LanguageModelError.Blocked.name
          ? 'bad-request'
          : 'server';
  return new ProviderError(`${name}: ${message}`, { failure, cause: error });
}
