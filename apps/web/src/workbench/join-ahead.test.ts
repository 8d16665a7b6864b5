import { beforeEach, expect, it, vi } from 'vitest';
import { dropJoin, joinAhead, takeJoin } from './join-ahead';

/** The page's connection, of which a test says when it is made and under which name. */
const { connection, said, emitAck } = vi.hoisted(() => {
  const said: string[] = [];
  const connection = { id: '', connect: () => {}, once: (_: string, connected: () => void) => connected };
  const emitAck = async (name: string, { projectId }: { projectId: string }) => {
    said.push(`${name} ${projectId}`);
    return { joined: projectId };
  };
  return { connection, said, emitAck };
});
vi.mock('../lib/socket', () => ({ emitAck, socket: () => connection }));

beforeEach(() => {
  dropJoin();
  said.length = 0;
  connection.once = (_, connected) => {
    connection.connect = connected;
    return connected;
  };
});

function connectAs(id: string): void {
  connection.id = id;
  connection.connect();
}

it('joins with the first connection, and hands the join over once', async () => {
  joinAhead('project');
  expect(said).toEqual([]);
  connectAs('first');
  expect(said).toEqual(['project_subscribe project']);
  expect(await takeJoin('project')).toEqual({ joined: 'project' });
  expect(takeJoin('project')).toBeUndefined();
});

it('does not hand over a join of a connection that is gone', () => {
  joinAhead('project');
  connectAs('first');
  connection.id = 'second';
  expect(takeJoin('project')).toBeUndefined();
});

it('takes the join of another project back', () => {
  joinAhead('project');
  connectAs('first');
  expect(takeJoin('another')).toBeUndefined();
  expect(said).toEqual(['project_subscribe project', 'project_unsubscribe project']);
  expect(takeJoin('project')).toBeUndefined();
});

it('takes back what is dropped, once', () => {
  joinAhead('project');
  connectAs('first');
  dropJoin();
  dropJoin();
  expect(said).toEqual(['project_subscribe project', 'project_unsubscribe project']);
});
