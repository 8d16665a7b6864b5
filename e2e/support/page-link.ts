import type { Page, WebSocketRoute } from '@playwright/test';

/** The page's connection to the server, in the hands of a test. */
export interface PageLink {
  /** What the server says gets lost; what the page says arrives. */
  loseAnswers(): void;
  /** What the page says gets lost; what the server says arrives. */
  loseMessages(): void;
  /** The connection breaks, and none can be made. */
  cut(): Promise<void>;
  mend(): void;
}

/** Takes hold of the page's connection before it is made. `alter` may change what the page says. */
export async function holdLink(page: Page, alter: (message: string) => string): Promise<PageLink> {
  let state: 'up' | 'deaf' | 'mute' | 'down' = 'up';
  const open = new Set<{ page: WebSocketRoute; server: WebSocketRoute }>();
  await page.route('**/socket.io/**', (route) => (state === 'down' ? route.abort() : route.continue()));
  await page.routeWebSocket(/\/socket\.io\//, async (socket) => {
    if (state === 'down') {
      await socket.close();
      return;
    }
    const server = socket.connectToServer();
    const pair = { page: socket, server };
    open.add(pair);
    socket.onMessage((message) => {
      if (state !== 'mute') server.send(typeof message === 'string' ? alter(message) : message);
    });
    server.onMessage((message) => {
      if (state !== 'deaf') socket.send(message);
    });
  });
  return {
    loseAnswers: () => {
      state = 'deaf';
    },
    loseMessages: () => {
      state = 'mute';
    },
    async cut() {
      state = 'down';
      for (const pair of open) await Promise.all([pair.page.close(), pair.server.close()]);
      open.clear();
    },
    mend: () => {
      state = 'up';
    },
  };
}
