import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { Berth } from '../e2e/support/berth';
import { expectInTerminal } from '../e2e/support/terminal';
import { repository } from './paths';

/** Draws `docs/screenshot.png` from the running product: the built server, a Docker workspace, a real browser. */
const files: Record<string, string> = {
  'README.md': '# Harbour\n\nTells which berth is free.\n',
  'package.json':
    '{\n  "name": "harbour",\n  "type": "module",\n  "scripts": { "start": "node src/main.js" }\n}\n',
  'src/berths.js':
    "/** Berths of the harbour, by name. */\nexport const berths = new Map([\n  ['north', { length: 14, taken: true }],\n  ['east', { length: 9, taken: false }],\n  ['pier', { length: 22, taken: false }],\n]);\n\n/** The smallest free berth for a ship of this length, in metres. */\nexport function freeBerth(length) {\n  const fits = [...berths].filter(([, berth]) => !berth.taken && berth.length >= length);\n  fits.sort(([, a], [, b]) => a.length - b.length);\n  return fits[0]?.[0];\n}\n",
  'src/main.js': "import { freeBerth } from './berths.js';\n\nconsole.log(freeBerth(12) ?? 'none');\n",
};
const systemChromium = '/usr/bin/chromium';

await using berth = await Berth.start({ runtime: 'docker' });
const client = berth.client();
const { id: projectId } = await client.project.create.mutate({ name: 'harbour' });
for (const [path, content] of Object.entries(files))
  await client.fs.create.mutate({ projectId, path, content });
await client.git.init.mutate({ projectId, gitignore: { template: 'node' } });

const browser = await chromium.launch({
  ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
  await page.goto(`${berth.url}/?project=${projectId}`);
  await page.getByRole('treeitem', { name: 'src' }).click();
  await page.getByRole('treeitem', { name: 'main.js' }).dblclick();
  await page.getByRole('treeitem', { name: 'berths.js' }).dblclick();
  await page.getByText('freeBerth(length)').waitFor();
  await page.locator('[data-attached="true"] .xterm').click();
  await page.keyboard.type('git status --short; ls -la --color src; uname -sr');
  await page.keyboard.press('Enter');
  await expectInTerminal(berth, projectId, /^Linux [\d.]+/m);
  await page.screenshot({ path: join(repository, 'docs/screenshot.png') });
} finally {
  await browser.close();
}
