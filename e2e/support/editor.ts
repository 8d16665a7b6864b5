import type { Page } from '@playwright/test';
import type { Berth } from './berth';

/** A project with these files in the browser, and what is done with an editor. */
export async function openFiles(berth: Berth, page: Page, files: Record<string, string>) {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Tools' });
  for (const [path, content] of Object.entries(files)) await fs.create.mutate({ projectId, path, content });
  await page.goto(`${berth.url}/?project=${projectId}`);
  const text = (path: string) => page.getByRole('textbox', { name: path, exact: true });
  return {
    text,
    open: async (path: string) => {
      await page.getByRole('treeitem', { name: path, exact: true }).dblclick();
      await text(path).focus();
    },
    unsaved: (name: string) => page.getByRole('tab', { name: `${name}, unsaved` }),
    read: async (path: string) => (await fs.read.query({ projectId, path })).content,
  };
}
