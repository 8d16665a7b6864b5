import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { DownloadClient } from './download-client';
import type { TestApp } from './test-app';

export type DownloadRequest = Parameters<DownloadClient['start']>[1];

/** A new project and its folder; `fill` writes into it, and everything then belongs to the workspace's user. */
export async function filledProject(
  app: TestApp,
  fill: (folder: string) => void,
): Promise<{ projectId: string; folder: string }> {
  const { id } = await app.client().project.create.mutate({ name: 'Shop' });
  const folder = app.folder(id);
  const { uid, gid } = statSync(folder);
  fill(folder);
  execFileSync('chown', ['-Rh', `${uid}:${gid}`, folder]);
  return { projectId: id, folder };
}

export async function finishedDownload(app: TestApp, request: DownloadRequest): Promise<DownloadClient> {
  const client = new DownloadClient();
  await client.start(await app.socket(), request);
  await client.finish();
  return client;
}
