import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** The process's own numbers, collected once however many servers run in it. */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });

/** What is asked at the moment somebody reads the metrics. */
export interface MetricSources {
  /** Workspaces by state. */
  workspaces(): Record<string, number>;
  projects(): number;
  /** Connected Socket.IO clients. */
  clients(): number;
}

/** One server's numbers in Prometheus' text format. */
export class Metrics {
  readonly #own = new Registry();
  readonly #restarts = new Counter({
    name: 'berth_workspace_restarts_total',
    help: 'Workspaces that ended by themselves and were started again.',
    registers: [this.#own],
  });

  /** Sets what can be asked; before that only the process is measured. */
  observe(sources: MetricSources): void {
    const registers = [this.#own];
    new Gauge({
      name: 'berth_workspaces',
      help: 'Workspaces by state.',
      labelNames: ['state'],
      registers,
      collect() {
        for (const [state, count] of Object.entries(sources.workspaces())) this.set({ state }, count);
      },
    });
    new Gauge({
      name: 'berth_projects',
      help: 'Projects there are, open or not.',
      registers,
      collect() {
        this.set(sources.projects());
      },
    });
    new Gauge({
      name: 'berth_socket_clients',
      help: 'Connected Socket.IO clients.',
      registers,
      collect() {
        this.set(sources.clients());
      },
    });
  }

  countRestart(): void {
    this.#restarts.inc();
  }

  async text(): Promise<{ contentType: string; body: string }> {
    const all = Registry.merge([ofProcess, this.#own]);
    return { contentType: all.contentType, body: await all.metrics() };
  }
}
