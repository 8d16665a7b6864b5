import type { ChatFile, ChatMessage, MessagePart } from '@berth/protocol/chat-message';
import type { ModelMessage } from 'ai';

/** Characters of a conversation a model is sent at most; about a quarter as many tokens. */
const BUDGET = 200_000;

/** What every model is told first. */
export const INSTRUCTIONS = `You are the assistant of Berth, a browser IDE. The person you answer works on a project and may attach \
files and selections of it; answer about those. Write Markdown. Put code in fenced blocks that name their language. \
You cannot change files or run commands yourself: the person does that from your answer.`;

export interface Conversation {
  messages: ChatMessage[];
  files: ChatFile[];
}

/**
 * What a model is sent of a conversation: the newest messages that fit, each with its selections and files. An answer
 * that failed, or that was interrupted and then asked for again, is left out.
 */
export function toPrompt({ messages, files }: Conversation, budget = BUDGET): ModelMessage[] {
  const prompt: ModelMessage[] = [];
  let left = budget;
  for (const [index, message] of [...messages.entries()].reverse()) {
    if (isDiscarded(message, messages[index + 1])) continue;
    const text = describe(message, {
      files: files.filter(
        (file) => file.messageId === message.id || (file.messageId === null && index === 0),
      ),
      left,
    });
    if (text === '') continue;
    left -= text.length;
    if (left < 0 && prompt.length > 0) break;
    prompt.push({ role: roleOf(message.type), content: text });
  }
  return prompt.reverse();
}

function isDiscarded(message: ChatMessage, next: ChatMessage | undefined): boolean {
  if (message.status === 'failed' || message.status === 'streaming') return true;
  return message.status === 'interrupted' && (next === undefined || roleOf(next.type) === 'assistant');
}

/** Whatever a client calls a message, only Berth instructs the model: the others speak as the person. */
function roleOf(type: string): 'user' | 'assistant' {
  return type === 'assistant' || type === 'agent' ? 'assistant' : 'user';
}

function describe(message: ChatMessage, context: { files: ChatFile[]; left: number }): string {
  const selections = (message.parts ?? []).filter((part) => part.type === 'selection').map(describeSelection);
  let left = context.left - message.content.length;
  const files = context.files.map((file) => {
    const text = describeFile(file, left);
    left -= text.length;
    return text;
  });
  return [...files, ...selections, message.content].filter((text) => text !== '').join('\n\n');
}

function describeSelection(part: Extract<MessagePart, { type: 'selection' }>): string {
  const lines = part.startLine ? `, lines ${part.startLine} to ${part.endLine ?? part.startLine}` : '';
  const where = part.source === 'terminal' ? 'Selected in the terminal' : `Selected in ${part.path}${lines}`;
  return `${where}:\n${fenced(part.text)}`;
}

function describeFile(file: ChatFile, left: number): string {
  const name = file.path || file.name;
  if (file.content === null || file.encoding === 'base64') {
    return `[The file ${name} is attached: ${file.size} bytes, ${file.mimeType ?? file.type}. Its content is not text.]`;
  }
  if (file.content.length > left) {
    return `[The file ${name} is attached, but with ${file.size} bytes it is too large to be shown here.]`;
  }
  return `The file ${name}:\n${fenced(file.content)}`;
}

/** A fence longer than any in the text, so that the text cannot end it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
