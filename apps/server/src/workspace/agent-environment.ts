/** How one agent is told what it serves. */
export interface AgentSettings {
  socket: string;
  root: string;
  /** Folder for temporary archives, as the agent sees it. */
  archives: string;
  projectId: string;
  bundleHash: string;
  isolated: boolean;
  /** Folders it watches at most; undefined: its own limit. */
  watchLimit: number | undefined;
  /** Lines a terminal keeps above its screen. */
  scrollback: number;
}

/** The variables an agent is started with. Nothing of the server's own environment, token or database is among them. */
export function agentEnvironment(settings: AgentSettings): Record<string, string> {
  return {
    BERTH_AGENT_SOCKET: settings.socket,
    BERTH_AGENT_ROOT: settings.root,
    BERTH_AGENT_ARCHIVES: settings.archives,
    BERTH_AGENT_PROJECT: settings.projectId,
    BERTH_AGENT_BUNDLE: settings.bundleHash,
    BERTH_AGENT_ISOLATED: settings.isolated ? '1' : '0',
    BERTH_AGENT_SCROLLBACK: String(settings.scrollback),
    ...(settings.watchLimit === undefined ? {} : { BERTH_AGENT_WATCH_LIMIT: String(settings.watchLimit) }),
    LANG: 'C.UTF-8',
  };
}
