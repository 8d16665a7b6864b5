import { AppError } from '@berth/protocol/error';
import { startApp } from './app';
import { loadConfig } from './env';
import { createWebDevProxy } from './http/web-dev-proxy';
import { createWebUi } from './http/web-ui';
import { createLogger } from './log';
import { builtPaths } from './paths';

/** Characters below which a token chosen by a person counts as guessable. */
const WEAK_TOKEN_LENGTH = 16;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLogger(config.logLevel);
  if (config.token !== undefined && config.token.length < WEAK_TOKEN_LENGTH) {
    log.warn('BERTH_TOKEN is short enough to be guessed: leave it out and one of 32 random bytes is made');
  }
  const web = config.webDevUrl
    ? createWebDevProxy(config.webDevUrl)
    : { answer: createWebUi(builtPaths.web) };
  const app = await startApp({ config, log, web });
  process.stdout.write(
    `\n  Berth is ready (${app.services.workspaces.launcher.runtime} runtime). Open:\n\n    ${app.signInUrl}\n\n`,
  );
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    app[Symbol.asyncDispose]().then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ err }, 'the server did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const appError = AppError.from(error);
  const text =
    appError.code === 'INTERNAL' && error instanceof Error
      ? (error.stack ?? error.message)
      : appError.message;
  process.stderr.write(`Berth cannot start: ${text}\n`);
  process.exit(1);
});
