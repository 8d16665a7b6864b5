import { useLayoutEffect, useState } from 'react';
import { useProject } from '../../workbench/project-context';
import { SessionList } from './session-list';
import { SessionView } from './session-view';
import { SetAsideNotice } from './set-aside-notice';
import { openChatView, useChatView } from './view-store';

/** The chat: a session, or the list of them. */
export function ChatPanel() {
  const project = useProject();
  const [ready, setReady] = useState(false);
  const sessionId = useChatView((state) => state.sessionId);
  useLayoutEffect(() => {
    const close = openChatView(project.id);
    setReady(true);
    return close;
  }, [project.id]);
  if (!ready) return null;
  if (sessionId) return <SessionView key={sessionId} sessionId={sessionId} />;
  return (
    <>
      <SetAsideNotice />
      <SessionList />
    </>
  );
}
