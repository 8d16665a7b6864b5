import type { Berth } from './berth';

/**
 * The projects that the tests of one file left open on a worker's server.
 * One server carries every file of a worker and an engine has about 30 networks, so a file's projects are
 * stopped when the next file begins: never between the tests of a file, which may share them.
 */
export class OpenProjects {
  #file: string | undefined;
  #left: string[] = [];

  /** Before a test: stops what another file's tests left. */
  async enter(berth: Berth, file: string): Promise<void> {
    if (this.#file === file) return;
    const left = this.#left;
    this.#left = [];
    const { projects } = await berth.client().project.list.query();
    for (const { id, status } of projects)
      if (left.includes(id) && status !== 'stopped')
        await berth.client().project.stop.mutate({ projectId: id });
  }

  /** After a test: notes what is there. A server that the test stopped has nothing to note. */
  async leave(berth: Berth, file: string): Promise<void> {
    this.#file = file;
    const { projects } = await berth
      .client()
      .project.list.query()
      .catch(() => ({ projects: [] }));
    this.#left = projects.map(({ id }) => id);
  }
}
