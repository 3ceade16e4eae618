/** Where models are usually found: for whoever adds one and should not have to look up an address. */

export interface KnownProvider {
  readonly id: string;
  readonly name: string;
  /** The address up to `/v1`; null where it has to be asked for. */
  readonly baseUrl: string | null;
  /** For instance of an address that has to be asked for. */
  readonly example: string;
  /** The environment variable its key usually stands in; null where no key is needed. */
  readonly key: string | null;
}

const hosted = (id: string, name: string, baseUrl: string, key: string): KnownProvider => ({
  ...{ id, name, baseUrl, key },
  example: baseUrl,
});

const local = (id: string, name: string, port: number): KnownProvider => ({
  ...{ id, name, key: null, baseUrl: `http://127.0.0.1:${port}/v1` },
  example: `http://127.0.0.1:${port}/v1`,
});

export const KNOWN_PROVIDERS: readonly KnownProvider[] = [
  hosted('openai', 'OpenAI', 'https://api.openai.com/v1', 'OPENAI_API_KEY'),
  hosted('anthropic', 'Anthropic', 'https://api.anthropic.com/v1', 'ANTHROPIC_API_KEY'),
  hosted(
    'gemini',
    'Google Gemini',
    'https://generativelanguage.googleapis.com/v1beta/openai',
    'GEMINI_API_KEY',
  ),
  {
    ...{ id: 'azure', name: 'Azure OpenAI', baseUrl: null, key: 'AZURE_OPENAI_API_KEY' },
    example: 'https://my-resource.openai.azure.com/openai/v1',
  },
  hosted('openrouter', 'OpenRouter', 'https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  hosted('groq', 'Groq', 'https://api.groq.com/openai/v1', 'GROQ_API_KEY'),
  local('ollama', 'Ollama', 11434),
  local('lmstudio', 'LM Studio', 1234),
  local('vllm', 'vLLM', 8000),
  {
    ...{ id: 'other', name: 'Another endpoint', baseUrl: null, key: null },
    example: 'https://models.example.com/v1',
  },
];

/** The name of an environment variable for the key of an address, for instance `MODELS_EXAMPLE_COM_API_KEY`. */
export function keyNameFor(baseUrl: string): string {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : 'endpoint';
  const name = host.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return `${/^[A-Z_]/.test(name) ? '' : 'HOST_'}${name}_API_KEY`;
}
