import { KEYS_PER_SESSION } from '@berth/db/schema/chat';
import type { chatExportOutput } from '@berth/protocol/chat';
import { type ChatMessage, chatLimits } from '@berth/protocol/chat-message';
import { AppError } from '@berth/protocol/error';
import type { z } from 'zod';
import type { StoreContext } from './context';
import { readFiles } from './files';
import { readPage } from './read';
import { toMessage, toSummary } from './rows';
import { requireSession } from './sessions';

/** A whole session as one document: Markdown to read, or the JSON that `chat.save` takes. */
export function exportSession(
  context: StoreContext,
  { sessionId, format }: { sessionId: string; format: 'markdown' | 'json' },
): z.output<typeof chatExportOutput> {
  const session = requireSession(context, sessionId);
  const messages = readAll(context, session.number);
  const files = readFiles(context, session.number, { contents: true });
  const name =
    session.title
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'chat';
  if (format === 'json') {
    const content = `${JSON.stringify({ ...toSummary(session), messages, files }, null, 2)}\n`;
    return { name: `${name}.json`, mimeType: 'application/json', content };
  }
  const attachments = files.map((file) => `- ${file.path || file.name} (${file.size} bytes)`);
  const sections = [
    `# ${session.title}`,
    ...messages.map(toSection),
    ...(attachments.length > 0 ? [`## Files\n\n${attachments.join('\n')}`] : []),
  ];
  return { name: `${name}.md`, mimeType: 'text/markdown', content: `${sections.join('\n\n')}\n` };
}

function toSection(message: ChatMessage): string {
  const speaker = message.type.charAt(0).toUpperCase() + message.type.slice(1);
  const note = message.status === 'complete' ? '' : ` (${message.status})`;
  return `## ${speaker} · ${message.createdAt}${note}\n\n${message.content}`;
}

function readAll(context: StoreContext, sessionNumber: number): ChatMessage[] {
  const messages: ChatMessage[] = [];
  let characters = 0;
  let before = (sessionNumber + 1) * KEYS_PER_SESSION;
  for (;;) {
    const { rows, more } = readPage(context, { sessionNumber, before, limit: 1_000 });
    for (const row of rows) {
      characters += row.content.length;
      messages.push(toMessage(row));
      before = row.key;
    }
    if (characters > chatLimits.sessionFileBytes) {
      throw new AppError(
        'TOO_LARGE',
        'This session is too large for one document. Read it in pages with chat.get.',
      );
    }
    if (!more) return messages.reverse();
  }
}
