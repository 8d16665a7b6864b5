import type { AgentContext } from './context';
import { loadAgentConfig } from './env';
import { EventHub } from './events/hub';
import { projectOf } from './fs/project';
import { endRunningGit } from './git/run';
import { listen } from './http/server';
import { log } from './log';
import { Sessions } from './terminal/sessions';
import { Archives } from './transfer/archives';
import { runWorker } from './transfer/worker';

async function main(): Promise<void> {
  if (process.argv[2] === 'pack') return runWorker();
  const config = loadAgentConfig();
  const events = new EventHub();
  const agent: AgentContext = { config, events, terminals: new Sessions(config, events) };
  new Archives(config.archives).sweep();
  process.chdir('/');
  const server = await listen(agent);
  const project = projectOf(agent);
  void project.trash.purge();
  project.watcher.start().catch((error: unknown) => log('the project cannot be watched', error));
  const stop = (): void => {
    server.close();
    // Each git is the leader of a process group of its own, which would go on without the agent.
    void Promise.allSettled([agent.terminals.closeAll(), endRunningGit()]).then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', () => log('SIGHUP ignored: the agent outlives its launcher'));
}

main().catch((error: unknown) => {
  log('the agent cannot start', error);
  process.exit(1);
});
