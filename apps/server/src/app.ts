import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDatabase } from '@berth/db/open';
import { AppError } from '@berth/protocol/error';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { startChat } from './chat/start';
import { openDataDir, readOrCreateToken } from './data-dir';
import { lockDataDir } from './data-lock';
import { DisposalStack } from './disposal-stack';
import { DraftService } from './drafts/service';
import type { Config } from './env';
import { TreeEvents } from './fs/tree-events';
import { Gate } from './gate/gate';
import { GitCredentials } from './git/credentials';
import { createHttpHandler, createUpgradeHandler, type HttpParts } from './http/handler';
import { createRoutes } from './http/routes';
import type { Logger } from './log';
import { Metrics } from './metrics/metrics';
import { builtPaths } from './paths';
import { ProjectService } from './project/service';
import type { Services } from './services';
import { Broadcast } from './socket/broadcast';
import { createSocketServer, registerSocketHandlers } from './socket/server';
import { followTerminals } from './terminal/follow-terminals';
import { DownloadService } from './transfer/service';
import { answerCalls, MAX_BATCH } from './trpc/answer-calls';
import { appRouter } from './trpc/router';
import { chooseLauncher } from './workspace/choose-launcher';
import { workspaceIdentity } from './workspace/identity';
import { endOtherRuntime } from './workspace/other-runtime';
import { prepareRuntimeFiles, removeUnusedRuntimeFiles } from './workspace/runtime-files';
import { Workspaces } from './workspace/workspaces';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
/** Bytes of one tRPC request; larger files travel over plain HTTP. */
const MAX_TRPC_BODY_BYTES = 32 * 1024 * 1024;
/** Milliseconds in which a request must have arrived whole. */
const MAX_REQUEST_MS = 24 * 60 * 60_000;

export interface App extends AsyncDisposable {
  port: number;
  url: string;
  token: string;
  /** Opens Berth signed in: the token is in the fragment, which no server and no log sees. */
  signInUrl: string;
  services: Services;
}

export interface AppOptions {
  config: Config;
  log: Logger;
  /** What serves the UI's own files. */
  web: HttpParts['web'];
}

/** Starts the one server. Disposing of it leaves the workspaces running for the next one. */
export async function startApp({ config, log, web }: AppOptions): Promise<App> {
  await using stack = new DisposalStack();
  const dataDir = openDataDir(config.dataDir);
  const lock = lockDataDir(dataDir.root);
  stack.defer(() => lock[Symbol.dispose]());
  rmSync(dataDir.tmp, { recursive: true, force: true });
  mkdirSync(dataDir.tmp, { mode: 0o700 });
  const token = config.token ?? readOrCreateToken(config.dataDir);
  const db = openDatabase(dataDir.database, {
    migrations: builtPaths.migrations,
    onSetAside: ({ path, rows }) =>
      log.error(
        { path, rows },
        'the database was damaged and has been set aside; what can be read was copied',
      ),
  });
  stack.defer(() => void db.$client.close());

  const identity = workspaceIdentity(config.workspaceUid);
  const files = prepareRuntimeFiles(builtPaths.agent, dataDir.runtime);
  const launcherParts = { config, dataDir, identity, files, log };
  const launcher = await chooseLauncher(launcherParts);
  if (launcher.runtime === 'local' && !LOOPBACK.includes(config.host) && !config.allowUnisolatedNetwork) {
    throw new AppError(
      'INVALID_INPUT',
      `HOST=${config.host} would offer shells of this machine to the network, because the local runtime isolates nothing. Use Docker, listen on 127.0.0.1, or set BERTH_ALLOW_UNISOLATED_NETWORK=1.`,
    );
  }

  // An upload of a large file over a slow line may take hours; its head may not.
  const server = createServer({ requestTimeout: MAX_REQUEST_MS });
  await listen(server, config);
  stack.defer(() => closeServer(server));
  const { port } = server.address() as AddressInfo;
  const gate = new Gate(token, { host: config.host, port, publicUrl: config.publicUrl });

  const { io, engine } = createSocketServer(gate);
  stack.defer(() => void io.disconnectSockets(true));
  stack.defer(() => void engine.close());
  const broadcast = new Broadcast(io);
  const metrics = new Metrics();
  const treeEvents = new TreeEvents(broadcast);
  const gitCredentials = new GitCredentials(broadcast);
  const workspaces = stack.use(
    new Workspaces({
      launcher,
      log,
      events: {
        onChange: (projectId) => projects.announce(projectId),
        onProgress: (progress) => broadcast.everyone('project_progress', progress),
        onRunning: (workspace) => {
          treeEvents.follow(workspace);
          followTerminals(workspace, broadcast);
        },
        onRestart: () => metrics.countRestart(),
      },
    }),
  );
  const projects = new ProjectService({
    config,
    db,
    workspaces,
    broadcast,
    gitCredentials,
    identity,
    dataDir,
  });
  const { chat, assistant } = startChat({ config, log, broadcast, database: dataDir.database, db }, stack);
  const drafts = new DraftService(db, broadcast);
  const downloads = stack.use(
    new DownloadService({ limits: config.downloads, folder: dataDir.archives, projects, workspaces, log }),
  );
  const services: Services = {
    config,
    log,
    db,
    projects,
    workspaces,
    broadcast,
    treeEvents,
    gitCredentials,
    drafts,
    chat,
    assistant,
    downloads,
    metrics,
  };
  metrics.observe({
    workspaces: () => workspaces.counts(),
    projects: () => projects.list().length,
    clients: () => io.engine.clientsCount,
  });
  registerSocketHandlers(io, services);

  const trpc = createHTTPHandler({
    router: appRouter,
    basePath: '/trpc/',
    createContext: () => ({ services }),
    maxBodySize: MAX_TRPC_BODY_BYTES,
    maxBatchSize: MAX_BATCH,
    allowMethodOverride: true,
  });
  let ready = false;
  const parts: HttpParts = {
    gate,
    log,
    isReady: () => ready,
    trpc: (request, response) => {
      if (!answerCalls(request, response, { services })) trpc(request, response);
    },
    socketIo: {
      answer: (request, response) => engine.handleRequest(request as never, response),
      upgrade: (request, socket, head) => engine.handleUpgrade(request as never, socket as never, head),
    },
    routes: createRoutes(services),
    web,
  };
  server.on('request', createHttpHandler(parts));
  server.on('upgrade', createUpgradeHandler(parts));
  await endOtherRuntime(launcherParts, launcher, () =>
    projects.list().some((project) => project.runtime === 'docker'),
  );
  await projects.adopt({
    keeps: (agent) => !config.dev || agent.bundleHash === files.hash,
    onFound: (agents) => removeUnusedRuntimeFiles(dataDir.runtime, { files, agents }),
  });
  ready = true;

  const url =
    config.publicUrl?.replace(/\/$/, '') ??
    `http://${LOOPBACK.includes(config.host) ? config.host : 'localhost'}:${port}`;
  const owned = stack.move();
  return {
    port,
    url,
    token,
    signInUrl: `${url}/#token=${encodeURIComponent(token)}`,
    services,
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

/** @throws AppError INVALID_INPUT where the address cannot be had. */
async function listen(server: ReturnType<typeof createServer>, { port, host }: Config): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const message = `Berth cannot listen on ${host}:${port}: something else may. Choose another with PORT or HOST.`;
    throw new AppError('INVALID_INPUT', message, { cause });
  }
}

async function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
