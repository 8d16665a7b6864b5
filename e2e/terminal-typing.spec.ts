import { createHash } from 'node:crypto';
import { expect } from '@playwright/test';
import { AgentLink } from './support/agent-link';
import { test } from './support/fixtures';
import { holdLink } from './support/page-link';
import { randomNumbers } from './support/random-numbers';
import { expectAttached, expectInTerminal, openTerminal, typeCommand } from './support/terminal';

const ROUNDS = 50;
/** Milliseconds in which a link breaks after typing has begun: a line takes about so long. */
const MOST_MS = 120;
/** Milliseconds for which the page's link goes on losing what is said before it breaks. */
const LOSING_MS = 20;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('whatever link breaks while somebody types, every key arrives once and in order', async ({
  page,
  berth,
}) => {
  test.setTimeout(600_000);
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Typing' });
  await using agentLink = await AgentLink.hold(berth, projectId);
  const pageLink = await holdLink(page, (message) => message);
  await openTerminal(page, berth, projectId);
  await typeCommand(page, `cat > typed.txt; echo 'al''l'`);
  const breakPage = async (lose: () => void) => {
    lose();
    await wait(LOSING_MS);
    await pageLink.cut();
    pageLink.mend();
  };
  const cutAgent = async () => agentLink.cut();
  const breaks = [
    cutAgent,
    cutAgent,
    () => breakPage(pageLink.loseAnswers),
    () => breakPage(pageLink.loseMessages),
    async () => {
      agentLink.cut();
      await breakPage(pageLink.loseMessages);
    },
  ];
  const random = randomNumbers(20_260_102);
  let typed = '';
  for (let round = 0; round < ROUNDS; round++) {
    const line = `round ${round}: the quick brown fox jumps over the lazy dog\n`;
    typed += line;
    const breakLink = breaks[Math.floor(random() * breaks.length)];
    // A break of the workspace's link may come while the page is still coming back from the one before.
    if (breakLink !== cutAgent || random() < 0.5) await expectAttached(page);
    const typing = page.keyboard.type(line);
    await wait(random() * MOST_MS);
    await breakLink?.();
    await typing;
  }
  await expectAttached(page);
  await page.keyboard.press('Control+D');
  await expectInTerminal(berth, projectId, /^all$/m);
  const { content } = await berth.client().fs.read.query({ projectId, path: 'typed.txt' });
  expect(content.split('\n')).toEqual(typed.split('\n'));
  expect(sha256(content)).toBe(sha256(typed));
});

test('while the workspace cannot be reached the terminal says so, and what is typed arrives afterwards', async ({
  page,
  berth,
}) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Unreached' });
  await using agentLink = await AgentLink.hold(berth, projectId);
  await openTerminal(page, berth, projectId);
  const notice = page.getByText('The workspace does not answer. What you type is kept.');
  await expect(notice).toBeHidden();
  agentLink.down();
  await expect(notice).toBeVisible();
  await typeCommand(page, "echo 'af''ter'");
  await page.screenshot({ path: test.info().outputPath('unreached.png') });
  await agentLink.up();
  await expectInTerminal(berth, projectId, /^after$/m);
  await expect(notice).toBeHidden();
});
