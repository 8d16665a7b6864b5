import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Download, expect, type Page } from '@playwright/test';
import type { Berth } from './berth';

export const MIB = 1024 * 1024;

/** A project with files that do not compress, and its folder. */
export async function makeProject(berth: Berth, bytes: number): Promise<{ id: string; folder: string }> {
  const { id } = await berth.client().project.create.mutate({ name: 'cargo' });
  const folder = join(berth.dataDir, 'projects', id);
  const { uid, gid } = statSync(folder);
  mkdirSync(join(folder, 'node_modules/left-pad'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/left-pad/index.js'), 'module.exports = 1;\n');
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/read.md'), '# read\n');
  symlinkSync('/etc/passwd', join(folder, 'outside'));
  const noise = randomBytes(MIB);
  for (let index = 0; index * MIB < bytes; index += 1) {
    noise.writeUInt32LE(index);
    writeFileSync(join(folder, `part-${index}.bin`), noise);
  }
  if (process.getuid?.() === 0) execFileSync('chown', ['-Rh', `${uid}:${gid}`, folder]);
  return { id, folder };
}

export const dialog = (page: Page) => page.getByRole('dialog');

export async function openDialog(page: Page, url: string, id: string): Promise<void> {
  await page.goto(`${url}/?project=${id}`);
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(page.getByText(/before compression/)).toBeVisible();
}

/** Starts the download that the dialog offers, and saves what comes of it. */
export async function download(page: Page, path: string): Promise<Download> {
  const saved = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  const file = await saved;
  await file.saveAs(path);
  return file;
}

/** Temporary archives of a project on the server's disk. */
export const archives = (berth: Berth, id: string) => readdirSync(join(berth.dataDir, 'archives', id));

export async function checksumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: MIB }), hash);
  return hash.digest('hex');
}

/**
 * Answers the page's question for a file, which the browser's own window asks and no page reaches. What is written into the file is
 * the real thing.
 */
export async function nameFiles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const showSaveFilePicker = async ({ suggestedName }: { suggestedName: string }) =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
    Object.assign(window, { showSaveFilePicker });
  });
}

/** SHA-256 of the file that was chosen for the project's archive, or that there is none. */
export function chosenChecksum(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('cargo.zip').catch(() => undefined);
    if (!handle) return 'no file';
    const bytes = await (await handle.getFile()).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
}

/** What the browser keeps of downloads in its private disk space. */
export function privateFiles(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('downloads', { create: true });
    const names: string[] = [];
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
      names.push(name);
    return names;
  });
}
