import { expect, type Page } from '@playwright/test';
import type { ModelServer } from '../../apps/server/test/support/model-server';
import { Berth } from './berth';

/** A server that answers by a model of the test, with one project. Chat needs no container, so it is a local one. */
export interface ChatSite {
  berth: Berth;
  projectId: string;
}

export async function startChatSite(model: ModelServer): Promise<ChatSite> {
  const berth = await Berth.start({
    runtime: 'local',
    env: {
      BERTH_AI_BASE_URL: model.baseUrl,
      BERTH_AI_MODEL: 'test-model',
      BERTH_AI_API_KEY: 'the-secret-key',
    },
  });
  const projectId = (await berth.client().project.create.mutate({ name: 'Chatty' })).id;
  await berth.client().fs.create.mutate({ projectId, path: 'notes.md', content: '# Notes of the project' });
  return { berth, projectId };
}

export const composer = (page: Page) => page.getByRole('textbox', { name: 'Message' });
export const log = (page: Page) => page.getByRole('log', { name: 'Messages' });
export const rows = (page: Page) => log(page).getByRole('article');
export const attached = (page: Page) => page.getByRole('list', { name: 'Attached' }).getByRole('listitem');

/** Signs in and shows the chat as the person left it: a session, or the list. */
export async function openChat(page: Page, { berth, projectId }: ChatSite): Promise<void> {
  await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
  await page.goto(`${berth.url}/?project=${projectId}`);
  await expect(page.getByRole('button', { name: /^Chatty · .*running/ })).toBeVisible();
  const chat = page.getByRole('button', { name: 'Chat', exact: true });
  if ((await chat.getAttribute('aria-pressed')) !== 'true') await chat.click();
  const list = page.getByRole('searchbox', { name: 'Search chats' });
  await expect(list.or(composer(page))).toBeVisible();
}

export async function newChat(page: Page, site: ChatSite): Promise<void> {
  await openChat(page, site);
  const back = page.getByRole('button', { name: 'All chats' });
  if (await back.isVisible()) await back.click();
  await page.getByRole('button', { name: 'New chat' }).first().click();
  await expect(composer(page)).toBeFocused();
}

export async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** How many attachments of drafts this browser has written to its disk: what is on its way there, a reload loses. */
export function keptAttachments(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('berth-chat-drafts');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction('attachments').objectStore('attachments').count();
          counting.onerror = () => reject(counting.error);
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

/** Every stored message of the newest session, as the server has it. */
export async function storedMessages({ berth }: ChatSite) {
  const { sessions } = await berth.client().chat.history.query({ limit: 1 });
  return (await berth.client().chat.get.query({ sessionId: sessions[0]?.id ?? '' })).messages;
}
