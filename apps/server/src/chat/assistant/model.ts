import type { LanguageModel } from 'ai';
import type { AssistantConfig } from '../../env';

/** The configured model. The SDK is loaded with the first answer: idle, it would be a tenth of the server's memory. */
export async function loadModel({ baseUrl, apiKey, model }: AssistantConfig): Promise<LanguageModel> {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    name: 'assistant',
    baseURL: baseUrl,
    apiKey,
    includeUsage: true,
  });
  return provider.chatModel(model);
}
