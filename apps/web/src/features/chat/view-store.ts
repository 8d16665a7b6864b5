import { create } from 'zustand';
import { newId } from '../../lib/new-id';
import { readLocal, writeLocal } from '../../lib/storage';

interface ChatView {
  /** The open session, or null for the list. A new one has an id before the server knows it. */
  sessionId: string | null;
  /** Whether the list shows the sessions of all projects. */
  allProjects: boolean;
  query: string;
}

export const useChatView = create<ChatView>(() => ({ sessionId: null, allProjects: false, query: '' }));

const key = (projectId: string) => `berth.chat.view.${projectId}`;

/** Shows what was open in this project, and keeps that in this browser until the returned function is called. */
export function openChatView(projectId: string): () => void {
  const stored = readLocal(key(projectId));
  useChatView.setState({ sessionId: typeof stored === 'string' ? stored : null, query: '' });
  return useChatView.subscribe(({ sessionId }) => writeLocal(key(projectId), sessionId));
}

export function openSession(sessionId: string): void {
  useChatView.setState({ sessionId });
}

export function openNewSession(): void {
  useChatView.setState({ sessionId: newId() });
}

export function closeSession(): void {
  useChatView.setState({ sessionId: null });
}
